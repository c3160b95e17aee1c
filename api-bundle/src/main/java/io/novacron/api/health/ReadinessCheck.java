package io.novacron.api.health;

import java.util.Optional;

/**
 * One condition that must hold before this node is called ready. Register it as an OSGi service;
 * the node is ready when every registered check passes.
 *
 * <p>A check answers from local memory, never blocks, and is safe for use by many threads: it is
 * asked on every probe.
 */
public interface ReadinessCheck {
  /**
   * Name shown to people, lower case with hyphens, such as {@code state-store}; the same on every
   * call.
   */
  String name();

  /**
   * What is missing.
   *
   * @return empty when the condition holds; otherwise one sentence for a person, without secrets
   */
  Optional<String> problem();
}
