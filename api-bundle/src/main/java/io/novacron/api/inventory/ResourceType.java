package io.novacron.api.inventory;

import java.util.Locale;

/** What can be an orphan at a cloud. */
public enum ResourceType {
  /** A machine. It is stopped for a time before it may be deleted. */
  MACHINE,
  /** A volume that is attached to no machine. It is deleted at once. */
  VOLUME,
  /** A snapshot. It is deleted at once. */
  SNAPSHOT;

  /** The word of REST and the shell, such as {@code machine}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The word for what a list is of, such as {@code machines}. */
  public String plural() {
    return wireName() + "s";
  }
}
