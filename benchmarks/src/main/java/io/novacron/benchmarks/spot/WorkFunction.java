package io.novacron.benchmarks.spot;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A candidate that lost: the work function algorithm for metrical task systems (Borodin, Linial,
 * Saks 1992) with the same distance between all zones. The work of a zone is the least that could
 * have been paid so far by whoever ends there; the instance leaves when to have been elsewhere and
 * come here would have been as cheap.
 */
final class WorkFunction implements PricePolicy {
  private static final double ROUNDING = 1e-9;

  private final double charges;
  private final Map<String, Double> work = new HashMap<>();
  private final Elapsed elapsed = new Elapsed();

  /** The distance between zones in charges of a move; 1 is the algorithm as it is. */
  WorkFunction(double charges) {
    this.charges = charges;
  }

  @Override
  public String choose(@Nullable String present, PriceView seen) {
    double hours = elapsed.hoursUntil(seen.at());
    double distance = charges * seen.onDemand();
    work.keySet().retainAll(seen.prices().keySet());
    seen.prices()
        .forEach((zone, price) -> work.computeIfPresent(zone, (name, sum) -> sum + price * hours));
    double least = work.values().stream().mapToDouble(Double::doubleValue).min().orElse(0);
    // Only differences matter, so the least is 0 again and the sums stay small.
    work.replaceAll((zone, sum) -> Math.min(sum - least, distance));
    seen.prices().keySet().forEach(zone -> work.putIfAbsent(zone, distance));
    Double here = present == null ? null : seen.prices().get(present);
    if (present == null || here == null) {
      return seen.cheapest();
    }
    if (work.getOrDefault(present, distance) < distance * (1 - ROUNDING)) {
      return present;
    }
    return seen.prices().entrySet().stream()
        .filter(entry -> entry.getValue() < here)
        .min(
            Comparator.<Map.Entry<String, Double>>comparingDouble(
                    entry -> work.getOrDefault(entry.getKey(), distance))
                .thenComparing(Map.Entry.comparingByValue()))
        .map(Map.Entry::getKey)
        .orElse(present);
  }
}
