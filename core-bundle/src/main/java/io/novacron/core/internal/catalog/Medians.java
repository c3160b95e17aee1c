package io.novacron.core.internal.catalog;

import java.util.Arrays;
import java.util.Collection;

/** Medians; of an even number of values the mean of the two in the middle. */
public final class Medians {
  private Medians() {}

  /** The median of at least one value. */
  public static double of(Collection<Double> values) {
    return of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** The median of at least one value; the array stays as it is. */
  public static double of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
