package io.novacron.rest.internal.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.novacron.api.error.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A JSON merge patch (RFC 7396) to a thing of which only some parts can change.
 *
 * @param tree the patch as it came
 * @param mapper binds it
 */
public record MergePatch(JsonNode tree, ObjectMapper mapper) {
  /** The media type of merge patches. */
  public static final String MEDIA_TYPE = "application/merge-patch+json";

  /**
   * What a patch asks for.
   *
   * @param value the parts that get a value
   * @param removed JSON pointers of the parts that are removed, as null says
   */
  public record Asked<T>(T value, Set<String> removed) {
    public Asked {
      removed = Set.copyOf(removed);
    }
  }

  /**
   * Reads what is asked for.
   *
   * @param type the parts that can change
   * @param fixed names of the parts that cannot
   * @param removable tells by its JSON pointer whether a part can be removed
   * @throws InvalidBodyException with every wrong field
   */
  public <T extends Record> Asked<T> read(
      Class<T> type, Set<String> fixed, Predicate<String> removable) {
    List<FieldError> errors = new ArrayList<>();
    Set<String> removed = new TreeSet<>();
    JsonNode values = tree.deepCopy();
    if (values instanceof ObjectNode object) {
      for (String name : fixed) {
        if (object.remove(name) != null) {
          errors.add(
              new FieldError(
                  "/" + name, "cannot be changed; can be are " + ShapeCheck.names(type)));
        }
      }
      takeNulls(object, "", removable, removed, errors);
    }
    errors.addAll(ShapeCheck.of(values, type));
    if (!errors.isEmpty()) {
      throw new InvalidBodyException(
          InvalidBodyException.Fault.WRONG_SHAPE, ShapeCheck.summary(errors), errors);
    }
    try {
      return new Asked<>(mapper.treeToValue(values, type), removed);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a patch of the right shape can be bound", e);
    }
  }

  private static void takeNulls(
      ObjectNode object,
      String pointer,
      Predicate<String> removable,
      Set<String> removed,
      List<FieldError> errors) {
    for (String name : namesOf(object)) {
      String at = ShapeCheck.child(pointer, name);
      JsonNode value = object.get(name);
      if (value instanceof ObjectNode part) {
        takeNulls(part, at, removable, removed, errors);
      } else if (value.isNull()) {
        object.remove(name);
        if (removable.test(at)) {
          removed.add(at);
        } else {
          errors.add(new FieldError(at, "cannot be removed"));
        }
      }
    }
  }

  private static List<String> namesOf(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
