package io.novacron.core.internal.policy;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.error.FieldError;
import io.novacron.api.policy.PolicyRule;
import io.novacron.core.internal.version.RecordName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks the rules of one policy, each by itself and against those before it. */
final class RuleValidator {
  private static final int MOST_RULES = 32;
  private static final int MOST_VALUES = 200;
  private static final int LONGEST_VALUE = 100;
  private static final Map<PolicyRule.Kind, PolicyRule.Kind> OPPOSITES =
      Map.of(
          PolicyRule.Kind.ALLOWED_CLOUDS, PolicyRule.Kind.DENIED_CLOUDS,
          PolicyRule.Kind.DENIED_CLOUDS, PolicyRule.Kind.ALLOWED_CLOUDS,
          PolicyRule.Kind.ALLOWED_ACCOUNTS, PolicyRule.Kind.DENIED_ACCOUNTS,
          PolicyRule.Kind.DENIED_ACCOUNTS, PolicyRule.Kind.ALLOWED_ACCOUNTS,
          PolicyRule.Kind.ALLOWED_REGIONS, PolicyRule.Kind.DENIED_REGIONS,
          PolicyRule.Kind.DENIED_REGIONS, PolicyRule.Kind.ALLOWED_REGIONS);

  private final Map<PolicyRule.Kind, KnownNames> known;
  private final Set<String> names = new HashSet<>();
  private final Map<Listing, String> listed = new HashMap<>();
  private final List<FieldError> errors = new ArrayList<>();

  private RuleValidator(Catalog catalog) {
    KnownNames clouds = KnownNames.clouds(catalog);
    KnownNames regions = KnownNames.regions(catalog);
    // Accounts come and go, and a rule about one that is away is sound.
    known =
        Map.of(
            PolicyRule.Kind.ALLOWED_CLOUDS, clouds,
            PolicyRule.Kind.DENIED_CLOUDS, clouds,
            PolicyRule.Kind.ALLOWED_REGIONS, regions,
            PolicyRule.Kind.DENIED_REGIONS, regions,
            PolicyRule.Kind.ALLOWED_JURISDICTIONS, KnownNames.jurisdictions(catalog));
  }

  /** All that is wrong, with pointers that begin with {@code /rules}. */
  static List<FieldError> validate(List<PolicyRule> rules, Catalog catalog) {
    RuleValidator validator = new RuleValidator(catalog);
    if (rules.size() > MOST_RULES) {
      validator.reject("/rules", "may have at most " + MOST_RULES + " entries");
    }
    for (int i = 0; i < Math.min(rules.size(), MOST_RULES); i++) {
      validator.rule(rules.get(i), "/rules/" + i);
    }
    return List.copyOf(validator.errors);
  }

  private void rule(PolicyRule rule, String at) {
    if (!RecordName.legal(rule.name())) {
      reject(at + "/name", RecordName.RULE);
    } else if (!names.add(rule.name())) {
      reject(at + "/name", "is the name of an earlier rule too");
    }
    RuleFaults.limit(rule.kind(), rule.limit()).ifPresent(fault -> reject(at + "/limit", fault));
    RuleFaults.penalty(rule.penalty()).ifPresent(fault -> reject(at + "/penalty", fault));
    values(rule, at + "/values");
  }

  private void values(PolicyRule rule, String at) {
    String kind = RuleFaults.word(rule.kind());
    if (rule.kind().hasLimit()) {
      if (!rule.values().isEmpty()) {
        reject(at, "must be left out, as a rule of the kind " + kind + " has a limit");
      }
    } else if (rule.values().isEmpty() || rule.values().size() > MOST_VALUES) {
      reject(at, "must have 1 to " + MOST_VALUES + " entries for a rule of the kind " + kind);
    } else {
      rule.values().forEach(value -> value(rule, value).ifPresent(fault -> reject(at, fault)));
    }
  }

  private Optional<String> value(PolicyRule rule, String value) {
    if (value.isBlank() || value.length() > LONGEST_VALUE) {
      return Optional.of(
          "must list names of 1 to " + LONGEST_VALUE + " characters that are not all blank");
    }
    KnownNames catalog = known.get(rule.kind());
    Optional<String> fault = catalog == null ? Optional.empty() : catalog.fault(value);
    return fault.isPresent() ? fault : contradiction(rule, value);
  }

  private Optional<String> contradiction(PolicyRule rule, String value) {
    listed.putIfAbsent(new Listing(rule.kind(), value), rule.name());
    PolicyRule.Kind opposite = OPPOSITES.get(rule.kind());
    String other = opposite == null ? null : listed.get(new Listing(opposite, value));
    return other == null || opposite == null
        ? Optional.empty()
        : Optional.of(
            "lists "
                + value
                + ", which the rule "
                + other
                + " of the kind "
                + RuleFaults.word(opposite)
                + " lists too");
  }

  private void reject(String pointer, String message) {
    errors.add(new FieldError(pointer, message));
  }

  private record Listing(PolicyRule.Kind kind, String value) {}
}
