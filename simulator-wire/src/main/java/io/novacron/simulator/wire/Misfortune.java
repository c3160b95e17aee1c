package io.novacron.simulator.wire;

import org.jspecify.annotations.Nullable;

/**
 * What the faults in force do to one call.
 *
 * @param extraMillis how much longer it takes
 * @param decisive the fault that refuses it or spoils its reply; absent for none
 * @param stuckBy id of the fault that holds up what it begins; absent for none
 * @param stateWord the state in which instances are shown; absent for the true one
 * @param skewSeconds how far the cloud's clock is off
 */
record Misfortune(
    long extraMillis,
    @Nullable FaultInForce decisive,
    @Nullable String stuckBy,
    @Nullable String stateWord,
    long skewSeconds) {
  static final Misfortune NONE = new Misfortune(0, null, null, null, 0);

  Misfortune and(FaultInForce fault) {
    return switch (fault.name()) {
      case SLOW ->
          new Misfortune(
              extraMillis + fault.number("extraMillis"), decisive, stuckBy, stateWord, skewSeconds);
      case STUCK -> new Misfortune(extraMillis, decisive, fault.id(), stateWord, skewSeconds);
      case UNKNOWN_STATE ->
          new Misfortune(extraMillis, decisive, stuckBy, fault.text("word"), skewSeconds);
      case CLOCK_SKEW ->
          new Misfortune(extraMillis, decisive, stuckBy, stateWord, fault.number("seconds"));
      default -> new Misfortune(extraMillis, fault, stuckBy, stateWord, skewSeconds);
    };
  }

  boolean is(FaultName name) {
    return decisive != null && decisive.name() == name;
  }

  /** The value of a parameter of the decisive fault; empty text for none. */
  String parameter(String name) {
    return decisive == null ? "" : decisive.text(name);
  }
}
