package io.novacron.api.placement;

import java.util.Objects;
import java.util.Set;

/**
 * One thing that candidates can be scored by.
 *
 * @param name unique name in lower-case letters, digits and hyphens, such as {@code egress-price}
 * @param group {@code resource}, {@code performance}, {@code infrastructure}, {@code network} or
 *     {@code operational}
 * @param unit unit of its values
 * @param utility how a value becomes what it is worth
 * @param validity how long its values hold
 * @param origin where its values come from, as a phrase for the documentation
 */
public record FactorDefinition(
    String name, String group, String unit, Utility utility, Validity validity, String origin) {
  /** The five groups of factors. */
  public static final Set<String> GROUPS =
      Set.of("resource", "performance", "infrastructure", "network", "operational");

  private static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

  /** How long the values of a factor hold. */
  public enum Validity {
    /** They follow from the catalog alone, and are asked for once for each catalog. */
    CATALOG,
    /** They may change at any time, and are asked for at each decision. */
    DECISION
  }

  public FactorDefinition {
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(utility, "utility");
    Objects.requireNonNull(validity, "validity");
    Objects.requireNonNull(origin, "origin");
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException(
          "the name of a factor has lower-case letters, digits and single hyphens; "
              + name
              + " has not");
    }
    if (!GROUPS.contains(group)) {
      throw new IllegalArgumentException(group + " is no group of factors; groups are " + GROUPS);
    }
  }
}
