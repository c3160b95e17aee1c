package io.novacron.api.provider;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether calls to an account are let through. When most of the latest calls met with a cloud that
 * failed by itself or did not answer, calls wait for a while; then a few are let through, and their
 * outcome decides.
 *
 * @param state whether calls are let through
 * @param until until when none is; absent unless open
 */
public record Breaker(State state, @Nullable Instant until) {
  /** All calls are let through. */
  public static final Breaker CLOSED = new Breaker(State.CLOSED, null);

  public Breaker {
    Objects.requireNonNull(state, "state");
  }

  /** Whether calls are let through. */
  public enum State {
    /** All are. */
    CLOSED,
    /** None is; they wait. */
    OPEN,
    /** A few are, to see whether the cloud answers again. */
    HALF_OPEN
  }
}
