package io.novacron.provider.simulator.internal;

/** What can be asked of a machine, and what that means in each phase of its life. */
enum Change {
  START(Phase.STARTING, "Only a stopped machine can be started."),
  STOP(Phase.STOPPING, "Only a running machine can be stopped."),
  /** Without asking the guest, and so in a tenth of the time. */
  FORCED_STOP(Phase.STOPPING, "Only a running machine can be stopped."),
  DELETE(Phase.DELETING, "");

  private final Phase begins;
  private final String rule;

  Change(Phase begins, String rule) {
    this.begins = begins;
    this.rule = rule;
  }

  /** What is to be done about it. */
  enum Step {
    /** It is so already, or on its way. */
    NOTHING,
    /** It begins. */
    BEGIN,
    /** It is refused. */
    REFUSE
  }

  Step step(Phase phase) {
    return switch (this) {
      case START ->
          switch (phase) {
            case RUNNING, PENDING, STARTING -> Step.NOTHING;
            case STOPPED -> Step.BEGIN;
            case STOPPING, DELETING, DELETED -> Step.REFUSE;
          };
      case STOP, FORCED_STOP ->
          switch (phase) {
            case STOPPED, STOPPING -> Step.NOTHING;
            case RUNNING -> Step.BEGIN;
            case PENDING, STARTING, DELETING, DELETED -> Step.REFUSE;
          };
      case DELETE ->
          switch (phase) {
            case DELETING, DELETED -> Step.NOTHING;
            case PENDING, RUNNING, STOPPING, STOPPED, STARTING -> Step.BEGIN;
          };
    };
  }

  /** The phase that it begins. */
  Phase begins() {
    return begins;
  }

  /** When it can be asked for, as a sentence. */
  String rule() {
    return rule;
  }
}
