package io.novacron.core.internal.placement;

import io.novacron.api.catalog.CarbonIntensity;
import io.novacron.api.catalog.Price;
import io.novacron.api.catalog.Region;
import io.novacron.api.policy.PolicyRule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells whether a candidate keeps to a rule of a policy, and why not. */
final class RuleCheck {
  private static final String EUROPEAN_UNION = "EU";
  private static final String EUROPEAN_ECONOMIC_AREA = "EEA";

  private RuleCheck() {}

  /** Whether a rule is about the price, and not about account and region. */
  static boolean isAboutPrice(PolicyRule rule) {
    return rule.kind() == PolicyRule.Kind.MAX_PRICE_PER_HOUR;
  }

  /** Whether a place breaks a rule that is about account and region. */
  static boolean breaks(PolicyRule rule, PlacementAccount account, Region region) {
    return switch (rule.kind()) {
      case ALLOWED_CLOUDS -> !rule.values().contains(account.cloud());
      case DENIED_CLOUDS -> rule.values().contains(account.cloud());
      case ALLOWED_ACCOUNTS -> !rule.values().contains(account.name());
      case DENIED_ACCOUNTS -> rule.values().contains(account.name());
      case ALLOWED_REGIONS -> !rule.values().contains(region.id());
      case DENIED_REGIONS -> rule.values().contains(region.id());
      case ALLOWED_JURISDICTIONS -> !isWithin(region.jurisdiction(), rule);
      case MAX_CARBON -> !isKnownToEmitAtMost(limit(rule).doubleValue(), region.carbon());
      case MAX_PRICE_PER_HOUR -> false;
    };
  }

  /**
   * Whether a candidate breaks a rule, whatever it is about.
   *
   * @param micros its price per hour in millionths of a US dollar
   */
  static boolean breaks(PolicyRule rule, PlacementAccount account, Region region, long micros) {
    return isAboutPrice(rule) ? micros > ceilingMicros(rule) : breaks(rule, account, region);
  }

  /** The highest price that keeps to a rule about the price, in millionths of a US dollar. */
  static long ceilingMicros(PolicyRule rule) {
    return limit(rule)
        .multiply(BigDecimal.valueOf(Price.MICROS))
        .setScale(0, RoundingMode.FLOOR)
        .longValueExact();
  }

  /** Whether the grid's emission is known, can be compared between clouds, and is low enough. */
  static boolean isKnownToEmitAtMost(double most, @Nullable CarbonIntensity carbon) {
    return carbon != null && carbon.comparable() && carbon.gramsPerKwh() <= most;
  }

  /** How a candidate breaks a rule, as the end of a sentence that names the candidate. */
  static String predicate(PolicyRule rule, PlacementAccount account, Region region) {
    String listed = String.join(", ", rule.values());
    String what =
        switch (rule.kind()) {
          case ALLOWED_CLOUDS -> "is at " + account.cloud() + ", not at " + listed;
          case DENIED_CLOUDS -> "is at " + account.cloud() + ", which is denied";
          case ALLOWED_ACCOUNTS -> "would be in account " + account.name() + ", not in " + listed;
          case DENIED_ACCOUNTS -> "would be in account " + account.name() + ", which is denied";
          case ALLOWED_REGIONS -> "is in region " + region.id() + ", not in " + listed;
          case DENIED_REGIONS -> "is in region " + region.id() + ", which is denied";
          case ALLOWED_JURISDICTIONS ->
              "is under the jurisdiction " + region.jurisdiction() + ", not " + listed;
          case MAX_PRICE_PER_HOUR -> "costs more than " + Numbers.price(limit(rule));
          case MAX_CARBON ->
              "is not known to be on a grid of at most "
                  + limit(rule).toPlainString()
                  + " g CO2/kWh";
        };
    return what + " (rule " + rule.name() + ")";
  }

  /** The European Economic Area takes the European Union in. */
  private static boolean isWithin(String jurisdiction, PolicyRule rule) {
    return rule.values().contains(jurisdiction)
        || (jurisdiction.equals(EUROPEAN_UNION) && rule.values().contains(EUROPEAN_ECONOMIC_AREA));
  }

  private static BigDecimal limit(PolicyRule rule) {
    return Objects.requireNonNull(rule.limit(), () -> "rule " + rule.name() + " has no limit");
  }
}
