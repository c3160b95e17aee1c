package io.novacron.api.provider;

import java.util.Locale;

/** The classes of calls that clouds limit apart from each other. */
public enum CallClass {
  /** Looks at something. */
  READ,
  /** Makes a machine. */
  CREATE,
  /** Changes a machine. */
  CHANGE,
  /** Removes a machine. */
  DELETE;

  /** The word of REST and the shell, such as {@code read}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
