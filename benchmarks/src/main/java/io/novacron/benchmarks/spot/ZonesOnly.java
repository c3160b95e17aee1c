package io.novacron.benchmarks.spot;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A policy that sees some zones only.
 *
 * @param policy the policy
 * @param visible which zones it sees
 */
record ZonesOnly(PricePolicy policy, Predicate<String> visible) implements PricePolicy {
  @Override
  public String choose(@Nullable String present, PriceView seen) {
    SortedMap<String, Double> prices = new TreeMap<>(seen.prices());
    prices.keySet().removeIf(visible.negate());
    return policy.choose(present, new PriceView(seen.at(), prices, seen.onDemand()));
  }
}
