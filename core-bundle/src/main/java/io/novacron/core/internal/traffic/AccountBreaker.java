package io.novacron.core.internal.traffic;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.novacron.api.provider.Breaker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps calls from a cloud that is down: a circuit breaker of Resilience4j under our clock. It
 * opens when at least 16 of the latest 20 calls met with a fault, for 5 s at first and up to a
 * minute when it opens again and again; then 5 calls are let through and decide. Not safe for use
 * by many threads; its account guards it.
 */
final class AccountBreaker {
  private static final Logger LOG = LoggerFactory.getLogger(AccountBreaker.class);
  private static final int LATEST = 20;
  private static final int FAULTY_PERCENT = 80;
  private static final int TRIALS = 5;
  private static final IntervalFunction PAUSE =
      IntervalFunction.ofExponentialBackoff(Duration.ofSeconds(5), 2, Duration.ofMinutes(1));

  private final Clock clock;
  private final CircuitBreaker breaker;
  private Instant changedAt;
  private int openings;
  private @Nullable Instant until;

  AccountBreaker(String account, Clock clock) {
    this.clock = clock;
    changedAt = clock.instant();
    breaker =
        CircuitBreaker.of(
            account,
            CircuitBreakerConfig.custom()
                .clock(clock)
                .slidingWindow(
                    LATEST,
                    LATEST,
                    CircuitBreakerConfig.SlidingWindowType.COUNT_BASED,
                    CircuitBreakerConfig.SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
                // Slowness is no fault: each call has a deadline.
                .slowCallDurationThreshold(Duration.ofDays(1))
                .failureRateThreshold(FAULTY_PERCENT)
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .waitIntervalFunctionInOpenState(PAUSE)
                .recordResult(result -> result == Reply.Kind.FAULT)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(event -> changed(event.getStateTransition().getToState()));
  }

  private void changed(CircuitBreaker.State to) {
    changedAt = clock.instant();
    if (to == CircuitBreaker.State.OPEN) {
      openings++;
      // The breaker lets through after this moment, not at it.
      until = changedAt.plusMillis(PAUSE.apply(openings) + 1);
      LOG.warn(
          "account breaker opened account={} until={} effect=\"its calls wait\"",
          breaker.getName(),
          until);
    } else {
      until = null;
    }
    if (to == CircuitBreaker.State.CLOSED) {
      openings = 0;
      LOG.info("account breaker closed account={}", breaker.getName());
    }
  }

  /** Whether calls are let through without being asked for one by one. */
  boolean closed() {
    return breaker.getState() == CircuitBreaker.State.CLOSED;
  }

  /** Whether one more call may be made; where it may, its reply or {@link #release} must follow. */
  boolean tryAcquire() {
    return breaker.tryAcquirePermission();
  }

  /** A call that might have been made was not. */
  void release() {
    breaker.releasePermission();
  }

  /**
   * A call was answered, or was not.
   *
   * @param takenAt when it was about to be made: one from before the last change says nothing of
   *     what has become of the cloud since
   */
  void replied(Reply reply, Instant takenAt) {
    if (!takenAt.isBefore(changedAt)) {
      breaker.onResult(
          Duration.between(takenAt, clock.instant()).toNanos(), TimeUnit.NANOSECONDS, reply.kind());
    }
  }

  /** A call was not made after all. */
  void notSent(Instant takenAt) {
    if (!takenAt.isBefore(changedAt)) {
      breaker.releasePermission();
    }
  }

  /** What it is now. */
  Breaker state() {
    return switch (breaker.getState()) {
      case OPEN, FORCED_OPEN -> new Breaker(Breaker.State.OPEN, until);
      case HALF_OPEN -> new Breaker(Breaker.State.HALF_OPEN, null);
      case CLOSED, DISABLED, METRICS_ONLY -> Breaker.CLOSED;
    };
  }
}
