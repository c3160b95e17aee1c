package io.novacron.benchmarks.spot;

import org.jspecify.annotations.Nullable;

/**
 * The peer: moves to the cheapest zone when that is at least a share cheaper than the present one,
 * or when the present one is no longer on offer.
 *
 * @param share from 0 to 1; at 0 it is always in the cheapest zone, at 1 it never leaves
 */
record Hysteresis(double share) implements PricePolicy {
  @Override
  public String choose(@Nullable String present, PriceView seen) {
    String cheapest = seen.cheapest();
    Double here = present == null ? null : seen.prices().get(present);
    Double there = seen.prices().get(cheapest);
    return present == null || here == null || (there != null && there <= here * (1 - share))
        ? cheapest
        : present;
  }
}
