package io.novacron.benchmarks.spot;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The prices of one instance type at every snapshot.
 *
 * @param type the instance type
 * @param times when the snapshots were taken
 * @param zones names of the zones, in order
 * @param spot spot price in USD per hour, by snapshot and zone; not a number where the type was not
 *     listed
 * @param onDemand on-demand price in us-east-1, USD per hour, by snapshot
 */
record PriceSeries(
    String type, List<Instant> times, List<String> zones, double[][] spot, double[] onDemand) {

  int snapshots() {
    return times.size();
  }

  /** Hours from a snapshot to the next; 0 after the last. */
  double hours(int snapshot) {
    return snapshot + 1 < snapshots()
        ? Elapsed.hours(times.get(snapshot), times.get(snapshot + 1))
        : 0;
  }

  PriceView view(int snapshot) {
    SortedMap<String, Double> prices = new TreeMap<>();
    for (int zone = 0; zone < zones.size(); zone++) {
      if (!Double.isNaN(spot[snapshot][zone])) {
        prices.put(zones.get(zone), spot[snapshot][zone]);
      }
    }
    return new PriceView(times.get(snapshot), prices, onDemand[snapshot]);
  }

  /** What an hour costs where the instance is: on-demand where its zone is not on offer. */
  double price(int snapshot, String place) {
    int zone = zones.indexOf(place);
    double price = zone < 0 ? Double.NaN : spot[snapshot][zone];
    return Double.isNaN(price) ? onDemand[snapshot] : price;
  }
}
