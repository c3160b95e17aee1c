package io.novacron.core.internal.spot;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * All that is kept of the prices of one place, however many were seen.
 *
 * @param mean exponentially weighted mean of the prices, USD per hour
 * @param latest the newest price, USD per hour
 * @param at when that was seen
 * @param offered whether the place was on offer when it was last looked at; the prices stay known
 *     when it no longer is
 */
public record PriceTrend(double mean, double latest, Instant at, boolean offered) {
  public PriceTrend {
    Amounts.require(mean, "mean");
    Amounts.require(latest, "latest");
    Objects.requireNonNull(at, "at");
  }

  /** What is known after the first price. */
  static PriceTrend first(double price, Instant at) {
    return new PriceTrend(price, price, at, true);
  }

  /**
   * What is known after one more price. The mean is the exponentially weighted one for times that
   * are not evenly spaced: what is known so far keeps the weight 2^(-time since / half-life), the
   * new price has the rest.
   *
   * @param price USD per hour
   * @param when when it was seen; what is not newer than what is known changes nothing, so that an
   *     observation that comes twice counts once
   * @param halfLife see {@link SpotParameters}
   */
  PriceTrend then(double price, Instant when, Duration halfLife) {
    if (!when.isAfter(at)) {
      return this;
    }
    double kept = Math.pow(2, -Hours.of(Duration.between(at, when)) / Hours.of(halfLife));
    return new PriceTrend(kept * mean + (1 - kept) * price, price, when, true);
  }

  /** What is known after the place was looked at and not on offer. */
  PriceTrend withdrawn(Instant when) {
    return when.isAfter(at) ? new PriceTrend(mean, latest, when, false) : this;
  }
}
