package io.novacron.api.operation;

import java.util.Locale;

/** What an operation does. */
public enum OperationKind {
  CREATE,
  START,
  STOP,
  RESTART,
  PAUSE,
  RESUME,
  RESIZE,
  /** Changes what is recorded of a machine; done as soon as it is recorded. */
  UPDATE,
  DELETE;

  /** The word of the interfaces, such as {@code create}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
