package io.novacron.shell.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.novacron.api.policy.PolicyContent;
import io.novacron.api.policy.PolicyRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A policy in a file, in the shape of the REST interface. */
final class PolicyFile {
  private static final String OPTION = "--file";
  private static final Set<String> FIELDS = Set.of("name", "description", "weights", "rules");
  private static final Set<String> RULE_FIELDS =
      Set.of("name", "kind", "values", "limit", "mode", "penalty");

  private final Values values;

  private PolicyFile(Values values) {
    this.values = values;
  }

  /**
   * Reads a file on the node; what is wrong is told to the values, the content then useless.
   *
   * @param name name of the policy; the file may repeat it
   */
  static PolicyContent read(String file, String name, Values values) {
    JsonNode tree = NodeFile.object(OPTION, file, values);
    NodeFile.unknown(tree, "", FIELDS, values);
    if (tree.hasNonNull("name") && !tree.get("name").asText().equals(name)) {
      values.wrong(OPTION, "is about the policy " + tree.get("name").asText() + ", not " + name);
    }
    PolicyFile reader = new PolicyFile(values);
    return new PolicyContent(
        tree.path("description").asText(""), reader.weights(tree), reader.rules(tree));
  }

  private Map<String, Double> weights(JsonNode tree) {
    Map<String, Double> weights = new TreeMap<>();
    if (!tree.path("weights").isObject()) {
      values.wrong("/weights", "must be an object with a number for each factor");
    }
    tree.path("weights")
        .properties()
        .forEach(
            weight -> {
              Double number = number(weight.getValue(), "/weights/" + weight.getKey());
              weights.put(weight.getKey(), number == null ? 0 : number);
            });
    return weights;
  }

  private List<PolicyRule> rules(JsonNode tree) {
    JsonNode given = tree.path("rules");
    if (!given.isArray() && !given.isMissingNode()) {
      values.wrong("/rules", "must be a list");
    }
    List<PolicyRule> rules = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      rules.add(rule(given.path(i), "/rules/" + i));
    }
    return rules;
  }

  private PolicyRule rule(JsonNode node, String at) {
    NodeFile.unknown(node, at, RULE_FIELDS, values);
    PolicyRule.Kind kind =
        values.word(at + "/kind", node.path("kind").asText(""), PolicyRule.Kind.class);
    Set<String> names = new TreeSet<>();
    if (!node.path("values").isArray() && !node.path("values").isMissingNode()) {
      values.wrong(at + "/values", "must be a list");
    }
    node.path("values").forEach(value -> names.add(value.asText()));
    return new PolicyRule(
        node.path("name").asText(""),
        kind == null ? PolicyRule.Kind.MAX_CARBON : kind,
        names,
        node.hasNonNull("limit") ? values.decimal(at + "/limit", node.get("limit").asText()) : null,
        penalty(node, at));
  }

  private @Nullable Double penalty(JsonNode node, String at) {
    String mode = node.path("mode").asText("hard");
    boolean given = node.hasNonNull("penalty");
    if (!mode.equals("hard") && !mode.equals("soft")) {
      values.wrong(at + "/mode", "must be hard or soft but is " + mode);
    } else if (mode.equals("soft") && !given) {
      values.wrong(at + "/penalty", "is missing; a soft rule needs one");
    } else if (mode.equals("hard") && given) {
      values.wrong(at + "/penalty", "is for rules of the mode soft only");
    }
    return given ? number(node.get("penalty"), at + "/penalty") : null;
  }

  private @Nullable Double number(JsonNode node, String at) {
    if (node.isNumber()) {
      return node.doubleValue();
    }
    values.wrong(at, "must be a number");
    return null;
  }
}
