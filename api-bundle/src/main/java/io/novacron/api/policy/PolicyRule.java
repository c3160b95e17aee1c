package io.novacron.api.policy;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a policy. A hard rule takes candidates out that break it; a soft one takes its
 * penalty off their score.
 *
 * @param name 1 to 63 lower-case letters, digits and hyphens, beginning with a letter; unique in
 *     its policy. A refusal names it
 * @param kind what it is about
 * @param values the names that it lists; empty for a kind with a limit
 * @param limit the limit; absent for a kind with values
 * @param penalty what breaking a soft rule takes off the score, more than 0: 1 weighs as much as
 *     twice the price under a policy that gives the price a weight of 1; absent for a hard rule
 */
public record PolicyRule(
    String name,
    Kind kind,
    Set<String> values,
    @Nullable BigDecimal limit,
    @Nullable Double penalty) {
  /** What a rule is about. */
  public enum Kind {
    /** Only at these clouds. */
    ALLOWED_CLOUDS,
    /** Not at these clouds. */
    DENIED_CLOUDS,
    /** Only in these accounts. */
    ALLOWED_ACCOUNTS,
    /** Not in these accounts. */
    DENIED_ACCOUNTS,
    /** Only in regions of these ids. */
    ALLOWED_REGIONS,
    /** Not in regions of these ids. */
    DENIED_REGIONS,
    /** Only in regions of these jurisdictions; {@code EEA} takes those of {@code EU} in. */
    ALLOWED_JURISDICTIONS,
    /** Not dearer than this, in US dollars per hour. */
    MAX_PRICE_PER_HOUR,
    /**
     * On no grid that emits more, in grams of CO2 equivalent per kilowatt hour. A region without a
     * value that can be compared between clouds breaks it.
     */
    MAX_CARBON;

    /** Whether a rule of this kind has a limit, and not values. */
    public boolean hasLimit() {
      return this == MAX_PRICE_PER_HOUR || this == MAX_CARBON;
    }
  }

  public PolicyRule {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
    values = Collections.unmodifiableSet(new TreeSet<>(values));
  }

  /** Whether it takes candidates out. */
  public boolean hard() {
    return penalty == null;
  }
}
