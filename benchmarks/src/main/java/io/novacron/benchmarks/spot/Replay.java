package io.novacron.benchmarks.spot;

import java.util.ArrayList;
import java.util.List;

/**
 * One instance over the whole history. For the time from each snapshot to the next a policy has
 * chosen knowing the snapshots before it, not this one; it pays the price of this one. So the first
 * snapshot is only seen. Whoever comes to another place pays one hour of on-demand; the first place
 * costs nothing. A place that turns out not to be on offer is paid as on-demand until the next
 * choice.
 */
final class Replay {
  private final PriceSeries series;
  private final List<String> places;

  private Replay(PriceSeries series, List<String> places) {
    this.series = series;
    this.places = places;
  }

  static Replay of(PriceSeries series, PricePolicy policy) {
    List<String> places = new ArrayList<>();
    String present = null;
    for (int snapshot = 1; snapshot < series.snapshots(); snapshot++) {
      present = policy.choose(present, series.view(snapshot - 1));
      places.add(present);
    }
    return new Replay(series, places);
  }

  /**
   * What was paid.
   *
   * @param from the first snapshot, from 1 on
   * @param until the snapshot after the last
   */
  Bill bill(int from, int until) {
    double paid = 0;
    double onDemand = 0;
    double hours = 0;
    int moves = 0;
    for (int snapshot = from; snapshot < until; snapshot++) {
      String place = place(snapshot);
      if (snapshot > 1 && !place.equals(place(snapshot - 1))) {
        moves++;
        paid += series.onDemand()[snapshot];
      }
      paid += series.hours(snapshot) * series.price(snapshot, place);
      onDemand += series.hours(snapshot) * series.onDemand()[snapshot];
      hours += series.hours(snapshot);
    }
    return new Bill(paid, onDemand, moves, hours);
  }

  private String place(int snapshot) {
    return places.get(snapshot - 1);
  }
}
