package io.novacron.api.policy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a policy says.
 *
 * @param description for people; up to 500 characters, may be empty
 * @param weights how much each factor counts, by its name; 0 to 1,000. A factor without one does
 *     not count. At least one weight is more than 0
 * @param rules up to 32 rules
 */
public record PolicyContent(
    String description, Map<String, Double> weights, List<PolicyRule> rules) {
  public PolicyContent {
    Objects.requireNonNull(description, "description");
    weights = Collections.unmodifiableMap(new TreeMap<>(weights));
    rules = List.copyOf(rules);
  }
}
