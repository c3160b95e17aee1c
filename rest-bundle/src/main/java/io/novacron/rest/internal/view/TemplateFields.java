package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.novacron.rest.internal.json.Scalars;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The fields of a machine spec with placeholders in them: an object like a machine spec in JSON,
 * and its texts by their JSON pointers in here.
 *
 * @param texts texts by pointer, such as {@code /size/vcpus}
 */
public record TemplateFields(Map<String, String> texts) {
  private static final Set<String> NUMBERS =
      Set.of(
          "vcpus",
          "memoryGib",
          "gpus",
          "sizeGib",
          "latitude",
          "longitude",
          "maxRttMillis",
          "maxCarbonGramsPerKwh");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");
  private static final int MOST_DIGITS = 18;

  public TemplateFields {
    texts = Map.copyOf(texts);
  }

  /** Reads a value that {@link #fault} found nothing wrong with. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static TemplateFields read(JsonNode node) {
    Map<String, String> texts = new TreeMap<>();
    flatten("", node, texts);
    return new TemplateFields(texts);
  }

  /**
   * What a value must be; empty when it is fine. Which fields there are is the service's to say.
   */
  public static Optional<String> fault(JsonNode node) {
    return node.isObject() && sound(node)
        ? Optional.empty()
        : Optional.of(
            "must be an object with the fields of a machine spec, whose values are text with"
                + " ${parameter} in it, numbers, true or false");
  }

  private static boolean sound(JsonNode node) {
    if (node.isContainerNode()) {
      for (JsonNode child : node) {
        if (!sound(child)) {
          return false;
        }
      }
      return true;
    }
    if (node.isNumber()) {
      return Math.abs((long) node.decimalValue().scale()) <= MOST_DIGITS;
    }
    return node.isBoolean() || (node.isTextual() && Scalars.wellFormed(node.textValue()));
  }

  private static void flatten(String pointer, JsonNode node, Map<String, String> texts) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              field ->
                  flatten(
                      pointer + "/" + field.getKey().replace("~", "~0").replace("/", "~1"),
                      field.getValue(),
                      texts));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(pointer + "/" + i, node.get(i), texts);
      }
    } else {
      texts.put(pointer, node.isNumber() ? node.decimalValue().toPlainString() : node.asText());
    }
  }

  /** The object again. */
  @JsonValue
  JsonNode toJson() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(texts).forEach((pointer, text) -> put(tree, pointer, text));
    return lists(tree);
  }

  private static void put(ObjectNode tree, String pointer, String text) {
    String[] names = pointer.substring(1).split("/", -1);
    ObjectNode at = tree;
    for (int i = 0; i < names.length - 1; i++) {
      at = at.withObjectProperty(unescaped(names[i]));
    }
    String last = unescaped(names[names.length - 1]);
    if (NUMBERS.contains(last) && NUMBER.matcher(text).matches()) {
      at.put(last, new BigDecimal(text));
    } else {
      at.put(last, text);
    }
  }

  /** Turns what a machine spec has as lists into such. */
  private static ObjectNode lists(ObjectNode tree) {
    for (String name : Set.of("disks", "securityGroups", "sshKeys")) {
      if (tree.get(name) instanceof ObjectNode entries) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        Map<Integer, JsonNode> sorted = new TreeMap<>();
        entries
            .properties()
            .forEach(entry -> sorted.put(Integer.valueOf(entry.getKey()), entry.getValue()));
        list.addAll(sorted.values());
        tree.set(name, list);
      }
    }
    return tree;
  }

  private static String unescaped(String name) {
    return name.replace("~1", "/").replace("~0", "~");
  }
}
