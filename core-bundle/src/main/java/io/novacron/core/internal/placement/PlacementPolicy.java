package io.novacron.core.internal.placement;

import io.novacron.api.policy.Policy;
import io.novacron.api.policy.PolicyRule;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How much each factor counts, what is forbidden, and what is left out of automatic choice.
 *
 * @param name name of the policy
 * @param version its version
 * @param weights weight by name of the factor, 0 or more; a factor without one does not count
 * @param rules what candidates must keep to, or pay for when they do not
 * @param ageLimits how old prices may be
 */
public record PlacementPolicy(
    String name,
    int version,
    Map<String, Double> weights,
    List<PolicyRule> rules,
    PriceAgeLimits ageLimits) {
  /** The lowest price wins. */
  public static final PlacementPolicy CHEAPEST =
      new PlacementPolicy(
          "cheapest", 1, Map.of(PriceColumn.NAME, 1.0), List.of(), PriceAgeLimits.DEFAULT);

  public PlacementPolicy {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(ageLimits, "ageLimits");
    weights = Map.copyOf(weights);
    rules = List.copyOf(rules);
    weights.forEach(
        (factor, weight) -> {
          if (!(weight >= 0) || weight.isInfinite()) {
            throw new IllegalArgumentException(
                "the weight of " + factor + " must be a number of 0 or more but is " + weight);
          }
        });
  }

  /** A kept policy with limits of the age of prices. */
  public static PlacementPolicy of(Policy kept, PriceAgeLimits limits) {
    return new PlacementPolicy(
        kept.name(), kept.version(), kept.content().weights(), kept.content().rules(), limits);
  }

  /** The same policy with other limits. */
  public PlacementPolicy with(PriceAgeLimits limits) {
    return new PlacementPolicy(name, version, weights, rules, limits);
  }

  /** The same policy with another weight of one factor. */
  PlacementPolicy withWeight(String factor, double weight) {
    Map<String, Double> changed = new TreeMap<>(weights);
    changed.put(factor, weight);
    return new PlacementPolicy(name, version, changed, rules, ageLimits);
  }

  /** The same policy without some of its rules. */
  PlacementPolicy without(List<PolicyRule> dropped) {
    return new PlacementPolicy(
        name,
        version,
        weights,
        rules.stream().filter(rule -> !dropped.contains(rule)).toList(),
        ageLimits);
  }

  /** The weight of a factor; 0 when the policy gives none. */
  double weight(String factor) {
    return weights.getOrDefault(factor, 0.0);
  }

  /** Hexadecimal SHA-256 of all that is in it but for its version. */
  String digest() {
    Digests lines = new Digests();
    lines.add("policy", name);
    lines.add("age-limits", ageLimits.toString());
    new TreeMap<>(weights).forEach((factor, weight) -> lines.add(factor, weight.toString()));
    rules.forEach(rule -> lines.add("rule", rule.toString()));
    return lines.hex();
  }
}
