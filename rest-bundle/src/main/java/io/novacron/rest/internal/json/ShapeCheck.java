package io.novacron.rest.internal.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.novacron.api.error.FieldError;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares a JSON value with the record that it will be bound to. Binding stops at the first fault
 * and speaks of classes; this finds all faults and speaks of fields. Ranges and meaning are the
 * services' business.
 *
 * <p>A record may consist of text, numbers, booleans, enums, money, other records, lists of these,
 * and maps from text to these. Null counts as absent, except in lists and maps, where it is
 * refused.
 */
final class ShapeCheck {
  private static final int MOST_ERRORS = 50;

  /**
   * The fields of each record, found out once: reading annotations takes longer than all the rest
   * of a request's body. It keeps no class from being unloaded.
   */
  private static final ClassValue<Map<String, Field>> FIELDS =
      new ClassValue<>() {
        @Override
        protected Map<String, Field> computeValue(Class<?> type) {
          Map<String, Field> fields = new LinkedHashMap<>();
          for (RecordComponent component : type.getRecordComponents()) {
            JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
            fields.putIfAbsent(
                name(component, property),
                new Field(component.getGenericType(), property != null && property.required()));
          }
          return Collections.unmodifiableMap(fields);
        }
      };

  private final List<FieldError> errors = new ArrayList<>();

  private ShapeCheck() {}

  /** The faults of a value, in the order of the document; at most 50. */
  static List<FieldError> of(JsonNode tree, Class<? extends Record> type) {
    ShapeCheck check = new ShapeCheck();
    check.value(tree, type, "");
    return check.errors;
  }

  /** The fields of a record, in a row. */
  static String names(Class<? extends Record> type) {
    return String.join(", ", FIELDS.get(type).keySet());
  }

  /** One sentence that sums the faults up. */
  static String summary(List<FieldError> errors) {
    FieldError first = errors.get(0);
    String field = first.pointer().isEmpty() ? "The body" : "The field " + first.pointer();
    String others = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
    return field + " " + first.message() + others + ".";
  }

  private void value(JsonNode node, Type type, String pointer) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (generic.getRawType() == List.class) {
        list(node, arguments[0], pointer);
      } else {
        map(node, arguments[1], pointer);
      }
    } else if (type instanceof Class<?> plain && plain.isRecord() && !Scalars.knows(plain)) {
      record(node, plain, pointer);
    } else {
      Scalars.fault(node, (Class<?>) type).ifPresent(message -> add(pointer, message));
    }
  }

  private void record(JsonNode node, Class<?> type, String pointer) {
    if (!node.isObject()) {
      add(pointer, "must be an object");
      return;
    }
    Map<String, Field> known = FIELDS.get(type);
    node.properties()
        .forEach(
            property -> {
              String name = property.getKey();
              Field field = known.get(name);
              if (field == null) {
                add(
                    child(pointer, name),
                    "is not known; known are " + String.join(", ", known.keySet()));
              } else if (!property.getValue().isNull()) {
                value(property.getValue(), field.type(), child(pointer, name));
              }
            });
    known.forEach(
        (name, field) -> {
          if (field.required() && !node.hasNonNull(name)) {
            add(child(pointer, name), "is missing");
          }
        });
  }

  private void list(JsonNode node, Type element, String pointer) {
    if (!node.isArray()) {
      add(pointer, "must be a list");
      return;
    }
    for (int i = 0; i < node.size(); i++) {
      String at = pointer + "/" + i;
      if (node.get(i).isNull()) {
        add(at, "must not be null");
      } else {
        value(node.get(i), element, at);
      }
    }
  }

  private void map(JsonNode node, Type content, String pointer) {
    if (!node.isObject()) {
      add(pointer, "must be an object");
      return;
    }
    node.properties()
        .forEach(
            property -> {
              String at = child(pointer, property.getKey());
              if (!Scalars.wellFormed(property.getKey())) {
                add(pointer, "has a name with half of a surrogate pair");
              } else if (property.getValue().isNull()) {
                add(at, "must not be null");
              } else {
                value(property.getValue(), content, at);
              }
            });
  }

  private void add(String pointer, String message) {
    if (errors.size() < MOST_ERRORS) {
      errors.add(
          new FieldError(Scalars.wellFormed(pointer) ? pointer : printable(pointer), message));
    }
  }

  private static String printable(String text) {
    return text.codePoints()
        .mapToObj(
            c ->
                Character.getType(c) == Character.SURROGATE
                    ? String.format("\\u%04x", c)
                    : Character.toString(c))
        .collect(Collectors.joining());
  }

  static String child(String pointer, String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** Its name in JSON, which may be a word that Java keeps for itself. */
  private static String name(RecordComponent component, @Nullable JsonProperty property) {
    return property == null || property.value().isEmpty() ? component.getName() : property.value();
  }

  private record Field(Type type, boolean required) {}
}
