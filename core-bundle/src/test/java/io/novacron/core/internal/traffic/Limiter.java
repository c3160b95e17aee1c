package io.novacron.core.internal.traffic;

import io.novacron.api.error.Category;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A cloud's own limit: a token bucket that is full at first. */
final class Limiter {
  private final Clock clock;
  private final double burst;
  private final @Nullable Duration retryAfter;
  private double perSecond;
  private double tokens;
  private Instant refilledAt;
  private int passed;
  private int refused;

  Limiter(Clock clock, double perSecond, double burst, @Nullable Duration retryAfter) {
    this.clock = clock;
    this.perSecond = perSecond;
    this.burst = burst;
    this.retryAfter = retryAfter;
    tokens = burst;
    refilledAt = clock.instant();
  }

  Outcome<Void> call() {
    Instant now = clock.instant();
    tokens =
        Math.min(burst, tokens + perSecond * Duration.between(refilledAt, now).toNanos() / 1e9);
    refilledAt = now;
    if (tokens >= 1) {
      tokens -= 1;
      passed++;
      return new Outcome.Done<>(null);
    }
    refused++;
    return new Outcome.Failed<>(
        new ProviderError(Category.THROTTLED, "too many", null, null, null, retryAfter));
  }

  void limit(double newPerSecond) {
    perSecond = newPerSecond;
  }

  int passed() {
    return passed;
  }

  int refused() {
    return refused;
  }

  void forgetCounts() {
    passed = 0;
    refused = 0;
  }
}
