package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.error.FieldError;
import io.novacron.api.policy.PolicyRule;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule of a policy. */
@Schema(
    name = "PolicyRule",
    description = "A rule of a policy, with `values` or a `limit` as its kind needs.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record PolicyRuleView(
    @JsonProperty(required = true)
        @Schema(pattern = "^[a-z][a-z0-9-]{0,62}$", example = "stay-in-europe")
        String name,
    @JsonProperty(required = true) RuleKindWord kind,
    @Schema(
            description =
                "The 1 to 200 names that it lists; for kinds that begin with `allowed` or `denied`.",
            example = "[\"EU\", \"CH\"]")
        @Nullable List<String> values,
    @Schema(
            description =
                "For `max-price-per-hour` in US dollars per hour, for `max-carbon` in grams of CO2"
                    + " equivalent per kWh. A decimal number; an answer has it as text.",
            example = "0.50")
        @Nullable Decimal limit,
    @Schema(
            description =
                "Whether breaking it takes a candidate out or takes the penalty off its score;"
                    + " hard when left out.")
        @Nullable RuleModeWord mode,
    @Schema(
            description =
                "For a soft rule, and needed there: what breaking it takes off the score, more than"
                    + " 0 and at most 100. 1 weighs as much as twice the price where the price has"
                    + " a weight of 1.",
            example = "0.5")
        @Nullable Double penalty) {

  static PolicyRuleView of(PolicyRule rule) {
    return new PolicyRuleView(
        rule.name(),
        RuleKindWord.of(rule.kind()),
        rule.values().isEmpty() ? null : List.copyOf(rule.values()),
        rule.limit() == null ? null : Decimal.of(rule.limit()),
        rule.hard() ? RuleModeWord.HARD : RuleModeWord.SOFT,
        rule.penalty());
  }

  /**
   * The same for the service.
   *
   * @param at JSON pointer of the rule
   * @param errors gets what is wrong
   */
  PolicyRule toRule(String at, List<FieldError> errors) {
    if (mode == RuleModeWord.SOFT && penalty == null) {
      errors.add(new FieldError(at + "/penalty", "is missing; a soft rule needs one"));
    }
    if (mode != RuleModeWord.SOFT && penalty != null) {
      errors.add(new FieldError(at + "/penalty", "is for rules of the mode soft only"));
    }
    return new PolicyRule(
        name,
        kind.toKind(),
        values == null ? Set.of() : Set.copyOf(values),
        limit == null ? null : limit.number(),
        penalty);
  }
}
