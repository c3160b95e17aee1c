package io.novacron.provider.simulator.internal;

/** What can be asked of a machine, and what that means in each phase of its life. */
public enum Change {
  START(Action.START, Phase.STARTING, "Only a stopped machine can be started."),
  STOP(Action.STOP, Phase.STOPPING, "Only a running machine can be stopped."),
  /** Without asking the guest, and so in a tenth of the time; also one whose guest hangs. */
  FORCED_STOP(Action.STOP, Phase.STOPPING, "Only a running machine can be stopped."),
  RESTART(Action.RESTART, Phase.RESTARTING, "Only a running machine can be restarted."),
  FORCED_RESTART(Action.RESTART, Phase.RESTARTING, "Only a running machine can be restarted."),
  PAUSE(Action.PAUSE, Phase.PAUSING, "Only a running machine can be paused."),
  RESUME(Action.RESUME, Phase.RESUMING, "Only a paused machine can be resumed."),
  DELETE(Action.DELETE, Phase.DELETING, ""),
  FORCED_DELETE(Action.DELETE, Phase.DELETING, "");

  private final Action action;
  private final Phase begins;
  private final String rule;

  Change(Action action, Phase begins, String rule) {
    this.action = action;
    this.begins = begins;
    this.rule = rule;
  }

  /** What is to be done about it. */
  public enum Step {
    /** It is so already, or on its way. */
    NOTHING,
    /** It begins. */
    BEGIN,
    /** It is refused. */
    REFUSE
  }

  public Step step(Phase phase) {
    return switch (this) {
      case START ->
          switch (phase) {
            case RUNNING, PENDING, STARTING, RESTARTING, RESUMING, RESIZING -> Step.NOTHING;
            case STOPPED -> Step.BEGIN;
            case STOPPING, PAUSING, PAUSED, DELETING, DELETED -> Step.REFUSE;
          };
      case STOP ->
          switch (phase) {
            case STOPPED, STOPPING -> Step.NOTHING;
            case RUNNING -> Step.BEGIN;
            case PENDING,
                STARTING,
                RESTARTING,
                PAUSING,
                PAUSED,
                RESUMING,
                RESIZING,
                DELETING,
                DELETED ->
                Step.REFUSE;
          };
      case FORCED_STOP ->
          switch (phase) {
            case STOPPED -> Step.NOTHING;
            case RUNNING, STOPPING, RESTARTING -> Step.BEGIN;
            case PENDING, STARTING, PAUSING, PAUSED, RESUMING, RESIZING, DELETING, DELETED ->
                Step.REFUSE;
          };
      case RESTART ->
          switch (phase) {
            case RESTARTING -> Step.NOTHING;
            case RUNNING -> Step.BEGIN;
            case PENDING,
                STARTING,
                STOPPING,
                STOPPED,
                PAUSING,
                PAUSED,
                RESUMING,
                RESIZING,
                DELETING,
                DELETED ->
                Step.REFUSE;
          };
      case FORCED_RESTART ->
          switch (phase) {
            case RUNNING, RESTARTING -> Step.BEGIN;
            case PENDING,
                STARTING,
                STOPPING,
                STOPPED,
                PAUSING,
                PAUSED,
                RESUMING,
                RESIZING,
                DELETING,
                DELETED ->
                Step.REFUSE;
          };
      case PAUSE ->
          switch (phase) {
            case PAUSED, PAUSING -> Step.NOTHING;
            case RUNNING -> Step.BEGIN;
            case PENDING,
                STARTING,
                STOPPING,
                STOPPED,
                RESTARTING,
                RESUMING,
                RESIZING,
                DELETING,
                DELETED ->
                Step.REFUSE;
          };
      case RESUME ->
          switch (phase) {
            case RUNNING, RESUMING -> Step.NOTHING;
            case PAUSED -> Step.BEGIN;
            case PENDING,
                STARTING,
                STOPPING,
                STOPPED,
                RESTARTING,
                PAUSING,
                RESIZING,
                DELETING,
                DELETED ->
                Step.REFUSE;
          };
      case DELETE, FORCED_DELETE ->
          switch (phase) {
            case DELETING, DELETED -> Step.NOTHING;
            case PENDING,
                RUNNING,
                STOPPING,
                STOPPED,
                STARTING,
                RESTARTING,
                PAUSING,
                PAUSED,
                RESUMING,
                RESIZING ->
                Step.BEGIN;
          };
    };
  }

  /** The call that asks for it. */
  Action action() {
    return action;
  }

  /** The phase that it begins. */
  Phase begins() {
    return begins;
  }

  /** Whether the guest is not waited for. */
  boolean forced() {
    return switch (this) {
      case FORCED_STOP, FORCED_RESTART, FORCED_DELETE -> true;
      case START, STOP, RESTART, PAUSE, RESUME, DELETE -> false;
    };
  }

  /** Whether the machine takes up a place again that it had given up. */
  boolean occupies() {
    return this == START || this == RESUME;
  }

  /** When it can be asked for, as a sentence. */
  String rule() {
    return rule;
  }
}
