package io.novacron.core.internal.spot;

import java.time.Duration;
import java.util.Objects;

/**
 * What the {@link SpotPolicy} goes by. The defaults were chosen on the first two fifths of a
 * published price history and then scored on the rest (decision 0015).
 *
 * @param halfLife after how long a price that was seen counts half as much as the newest; above 0.
 *     Short follows every dip, long comes late
 * @param horizon for how long a difference of prices is expected to last, and so within which time
 *     a move has to pay for itself; above 0
 * @param longestAge how old the newest price of a place may be; above 0. An older one is as good as
 *     none
 */
public record SpotParameters(Duration halfLife, Duration horizon, Duration longestAge) {
  /** What holds unless it is set: a day, a week, a week. */
  public static final SpotParameters DEFAULT =
      new SpotParameters(Duration.ofHours(24), Duration.ofHours(168), Duration.ofHours(168));

  public SpotParameters {
    requirePositive(halfLife, "halfLife");
    requirePositive(horizon, "horizon");
    requirePositive(longestAge, "longestAge");
  }

  /** The horizon in hours. */
  double horizonHours() {
    return Hours.of(horizon);
  }

  private static void requirePositive(Duration duration, String name) {
    Objects.requireNonNull(duration, name);
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(name + " must be longer than 0 but is " + duration);
    }
  }
}
