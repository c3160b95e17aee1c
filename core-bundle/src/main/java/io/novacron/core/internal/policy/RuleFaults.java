package io.novacron.core.internal.policy;

import io.novacron.api.policy.PolicyRule;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be wrong with the numbers of one rule; empty when they are fine. */
final class RuleFaults {
  private static final BigDecimal HIGHEST_PRICE = BigDecimal.valueOf(1_000_000);
  private static final BigDecimal MOST_CARBON = BigDecimal.valueOf(100_000);
  private static final int DECIMALS = 6;
  private static final double HIGHEST_PENALTY = 100;

  private RuleFaults() {}

  static Optional<String> limit(PolicyRule.Kind kind, @Nullable BigDecimal limit) {
    if (!kind.hasLimit()) {
      return limit == null
          ? Optional.empty()
          : Optional.of("must be left out, as a rule of the kind " + word(kind) + " has values");
    }
    if (limit == null) {
      return Optional.of("is missing; a rule of the kind " + word(kind) + " needs one");
    }
    return kind == PolicyRule.Kind.MAX_CARBON ? carbon(limit) : price(limit);
  }

  private static Optional<String> price(BigDecimal limit) {
    return limit.signum() <= 0 || limit.compareTo(HIGHEST_PRICE) > 0
        ? Optional.of(
            "must be more than 0 and at most " + HIGHEST_PRICE.toPlainString() + " USD per hour")
        : decimals(limit);
  }

  private static Optional<String> carbon(BigDecimal limit) {
    return limit.signum() < 0 || limit.compareTo(MOST_CARBON) > 0
        ? Optional.of("must be 0 to " + MOST_CARBON.toPlainString() + " grams per kilowatt hour")
        : decimals(limit);
  }

  private static Optional<String> decimals(BigDecimal limit) {
    return limit.scale() > DECIMALS && limit.stripTrailingZeros().scale() > DECIMALS
        ? Optional.of("must have at most " + DECIMALS + " decimals")
        : Optional.empty();
  }

  static Optional<String> penalty(@Nullable Double penalty) {
    return penalty == null || (penalty > 0 && penalty <= HIGHEST_PENALTY)
        ? Optional.empty()
        : Optional.of(
            "must be more than 0 and at most " + (long) HIGHEST_PENALTY + " but is " + penalty);
  }

  /** A kind as it is written, such as {@code allowed-clouds}. */
  static String word(PolicyRule.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
