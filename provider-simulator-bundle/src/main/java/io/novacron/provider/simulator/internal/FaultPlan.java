package io.novacron.provider.simulator.internal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the faults in force do to one call.
 *
 * @param extraMillis how much longer it takes
 * @param loss what gets lost
 * @param silent whether a loss is noticed at the deadline only, instead of by a broken connection
 * @param refusal the refusal that it gets; absent for none
 * @param retryAfter how long the cloud asks to wait, beside a refusal
 * @param stuckBy id of the fault that holds up what the call begins; absent for none
 * @param stateWord the state in which the reply shows machines; absent for the true one
 */
record FaultPlan(
    long extraMillis,
    Loss loss,
    boolean silent,
    @Nullable Refusal refusal,
    @Nullable Duration retryAfter,
    @Nullable String stuckBy,
    @Nullable String stateWord) {
  static final FaultPlan NONE = new FaultPlan(0, Loss.NONE, false, null, null, null, null);

  /** What can get lost. */
  enum Loss {
    NONE,
    REQUEST,
    REPLY
  }

  /** Whether the call is already lost or refused, so that no other fault of that sort hits it. */
  boolean decided() {
    return loss != Loss.NONE || refusal != null;
  }

  FaultPlan slower(long millis) {
    return new FaultPlan(
        extraMillis + millis, loss, silent, refusal, retryAfter, stuckBy, stateWord);
  }

  FaultPlan losing(Loss what, boolean silently) {
    return new FaultPlan(extraMillis, what, silently, refusal, retryAfter, stuckBy, stateWord);
  }

  FaultPlan refusing(Refusal why, @Nullable Duration wait) {
    return new FaultPlan(extraMillis, loss, silent, why, wait, stuckBy, stateWord);
  }

  FaultPlan stuck(String fault) {
    return new FaultPlan(extraMillis, loss, silent, refusal, retryAfter, fault, stateWord);
  }

  FaultPlan showing(@Nullable String word) {
    return new FaultPlan(extraMillis, loss, silent, refusal, retryAfter, stuckBy, word);
  }
}
