package io.novacron.core.internal.spot;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an hour costs in each place that can be compared, and which cannot be.
 *
 * <p>An interruption costs, per hour, its probability times the cost of a restart. Of a place whose
 * probability is not known the mean of those that are is taken, which makes it neither better nor
 * worse than these; none at all would be a reward for not being known.
 *
 * @param costs by place, in the order of their names
 * @param unpriced places of which no price was seen, or none that is new enough
 * @param withdrawn places that are not on offer
 * @param unrated places whose probability of an interruption was assumed
 * @param assumedPerHour the probability that was assumed for them
 */
record CostTable(
    NavigableMap<String, HourlyCost> costs,
    List<String> unpriced,
    List<String> withdrawn,
    List<String> unrated,
    double assumedPerHour) {

  static CostTable of(SpotQuestion question, SpotParameters parameters) {
    NavigableSet<String> places = new TreeSet<>(question.candidates());
    if (question.present() instanceof Present.OnSpot spot) {
      places.add(spot.place());
    }
    NavigableMap<String, PriceTrend> prices = new TreeMap<>();
    NavigableSet<String> unpriced = new TreeSet<>();
    NavigableSet<String> withdrawn = new TreeSet<>();
    for (String place : places) {
      PriceTrend trend = question.seen().trend(place);
      if (trend == null || trend.at().plus(parameters.longestAge()).isBefore(question.now())) {
        unpriced.add(place);
      } else if (!trend.offered()) {
        withdrawn.add(place);
      } else {
        prices.put(place, trend);
      }
    }
    return priced(prices, unpriced, withdrawn, question);
  }

  private static CostTable priced(
      NavigableMap<String, PriceTrend> prices,
      Collection<String> unpriced,
      Collection<String> withdrawn,
      SpotQuestion question) {
    Map<String, Double> rates = question.interruptionsPerHour();
    // In the order of the names: a sum of doubles depends on it.
    double assumed =
        prices.keySet().stream()
            .filter(rates::containsKey)
            .mapToDouble(rates::get)
            .average()
            .orElse(0);
    double restart = question.costs().restartUsd();
    NavigableMap<String, HourlyCost> costs = new TreeMap<>();
    prices.forEach(
        (place, trend) ->
            costs.put(
                place,
                new HourlyCost(
                    place,
                    trend.mean(),
                    trend.latest(),
                    rates.getOrDefault(place, assumed) * restart)));
    List<String> unrated =
        prices.keySet().stream().filter(place -> !rates.containsKey(place)).toList();
    return new CostTable(costs, List.copyOf(unpriced), List.copyOf(withdrawn), unrated, assumed);
  }

  /** The cheapest place but one; of equals, the first by name. */
  Optional<HourlyCost> cheapestBeside(@Nullable String place) {
    return costs.values().stream()
        .filter(cost -> !cost.place().equals(place))
        .min(Comparator.comparingDouble(HourlyCost::totalUsd));
  }
}
