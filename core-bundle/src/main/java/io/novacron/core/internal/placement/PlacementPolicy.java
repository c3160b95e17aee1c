package io.novacron.core.internal.placement;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How much each factor counts, and what is left out of automatic choice.
 *
 * @param name name of the policy
 * @param weights weight by name of the factor, 0 or more; a factor without one does not count
 * @param ageLimits how old prices may be
 */
record PlacementPolicy(String name, Map<String, Double> weights, PriceAgeLimits ageLimits) {
  /** The lowest price wins. */
  static final PlacementPolicy CHEAPEST =
      new PlacementPolicy("cheapest", Map.of("price", 1.0), PriceAgeLimits.DEFAULT);

  PlacementPolicy {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(ageLimits, "ageLimits");
    weights = Map.copyOf(weights);
    weights.forEach(
        (factor, weight) -> {
          if (!(weight >= 0) || weight.isInfinite()) {
            throw new IllegalArgumentException(
                "the weight of " + factor + " must be a number of 0 or more but is " + weight);
          }
        });
  }

  /** The same policy with other limits. */
  PlacementPolicy with(PriceAgeLimits limits) {
    return new PlacementPolicy(name, weights, limits);
  }

  /** The weight of a factor; 0 when the policy gives none. */
  double weight(String factor) {
    return weights.getOrDefault(factor, 0.0);
  }

  /** Hexadecimal SHA-256 of all that is in it. */
  String digest() {
    Digests lines = new Digests();
    lines.add("policy", name);
    lines.add("age-limits", ageLimits.toString());
    new TreeMap<>(weights).forEach((factor, weight) -> lines.add(factor, weight.toString()));
    return lines.hex();
  }
}
