package io.novacron.api.provider;

import java.util.Locale;

/**
 * The queues in which calls to an account wait for their turn, the most urgent first. A lane that
 * is more urgent gets more turns, and none gets no turn at all.
 */
public enum Lane {
  /** What must not wait: notices of the cloud, and the clean-up of what was cancelled. */
  INTERRUPT,
  /** Removing what costs money. */
  DELETE,
  /** What somebody waits for. */
  INTERACTIVE,
  /** What nobody waits for: inventory, sweeps. */
  BACKGROUND;

  /** The word of REST and the shell, such as {@code interactive}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
