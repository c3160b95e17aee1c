package io.novacron.benchmarks.spot;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A candidate that lost: pays rent until it has paid the price of a move. Of each zone it sums up
 * what being there instead would have saved (never below 0), and goes to the cheapest of those
 * where that has reached the charge of a move.
 */
final class SkiRental implements PricePolicy {
  private final double charges;
  private final Map<String, Double> regrets = new HashMap<>();
  private final Elapsed elapsed = new Elapsed();

  /** After how many charges it moves; 1 is the classic rule. */
  SkiRental(double charges) {
    this.charges = charges;
  }

  @Override
  public String choose(@Nullable String present, PriceView seen) {
    double hours = elapsed.hoursUntil(seen.at());
    Double here = present == null ? null : seen.prices().get(present);
    if (present == null || here == null) {
      regrets.clear();
      return seen.cheapest();
    }
    seen.prices()
        .forEach(
            (zone, price) ->
                regrets.merge(
                    zone,
                    Math.max(0, (here - price) * hours),
                    (before, first) -> Math.max(0, before + (here - price) * hours)));
    Optional<String> there =
        seen.prices().entrySet().stream()
            .filter(entry -> entry.getValue() < here)
            .filter(entry -> regrets.getOrDefault(entry.getKey(), 0.0) >= charges * seen.onDemand())
            .min(Map.Entry.comparingByValue(Comparator.naturalOrder()))
            .map(Map.Entry::getKey);
    if (there.isPresent()) {
      regrets.clear();
    }
    return there.orElse(present);
  }
}
