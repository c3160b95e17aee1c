package io.novacron.core.internal.template;

import io.novacron.api.template.ParameterType;
import io.novacron.api.template.TemplateParameter;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether a value is legal for a parameter. A message never holds the value. */
final class ParameterCheck {
  /** Most characters of a value. */
  static final int LONGEST = 4096;

  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");
  private static final int MOST_LOOKS = 100_000;

  private ParameterCheck() {}

  /** What the value must be, to follow the parameter's name in a sentence; empty when it is. */
  static Optional<String> fault(TemplateParameter parameter, String value) {
    if (value.length() > LONGEST) {
      return Optional.of("must have at most " + LONGEST + " characters");
    }
    if (!typed(parameter.type(), value)) {
      return Optional.of(
          switch (parameter.type()) {
            case INTEGER -> "must be a whole number" + range(parameter);
            case NUMBER -> "must be a number such as 0.25" + range(parameter);
            case BOOLEAN -> "must be true or false";
            case STRING -> "must be text";
          });
    }
    if (!parameter.allowed().isEmpty() && !parameter.allowed().contains(value)) {
      return Optional.of("must be one of " + String.join(", ", parameter.allowed()));
    }
    if (outside(parameter, value)) {
      return Optional.of("must be" + range(parameter));
    }
    return matches(parameter, value)
        ? Optional.empty()
        : Optional.of("must match the pattern " + parameter.pattern());
  }

  /** Whether a text is a value of the type. */
  static boolean typed(ParameterType type, String value) {
    return switch (type) {
      case STRING -> true;
      case INTEGER -> WHOLE.matcher(value).matches();
      case NUMBER -> DECIMAL.matcher(value).matches();
      case BOOLEAN -> value.equals("true") || value.equals("false");
    };
  }

  private static boolean outside(TemplateParameter parameter, String value) {
    if (parameter.type() == ParameterType.BOOLEAN) {
      return false;
    }
    BigDecimal size =
        parameter.type() == ParameterType.STRING
            ? BigDecimal.valueOf(value.codePointCount(0, value.length()))
            : new BigDecimal(value);
    BigDecimal min = parameter.min();
    BigDecimal max = parameter.max();
    return (min != null && size.compareTo(min) < 0) || (max != null && size.compareTo(max) > 0);
  }

  private static String range(TemplateParameter parameter) {
    BigDecimal min = parameter.min();
    BigDecimal max = parameter.max();
    String unit = parameter.type() == ParameterType.STRING ? " characters long" : "";
    if (min != null && max != null) {
      return " from " + min.toPlainString() + " to " + max.toPlainString() + unit;
    }
    if (min != null) {
      return " at least " + min.toPlainString() + unit;
    }
    return max == null ? "" : " at most " + max.toPlainString() + unit;
  }

  private static boolean matches(TemplateParameter parameter, String value) {
    String pattern = parameter.pattern();
    if (pattern == null) {
      return true;
    }
    try {
      return Pattern.compile(pattern).matcher(new BoundedText(value, MOST_LOOKS)).matches();
    } catch (BoundedText.TooManyLooksException | StackOverflowError e) {
      return false;
    }
  }
}
