package io.novacron.benchmarks.spot;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;

/**
 * All that a policy sees of one snapshot.
 *
 * @param at when it was taken
 * @param prices spot price in USD per hour of each zone on offer, by name of the zone
 * @param onDemand on-demand price in us-east-1, USD per hour
 */
public record PriceView(Instant at, SortedMap<String, Double> prices, double onDemand) {
  /** The cheapest zone; of equals, the first by name. */
  String cheapest() {
    return prices.entrySet().stream()
        .min(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(PricePolicy.ON_DEMAND);
  }
}
