package io.novacron.api.machine;

import java.util.Locale;

/** What can be done to a machine that exists. */
public enum MachineAction {
  START,
  STOP,
  DELETE;

  /** The verb of the interfaces, such as {@code start}. */
  public String verb() {
    return name().toLowerCase(Locale.ROOT);
  }
}
