package io.novacron.core.internal.spot;

import java.time.Duration;

/** Durations as a number of hours, which is what prices are per. */
final class Hours {
  private static final double MILLIS = 3_600_000;

  private Hours() {}

  static double of(Duration duration) {
    return duration.toMillis() / MILLIS;
  }
}
