package io.novacron.provider.simulator.internal;

import java.time.Duration;
import java.time.Instant;

/**
 * A limit as clouds have it: a bucket of tokens, full at first, one for each call, that fills up at
 * a rate. Not safe for use by many threads; its fault guards it.
 */
public final class RateLimit {
  private final double perSecond;
  private final double burst;
  private double tokens;
  private Instant filledAt;

  public RateLimit(double perSecond, double burst, Instant now) {
    this.perSecond = perSecond;
    this.burst = burst;
    tokens = burst;
    filledAt = now;
  }

  /** Takes a token for a call; false when there is none. */
  public boolean allows(Instant now) {
    if (now.isAfter(filledAt)) {
      double seconds = Duration.between(filledAt, now).toNanos() / 1e9;
      tokens = Math.min(burst, tokens + perSecond * seconds);
      filledAt = now;
    }
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  }
}
