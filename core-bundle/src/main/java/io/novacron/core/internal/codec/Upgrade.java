package io.novacron.core.internal.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Turns the layout of one schema version into that of the next. */
@FunctionalInterface
public interface Upgrade {
  /** For values whose layout has not changed yet. */
  Upgrade NONE =
      (from, value) -> {
        throw new IllegalStateException("there is no upgrade from schema version " + from);
      };

  /**
   * Upgrades by one version.
   *
   * @param from version of the value's layout, 1 or more
   * @param value the value; may be changed and given back
   * @return the value in the layout of version {@code from + 1}
   */
  ObjectNode apply(int from, ObjectNode value);
}
