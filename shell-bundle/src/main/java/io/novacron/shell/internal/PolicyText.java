package io.novacron.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.novacron.api.policy.Policy;
import io.novacron.api.policy.PolicyRule;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Policies as a person and as a program read them. */
final class PolicyText {
  private PolicyText() {}

  /** What there is to say about a policy. */
  static Facts facts(Policy policy) {
    Facts facts =
        new Facts()
            .add("name", policy.name())
            .add("version", policy.version() + " of " + policy.latest())
            .add("deleted", policy.deleted() ? "yes" : "")
            .add("about", policy.content().description())
            .add("made", made(policy) + (policy.builtIn() ? "" : " by " + policy.createdBy()));
    policy
        .content()
        .weights()
        .forEach((factor, weight) -> facts.add("weight " + factor, number(weight)));
    policy.content().rules().forEach(rule -> facts.add("rule " + rule.name(), rule(rule)));
    return facts;
  }

  /** When it was made, unless it comes with the product. */
  static String made(Policy policy) {
    return policy.builtIn() ? "built in" : Text.time(policy.createdAt());
  }

  /** Its weights in one line, such as {@code carbon=0.5 price=1}. */
  static String weights(Policy policy) {
    return policy.content().weights().entrySet().stream()
        .map(weight -> weight.getKey() + "=" + number(weight.getValue()))
        .collect(Collectors.joining(" "));
  }

  /** The shape of the REST interface. */
  static ObjectNode shape(Policy policy, Json json) {
    ObjectNode shape = json.object();
    shape.put("name", policy.name());
    shape.put("tenant", policy.tenant());
    shape.put("version", policy.version());
    shape.put("latest", policy.latest());
    shape.put("deleted", policy.deleted());
    shape.put("builtIn", policy.builtIn());
    shape.put("description", policy.content().description());
    ObjectNode weights = shape.putObject("weights");
    for (Map.Entry<String, Double> weight : policy.content().weights().entrySet()) {
      weights.put(weight.getKey(), weight.getValue());
    }
    ArrayNode rules = shape.putArray("rules");
    policy.content().rules().forEach(rule -> shape(rule, rules.addObject()));
    shape.put("createdAt", policy.createdAt().toString());
    shape.put("createdBy", policy.createdBy());
    shape.put("revision", policy.revision());
    return shape;
  }

  private static void shape(PolicyRule rule, ObjectNode shape) {
    shape.put("name", rule.name());
    shape.put("kind", word(rule.kind()));
    if (rule.limit() != null) {
      shape.put("limit", rule.limit().toPlainString());
    } else {
      ArrayNode values = shape.putArray("values");
      rule.values().forEach(values::add);
    }
    shape.put("mode", rule.hard() ? "hard" : "soft");
    if (rule.penalty() != null) {
      shape.put("penalty", rule.penalty());
    }
  }

  private static String rule(PolicyRule rule) {
    String what =
        rule.limit() == null ? String.join(", ", rule.values()) : rule.limit().toPlainString();
    return word(rule.kind())
        + " "
        + what
        + (rule.penalty() == null ? ", hard" : ", soft with penalty " + number(rule.penalty()));
  }

  private static String word(PolicyRule.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
