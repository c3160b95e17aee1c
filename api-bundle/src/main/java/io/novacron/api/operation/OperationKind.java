package io.novacron.api.operation;

import java.util.Locale;

/** What an operation does. */
public enum OperationKind {
  CREATE,
  START,
  STOP,
  DELETE;

  /** The word of the interfaces, such as {@code create}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
