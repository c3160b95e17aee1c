package io.novacron.core.internal.traffic;

import io.novacron.api.provider.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an outcome says of the cloud, whatever it says of the machine.
 *
 * @param kind what it says
 * @param retryAfter how long the cloud asks to wait, when it was throttled and asks
 */
record Reply(Kind kind, @Nullable Duration retryAfter) {
  static final Reply ANSWERED = new Reply(Kind.ANSWERED, null);
  static final Reply FAULT = new Reply(Kind.FAULT, null);

  /** The kinds of replies. */
  enum Kind {
    /** The cloud took the call; also when it refused for a reason of ours. */
    ANSWERED,
    /** The cloud refused because of too many calls. */
    THROTTLED,
    /** The cloud failed by itself, or did not answer. */
    FAULT
  }

  static Reply throttled(@Nullable Duration retryAfter) {
    return new Reply(Kind.THROTTLED, retryAfter);
  }

  /** Reads an outcome. */
  static Reply of(Outcome<?> outcome) {
    if (outcome instanceof Outcome.Unknown<?>) {
      return FAULT;
    }
    if (outcome instanceof Outcome.Failed<?> failed) {
      return switch (failed.error().category()) {
        case THROTTLED -> throttled(failed.error().retryAfter());
        case UNAVAILABLE, DEPENDENCY, UNKNOWN_OUTCOME -> FAULT;
        case INVALID,
            UNAUTHENTICATED,
            DENIED,
            NOT_FOUND,
            CONFLICT,
            QUOTA,
            CAPACITY,
            UNSUPPORTED,
            PARTIAL,
            INTERNAL ->
            ANSWERED;
      };
    }
    return ANSWERED;
  }
}
