package io.novacron.provider.simulator.internal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a simulated cloud decides about a call that is about one machine. */
public sealed interface Ruling {
  /** It is as was asked; nothing is left to be done. */
  record Settled(SimulatedMachine machine) implements Ruling {}

  /** It is on its way. */
  record Moving(SimulatedMachine machine, Duration pollAfter) implements Ruling {}

  /** There is no such machine. */
  record Absent() implements Ruling {}

  /**
   * No.
   *
   * @param refusal why
   * @param message why, as a sentence
   * @param scope what it is limited to
   * @param retryAfter how long to wait, when the cloud says
   */
  record Refused(
      Refusal refusal, String message, @Nullable String scope, @Nullable Duration retryAfter)
      implements Ruling {
    static Refused of(Refusal refusal, String message, @Nullable String scope) {
      return new Refused(refusal, message, scope, null);
    }
  }
}
