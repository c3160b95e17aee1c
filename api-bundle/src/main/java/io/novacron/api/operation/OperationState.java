package io.novacron.api.operation;

/** The states of an operation. */
public enum OperationState {
  /** Recorded, not begun. */
  QUEUED,
  /** Under way. */
  RUNNING,
  /** A call may or may not have taken effect; the cloud is being asked. */
  UNKNOWN_OUTCOME,
  SUCCEEDED,
  FAILED,
  /** Ended because somebody asked for it; what had been made was removed again. */
  CANCELLED;

  /** Whether nothing will change any more. */
  public boolean done() {
    return switch (this) {
      case QUEUED, RUNNING, UNKNOWN_OUTCOME -> false;
      case SUCCEEDED, FAILED, CANCELLED -> true;
    };
  }
}
