package io.novacron.shell.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.novacron.api.template.ParameterType;
import io.novacron.api.template.TemplateContent;
import io.novacron.api.template.TemplateParameter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A template in a file, in the shape of the REST interface.
 *
 * @param name its name
 * @param content its content
 */
record TemplateFile(String name, TemplateContent content) {
  private static final Set<String> FIELDS = Set.of("name", "description", "parameters", "spec");
  private static final Set<String> PARAMETER_FIELDS =
      Set.of(
          "name",
          "type",
          "description",
          "required",
          "default",
          "allowed",
          "min",
          "max",
          "pattern",
          "secret");

  /** Reads a file on the node; what is wrong is told to the values, the content then useless. */
  static TemplateFile read(String file, Values values) {
    JsonNode tree = NodeFile.object("file", file, values);
    NodeFile.unknown(tree, "", FIELDS, values);
    List<TemplateParameter> parameters = new ArrayList<>();
    JsonNode declared = tree.path("parameters");
    for (int i = 0; i < declared.size(); i++) {
      parameters.add(parameter(declared.get(i), "/parameters/" + i, values));
    }
    Map<String, String> fields = new TreeMap<>();
    flatten("", tree.path("spec"), fields);
    return new TemplateFile(
        tree.path("name").asText(""),
        new TemplateContent(text(tree, "description"), parameters, fields));
  }

  private static TemplateParameter parameter(JsonNode node, String at, Values values) {
    NodeFile.unknown(node, at, PARAMETER_FIELDS, values);
    List<String> allowed = new ArrayList<>();
    node.path("allowed").forEach(value -> allowed.add(value.asText()));
    ParameterType type = values.word(at + "/type", node.path("type").asText(), ParameterType.class);
    return new TemplateParameter(
        node.path("name").asText(""),
        type == null ? ParameterType.STRING : type,
        text(node, "description"),
        node.path("required").asBoolean(),
        text(node, "default"),
        allowed,
        decimal(node, "min", at, values),
        decimal(node, "max", at, values),
        text(node, "pattern"),
        node.path("secret").asBoolean());
  }

  private static @Nullable String text(JsonNode node, String field) {
    return node.hasNonNull(field) ? node.get(field).asText() : null;
  }

  private static @Nullable BigDecimal decimal(
      JsonNode node, String field, String at, Values values) {
    return node.hasNonNull(field)
        ? values.decimal(at + "/" + field, node.get(field).asText())
        : null;
  }

  private static void flatten(String pointer, JsonNode node, Map<String, String> fields) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              field ->
                  flatten(
                      pointer + "/" + field.getKey().replace("~", "~0").replace("/", "~1"),
                      field.getValue(),
                      fields));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(pointer + "/" + i, node.get(i), fields);
      }
    } else if (!node.isMissingNode()) {
      fields.put(pointer, node.asText());
    }
  }
}
