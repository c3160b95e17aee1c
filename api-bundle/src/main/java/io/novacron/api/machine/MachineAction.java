package io.novacron.api.machine;

import java.util.Locale;

/** What can be done to a machine that exists. */
public enum MachineAction {
  START,
  STOP,
  RESTART,
  /** Keeps the memory and stops; where the cloud has it. */
  PAUSE,
  /** Goes on after a pause. */
  RESUME,
  /** Gives it another instance type of the same architecture, in the same region. */
  RESIZE,
  DELETE;

  /** The verb of the interfaces, such as {@code start}. */
  public String verb() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether it can be asked for by force: without waiting for the guest, and in place of the
   * operation under way.
   */
  public boolean forcible() {
    return switch (this) {
      case STOP, RESTART, DELETE -> true;
      case START, PAUSE, RESUME, RESIZE -> false;
    };
  }

  /** The state of a machine while the action is under way. */
  public MachineState during() {
    return switch (this) {
      case START -> MachineState.STARTING;
      case STOP -> MachineState.STOPPING;
      case RESTART -> MachineState.RESTARTING;
      case PAUSE -> MachineState.PAUSING;
      case RESUME -> MachineState.RESUMING;
      case RESIZE -> MachineState.RESIZING;
      case DELETE -> MachineState.DELETING;
    };
  }
}
