package io.novacron.core.internal.account;

import io.novacron.api.provider.ConfigurationKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks settings against the keys that are legal, and fills in the defaults. */
public final class SettingsValidator {
  private SettingsValidator() {}

  /**
   * Checks settings.
   *
   * @param given values by key
   * @param keys what is legal
   */
  public static Result validate(Map<String, String> given, List<ConfigurationKey> keys) {
    List<String> errors = new ArrayList<>();
    Map<String, String> complete = new HashMap<>();
    for (ConfigurationKey key : keys) {
      String value = given.get(key.name());
      if (value == null) {
        if (key.required()) {
          errors.add(key.name() + " is missing; it must be " + legal(key));
        } else if (key.defaultValue() != null) {
          complete.put(key.name(), key.defaultValue());
        }
      } else {
        String trimmed = value.trim();
        if (isLegal(key, trimmed)) {
          complete.put(key.name(), trimmed);
        } else {
          errors.add(key.name() + " must be " + legal(key) + " but is \"" + trimmed + "\"");
        }
      }
    }
    TreeSet<String> unknown = new TreeSet<>(given.keySet());
    keys.forEach(key -> unknown.remove(key.name()));
    String known =
        keys.stream().map(ConfigurationKey::name).sorted().collect(Collectors.joining(", "));
    unknown.forEach(key -> errors.add(key + " is no known key; known are " + known));
    return new Result(complete, errors);
  }

  private static boolean isLegal(ConfigurationKey key, String value) {
    return switch (key.type()) {
      case INTEGER -> inRange(key, value);
      case WORD -> !value.isEmpty() && (key.allowed().isEmpty() || key.allowed().contains(value));
    };
  }

  private static boolean inRange(ConfigurationKey key, String value) {
    Long minimum = key.minimum();
    Long maximum = key.maximum();
    try {
      long number = Long.parseLong(value);
      return (minimum == null || number >= minimum) && (maximum == null || number <= maximum);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String legal(ConfigurationKey key) {
    return switch (key.type()) {
      case INTEGER -> "a whole number" + range(key.minimum(), key.maximum()) + unit(key);
      case WORD ->
          key.allowed().isEmpty()
              ? "a word"
              : "one of " + String.join(", ", new TreeSet<>(key.allowed()));
    };
  }

  private static String range(@Nullable Long minimum, @Nullable Long maximum) {
    if (minimum == null && maximum == null) {
      return "";
    }
    if (maximum == null) {
      return " of " + minimum + " or more";
    }
    return minimum == null ? " of " + maximum + " or less" : " from " + minimum + " to " + maximum;
  }

  private static String unit(ConfigurationKey key) {
    return key.unit() == null ? "" : " " + key.unit();
  }

  /**
   * What came of it.
   *
   * @param settings the legal values, complete with defaults
   * @param errors what is wrong, each as a sentence that names the key and what is legal
   */
  public record Result(Map<String, String> settings, List<String> errors) {
    public Result {
      settings = Map.copyOf(settings);
      errors = List.copyOf(errors);
    }
  }
}
