package io.novacron.core.internal.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** All chance of one run; the same seed gives the same draws in the same order. */
final class Chance {
  private final SplittableRandom random;

  Chance(long seed) {
    this(new SplittableRandom(seed));
  }

  private Chance(SplittableRandom random) {
    this.random = random;
  }

  /** A source of its own, whose draws do not depend on how often this one is asked later. */
  Chance split() {
    return new Chance(random.split());
  }

  SplittableRandom random() {
    return random;
  }

  /** True with the given probability. */
  boolean in(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }

  /** From the first to the second, both included. */
  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /** From the first up to the second, to the microsecond. */
  Duration between(Duration least, Duration most) {
    long low = least.toNanos() / 1_000;
    long high = most.toNanos() / 1_000;
    return Duration.ofNanos(1_000 * (high <= low ? low : random.nextLong(low, high + 1)));
  }

  <T> T pick(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }
}
