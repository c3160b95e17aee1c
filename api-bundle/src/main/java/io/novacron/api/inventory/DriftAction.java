package io.novacron.api.inventory;

import java.util.Locale;

/** What can be done about a difference. */
public enum DriftAction {
  /** The record follows the cloud; of a machine that is gone, the record ends. */
  ACCEPT,
  /** An operation brings the machine back to what is wanted. */
  REVERT,
  /** It is kept but not counted, until something else is seen. */
  IGNORE;

  /** The verb of REST and the shell, such as {@code accept}. */
  public String verb() {
    return name().toLowerCase(Locale.ROOT);
  }
}
