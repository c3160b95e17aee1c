package io.novacron.shell.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.novacron.api.template.ParameterType;
import io.novacron.api.template.TemplateContent;
import io.novacron.api.template.TemplateParameter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A template in a file, in the shape of the REST interface.
 *
 * @param name its name
 * @param content its content
 */
record TemplateFile(String name, TemplateContent content) {
  private static final long LARGEST = 1 << 20;
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
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /** Reads a file on the node; what is wrong is told to the values, the content then useless. */
  static TemplateFile read(String file, Values values) {
    JsonNode tree = tree(file, values);
    unknown(tree, "", FIELDS, values);
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

  /** The text of a file on the node. */
  static String text(String option, String file, Values values) {
    try {
      Path path = Path.of(file);
      if (Files.size(path) > LARGEST) {
        values.wrong(option, "must be a file of at most " + LARGEST + " bytes: " + file);
        return "";
      }
      return Files.readString(path);
    } catch (IOException | InvalidPathException e) {
      values.wrong(option, "must be a text file on the node that can be read: " + e);
      return "";
    }
  }

  private static JsonNode tree(String file, Values values) {
    String text = text("file", file, values);
    if (!text.isEmpty()) {
      try {
        JsonNode tree = MAPPER.readTree(text);
        if (tree.isObject()) {
          return tree;
        }
        values.wrong("file", "must hold a JSON object");
      } catch (JsonProcessingException e) {
        values.wrong(
            "file",
            "must be JSON, but in line "
                + e.getLocation().getLineNr()
                + ": "
                + e.getOriginalMessage());
      }
    }
    return MAPPER.createObjectNode();
  }

  private static TemplateParameter parameter(JsonNode node, String at, Values values) {
    unknown(node, at, PARAMETER_FIELDS, values);
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

  private static void unknown(JsonNode node, String at, Set<String> known, Values values) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                values.wrong(at + "/" + name, "is not known; known are " + new TreeSet<>(known));
              }
            });
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
