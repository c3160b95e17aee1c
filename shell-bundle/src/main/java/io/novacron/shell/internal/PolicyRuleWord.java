package io.novacron.shell.internal;

import io.novacron.api.policy.PolicyRule;
import java.util.List;
import java.util.Set;

/** A rule as a person writes it in one word. */
final class PolicyRuleWord {
  private static final String FORM =
      "must be NAME:KIND:VALUE,VALUE or NAME:KIND:LIMIT, with :soft:PENALTY behind it for a soft"
          + " rule, such as stay:allowed-jurisdictions:EU,CH, but is ";
  private static final int HARD_PARTS = 3;
  private static final int SOFT_PARTS = 5;

  private PolicyRuleWord() {}

  /** Reads a word; what cannot be read is told to the values, and the rule then useless. */
  static PolicyRule read(String option, String word, Values values) {
    String[] parts = word.split(":", -1);
    boolean soft = parts.length == SOFT_PARTS && parts[3].equals("soft");
    if (parts.length != HARD_PARTS && !soft) {
      values.wrong(option, FORM + word);
      return new PolicyRule("", PolicyRule.Kind.MAX_CARBON, Set.of(), null, null);
    }
    PolicyRule.Kind kind = values.word(option, parts[1], PolicyRule.Kind.class);
    boolean limited = kind != null && kind.hasLimit();
    return new PolicyRule(
        parts[0],
        kind == null ? PolicyRule.Kind.MAX_CARBON : kind,
        limited ? Set.of() : Set.copyOf(List.of(parts[2].split(",", -1))),
        limited ? values.decimal(option, parts[2]) : null,
        soft ? values.real(option, parts[4]) : null);
  }
}
