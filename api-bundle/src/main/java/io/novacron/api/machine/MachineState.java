package io.novacron.api.machine;

import java.util.EnumSet;
import java.util.Set;

/** The states of a machine, and the one table of legal moves between them. */
public enum MachineState {
  /** Asked for and recorded; the cloud has not confirmed it yet. */
  CREATING,
  /** The cloud is making it. */
  PROVISIONING,
  RUNNING,
  STOPPING,
  STOPPED,
  /** Being started again. */
  STARTING,
  DELETING,
  /** Gone, as the cloud has confirmed. Final. */
  DELETED,
  /** Its last operation failed; the operation says why. */
  FAILED,
  /** What the cloud says of it is not known to us. */
  UNKNOWN;

  /** The actions that may be begun in this state, in the order in which they are shown. */
  public Set<MachineAction> legalActions() {
    return switch (this) {
      case RUNNING -> EnumSet.of(MachineAction.STOP, MachineAction.DELETE);
      case STOPPED -> EnumSet.of(MachineAction.START, MachineAction.DELETE);
      case FAILED, UNKNOWN -> EnumSet.of(MachineAction.DELETE);
      case CREATING, PROVISIONING, STOPPING, STARTING, DELETING, DELETED ->
          EnumSet.noneOf(MachineAction.class);
    };
  }

  /** Whether an operation is moving the machine out of this state. */
  public boolean moving() {
    return switch (this) {
      case CREATING, PROVISIONING, STOPPING, STARTING, DELETING -> true;
      case RUNNING, STOPPED, DELETED, FAILED, UNKNOWN -> false;
    };
  }

  /**
   * Whether a machine may be recorded as moving from this state to another.
   *
   * @param next the state to move to; the same state is always legal
   */
  public boolean canBecome(MachineState next) {
    if (next == this) {
      return true;
    }
    return switch (this) {
      case CREATING, PROVISIONING ->
          next == PROVISIONING
              || next == RUNNING
              || next == FAILED
              || next == UNKNOWN
              || next == DELETING
              || next == DELETED;
      case RUNNING -> next == STOPPING || next == DELETING || next == UNKNOWN || next == FAILED;
      case STOPPING -> next == STOPPED || next == RUNNING || next == FAILED || next == UNKNOWN;
      case STOPPED -> next == STARTING || next == DELETING || next == FAILED || next == UNKNOWN;
      case STARTING -> next == RUNNING || next == STOPPED || next == FAILED || next == UNKNOWN;
      case DELETING ->
          next == DELETED
              || next == FAILED
              || next == UNKNOWN
              || next == RUNNING
              || next == STOPPED;
      case FAILED -> next == DELETING;
      case UNKNOWN -> next != CREATING && next != PROVISIONING;
      case DELETED -> false;
    };
  }
}
