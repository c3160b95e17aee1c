package io.novacron.core.internal.factor;

import java.util.Arrays;
import java.util.Collection;

/** Medians; of an even number of values the upper one, so that it is one of them. */
final class Medians {
  private Medians() {}

  /** The median of at least one value. */
  static double of(Collection<Double> values) {
    return of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** The median of at least one value. */
  static double of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
