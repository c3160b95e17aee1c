package io.novacron.benchmarks.spot;

import java.util.Objects;

/**
 * Holds the peer against its published figures, as these were made: no charge, every snapshot
 * counts the same, and the choice sees the snapshot whose price it pays. Ends with a failure when
 * cost or moves of a type differ.
 */
final class PublishedCheck {
  /** Half of the last digit that is published, and a little for the halves. */
  private static final double ROUNDING = 0.000051;

  private PublishedCheck() {}

  /** The largest difference of a cost. */
  static double largestDifference(PriceHistory history, double share) {
    double largest = 0;
    for (PriceSeries series : history.series()) {
      PriceHistory.Published published =
          Objects.requireNonNull(history.published().get(series.type()), series.type());
      PriceHistory.Published ours = uncharged(series, new Hysteresis(share));
      double difference = Math.abs(ours.cost() - published.cost());
      if (difference > ROUNDING || ours.moves() != published.moves()) {
        throw new IllegalStateException(
            series.type() + ": the peer is published as " + published + " but is " + ours);
      }
      largest = Math.max(largest, difference);
    }
    return largest;
  }

  private static PriceHistory.Published uncharged(PriceSeries series, PricePolicy policy) {
    String present = null;
    double paid = 0;
    double onDemand = 0;
    int moves = 0;
    for (int snapshot = 0; snapshot < series.snapshots(); snapshot++) {
      String next = policy.choose(present, series.view(snapshot));
      moves += present == null || next.equals(present) ? 0 : 1;
      present = next;
      paid += series.price(snapshot, next);
      onDemand += series.onDemand()[snapshot];
    }
    return new PriceHistory.Published(paid / onDemand, moves);
  }
}
