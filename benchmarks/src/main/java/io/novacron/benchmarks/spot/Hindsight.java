package io.novacron.benchmarks.spot;

/**
 * The least that could have been paid, moves included, by whoever knew all prices beforehand: by
 * dynamic programming over snapshots and zones. A bound, not a policy.
 */
final class Hindsight {
  private Hindsight() {}

  /** The relative cost over some snapshots, where the first place is free. */
  static double relative(PriceSeries series, int from, int until) {
    double[] least = new double[series.zones().size()];
    double onDemand = 0;
    for (int snapshot = from; snapshot < until; snapshot++) {
      double charge = snapshot == from ? 0 : series.onDemand()[snapshot];
      double moved = min(least) + charge;
      for (int zone = 0; zone < least.length; zone++) {
        least[zone] =
            Math.min(least[zone], moved)
                + series.hours(snapshot) * series.price(snapshot, series.zones().get(zone));
      }
      onDemand += series.hours(snapshot) * series.onDemand()[snapshot];
    }
    return min(least) / onDemand;
  }

  private static double min(double[] values) {
    double least = Double.POSITIVE_INFINITY;
    for (double value : values) {
      least = Math.min(least, value);
    }
    return least;
  }
}
