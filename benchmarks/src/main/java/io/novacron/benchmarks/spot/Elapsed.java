package io.novacron.benchmarks.spot;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Hours from one look to the next. */
final class Elapsed {
  private @Nullable Instant last;

  /** Hours since this was last asked; 0 at first. */
  double hoursUntil(Instant now) {
    Instant before = last;
    last = now;
    return before == null ? 0 : hours(before, now);
  }

  static double hours(Instant from, Instant until) {
    return Duration.between(from, until).toSeconds() / 3600.0;
  }
}
