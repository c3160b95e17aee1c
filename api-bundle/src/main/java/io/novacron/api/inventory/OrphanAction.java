package io.novacron.api.inventory;

import java.util.Locale;

/** What can be done with an orphan. */
public enum OrphanAction {
  /** Stops a machine, and begins the time after which it may be deleted. */
  QUARANTINE,
  /** Ends its quarantine; it stays stopped. */
  RELEASE,
  /** Deletes it for good; a machine once its quarantine has lasted. */
  DELETE;

  /** The verb of REST and the shell, such as {@code quarantine}. */
  public String verb() {
    return name().toLowerCase(Locale.ROOT);
  }
}
