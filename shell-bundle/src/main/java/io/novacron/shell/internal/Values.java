package io.novacron.shell.internal;

import io.novacron.api.error.FieldError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the values of options and gathers what is wrong with them, to tell all of it at once. */
final class Values {
  // Long enough for any amount; without exponents, which could stand for a billion digits.
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,15})?");

  private final List<FieldError> errors = new ArrayList<>();

  void wrong(String option, String message) {
    errors.add(new FieldError(option, message));
  }

  /** Throws what is wrong, if anything is. */
  void check() throws UsageException {
    if (!errors.isEmpty()) {
      throw new UsageException(errors);
    }
  }

  @Nullable Integer integer(String option, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      wrong(option, "must be a whole number but is " + text);
      return null;
    }
  }

  @Nullable BigDecimal decimal(String option, @Nullable String text) {
    if (text == null) {
      return null;
    }
    if (!DECIMAL.matcher(text).matches()) {
      wrong(option, "must be a number such as 0.25 but is " + text);
      return null;
    }
    return new BigDecimal(text);
  }

  @Nullable Double real(String option, @Nullable String text) {
    BigDecimal value = decimal(option, text);
    return value == null ? null : value.doubleValue();
  }

  /** A number from 1 up. */
  int count(String option, String text) {
    Integer value = integer(option, text);
    if (value != null && value < 1) {
      wrong(option, "must be 1 or more but is " + text);
    }
    return value == null ? 1 : value;
  }

  /** One of the constants of an enumeration, in lower case with hyphens. */
  <E extends Enum<E>> @Nullable E word(String option, @Nullable String text, Class<E> type) {
    if (text == null) {
      return null;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(text.replace('-', '_'))) {
        return constant;
      }
    }
    wrong(option, "must be one of " + words(type) + " but is " + text);
    return null;
  }

  /** Labels as {@code key=value}. */
  Map<String, String> labels(String option, List<String> texts) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String text : texts) {
      int sign = text.indexOf('=');
      if (sign < 1) {
        wrong(option, "must be key=value but is " + text);
      } else if (labels.put(text.substring(0, sign), text.substring(sign + 1)) != null) {
        wrong(option, "is given twice for " + text.substring(0, sign));
      }
    }
    return labels;
  }

  private static <E extends Enum<E>> String words(Class<E> type) {
    List<String> words = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      words.add(constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
    }
    return String.join(", ", words);
  }
}
