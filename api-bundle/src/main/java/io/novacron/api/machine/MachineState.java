package io.novacron.api.machine;

import java.util.EnumSet;
import java.util.Set;

/** The states of a machine, and the one table of legal moves and actions. */
public enum MachineState {
  /** Asked for and recorded; the cloud has not confirmed it yet. */
  CREATING,
  /** The cloud is making it. */
  PROVISIONING,
  RUNNING,
  /** Its memory is being written away. */
  PAUSING,
  /** Not running, with its memory kept; it goes on where it was. */
  PAUSED,
  /** Being brought back from PAUSED. */
  RESUMING,
  STOPPING,
  STOPPED,
  /** Being started again. */
  STARTING,
  /** Running, and being started anew. */
  RESTARTING,
  /** Getting another instance type. */
  RESIZING,
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
      case RUNNING ->
          EnumSet.of(
              MachineAction.STOP,
              MachineAction.RESTART,
              MachineAction.PAUSE,
              MachineAction.RESIZE,
              MachineAction.DELETE);
      case STOPPED -> EnumSet.of(MachineAction.START, MachineAction.RESIZE, MachineAction.DELETE);
      case PAUSED -> EnumSet.of(MachineAction.RESUME, MachineAction.DELETE);
      case FAILED, UNKNOWN -> EnumSet.of(MachineAction.DELETE);
      case CREATING,
          PROVISIONING,
          PAUSING,
          RESUMING,
          STOPPING,
          STARTING,
          RESTARTING,
          RESIZING,
          DELETING,
          DELETED ->
          EnumSet.noneOf(MachineAction.class);
    };
  }

  /**
   * The actions that may be begun by force: beside the legal ones those that take over from the
   * operation that is moving the machine, which ends as cancelled. A machine that is being deleted
   * cannot be taken over.
   */
  public Set<MachineAction> forcedActions() {
    return switch (this) {
      case RUNNING -> EnumSet.of(MachineAction.STOP, MachineAction.RESTART, MachineAction.DELETE);
      case STOPPING -> EnumSet.of(MachineAction.STOP, MachineAction.DELETE);
      case RESTARTING ->
          EnumSet.of(MachineAction.STOP, MachineAction.RESTART, MachineAction.DELETE);
      case CREATING,
          PROVISIONING,
          PAUSING,
          PAUSED,
          RESUMING,
          STOPPED,
          STARTING,
          RESIZING,
          FAILED,
          UNKNOWN ->
          EnumSet.of(MachineAction.DELETE);
      case DELETING, DELETED -> EnumSet.noneOf(MachineAction.class);
    };
  }

  /** Whether an operation is moving the machine out of this state. */
  public boolean moving() {
    return switch (this) {
      case CREATING,
          PROVISIONING,
          PAUSING,
          RESUMING,
          STOPPING,
          STARTING,
          RESTARTING,
          RESIZING,
          DELETING ->
          true;
      case RUNNING, PAUSED, STOPPED, DELETED, FAILED, UNKNOWN -> false;
    };
  }

  /**
   * Whether a machine may be recorded as moving from this state to another.
   *
   * @param next the state to move to; the same state is always legal
   */
  public boolean canBecome(MachineState next) {
    return next == this || nextStates().contains(next);
  }

  /**
   * Whether a look at the cloud may find a machine in another state although no operation has moved
   * it: from one state of rest to another. What is found as deleted is not recorded as such before
   * somebody accepts it.
   *
   * @param next the state that it is found in; the same state is always legal
   */
  public boolean canBeFound(MachineState next) {
    Set<MachineState> rest = EnumSet.of(RUNNING, PAUSED, STOPPED, UNKNOWN);
    return next == this || (rest.contains(this) && rest.contains(next));
  }

  /** The states that may follow this one; every state but the last may end in a delete. */
  private Set<MachineState> nextStates() {
    return switch (this) {
      case CREATING -> EnumSet.of(PROVISIONING, RUNNING, DELETING, DELETED, FAILED, UNKNOWN);
      case PROVISIONING -> EnumSet.of(RUNNING, DELETING, DELETED, FAILED, UNKNOWN);
      case RUNNING ->
          EnumSet.of(PAUSING, STOPPING, RESTARTING, RESIZING, DELETING, FAILED, UNKNOWN);
      case PAUSING -> EnumSet.of(PAUSED, RUNNING, DELETING, FAILED, UNKNOWN);
      case PAUSED -> EnumSet.of(RESUMING, DELETING, FAILED, UNKNOWN);
      case RESUMING -> EnumSet.of(RUNNING, PAUSED, DELETING, FAILED, UNKNOWN);
      case STOPPING -> EnumSet.of(STOPPED, RUNNING, DELETING, FAILED, UNKNOWN);
      case STOPPED -> EnumSet.of(STARTING, RESIZING, DELETING, FAILED, UNKNOWN);
      case STARTING -> EnumSet.of(RUNNING, STOPPED, DELETING, FAILED, UNKNOWN);
      // By force, a stop may take over from a restart.
      case RESTARTING -> EnumSet.of(RUNNING, STOPPING, STOPPED, DELETING, FAILED, UNKNOWN);
      case RESIZING -> EnumSet.of(RUNNING, STOPPED, DELETING, FAILED, UNKNOWN);
      // A delete that was not sent may be cancelled.
      case DELETING -> EnumSet.of(DELETED, RUNNING, PAUSED, STOPPED, FAILED, UNKNOWN);
      case FAILED -> EnumSet.of(DELETING);
      case UNKNOWN -> EnumSet.complementOf(EnumSet.of(CREATING, PROVISIONING));
      case DELETED -> EnumSet.noneOf(MachineState.class);
    };
  }
}
