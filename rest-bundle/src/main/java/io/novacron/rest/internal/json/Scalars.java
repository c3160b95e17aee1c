package io.novacron.rest.internal.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.novacron.rest.internal.view.Decimal;
import io.novacron.rest.internal.view.Money;
import io.novacron.rest.internal.view.PlainValue;
import io.novacron.rest.internal.view.TemplateFields;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of single values, and what each must look like. */
public final class Scalars {
  private static final Instant LATEST = Instant.parse("2201-01-01T00:00:00Z");

  private Scalars() {}

  /** Whether a class that is a record all the same counts as a single value. */
  static boolean knows(Class<?> type) {
    return type == Money.class
        || type == Decimal.class
        || type == PlainValue.class
        || type == TemplateFields.class;
  }

  /** What a value must be, to follow the name of its field in a sentence; empty when it is fine. */
  static Optional<String> fault(JsonNode node, Class<?> type) {
    if (type == String.class) {
      return check(node.isTextual() && wellFormed(node.textValue()), "must be text");
    }
    if (type == Integer.class) {
      return check(integer(node), "must be a whole number of at most 2147483647 either way");
    }
    if (type == Double.class) {
      return check(node.isNumber() && Double.isFinite(node.doubleValue()), "must be a number");
    }
    if (type == Boolean.class) {
      return check(node.isBoolean(), "must be true or false");
    }
    if (type == Instant.class) {
      return check(
          node.isTextual() && instant(node.textValue()),
          "must be a time of the years 1970 to 2200 in UTC, such as 2026-11-30T06:00:00Z");
    }
    if (type == Money.class) {
      return Money.fault(node);
    }
    if (type == Decimal.class) {
      return check(
          Decimal.legal(node),
          "must be a decimal number of at most 12 digits and 9 decimals, such as \"0.50\"");
    }
    if (type == PlainValue.class) {
      boolean text = node.isTextual() && wellFormed(node.textValue());
      return check(
          text || node.isNumber() || node.isBoolean(), "must be text, a number, or true or false");
    }
    if (type == TemplateFields.class) {
      return TemplateFields.fault(node);
    }
    if (type.isEnum()) {
      List<String> words = words(type);
      return check(
          node.isTextual() && words.contains(node.textValue()),
          "must be one of " + String.join(", ", words));
    }
    throw new IllegalStateException("no rule for " + type);
  }

  /** Whether a text has no half of a surrogate pair, which could not be written as UTF-8. */
  public static boolean wellFormed(String text) {
    return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  private static boolean instant(String text) {
    try {
      Instant instant = Instant.parse(text);
      return !instant.isBefore(Instant.EPOCH) && instant.isBefore(LATEST);
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static boolean integer(JsonNode node) {
    if (node.isInt()) {
      return true;
    }
    if (!node.isNumber()) {
      return false;
    }
    // 4.0 is a whole number in JSON. The scale is looked at first, as 1e999999999 must not be
    // expanded.
    BigDecimal number = node.decimalValue();
    return Math.abs((long) number.scale()) <= JsonFormat.MOST_NUMBER
        && number.stripTrailingZeros().scale() <= 0
        && number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0;
  }

  private static List<String> words(Class<?> type) {
    return Arrays.stream(type.getFields())
        .filter(field -> field.isEnumConstant() && field.isAnnotationPresent(JsonProperty.class))
        .map(field -> field.getAnnotation(JsonProperty.class).value())
        .toList();
  }

  private static Optional<String> check(boolean fine, String otherwise) {
    return fine ? Optional.empty() : Optional.of(otherwise);
  }
}
