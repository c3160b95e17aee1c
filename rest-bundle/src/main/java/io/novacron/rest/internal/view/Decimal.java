package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A decimal number that is not negative. It is written as text, so that no digit is lost, and read
 * from text or a number.
 *
 * @param text the number in digits, without an exponent
 */
public record Decimal(@JsonValue String text) {
  private static final Pattern FORM = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,9})?");
  private static final int MOST_DIGITS = 12;

  static Decimal of(BigDecimal number) {
    return new Decimal(number.toPlainString());
  }

  BigDecimal number() {
    return new BigDecimal(text);
  }

  /** Reads a value that {@link #legal} says is fine. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Decimal read(JsonNode node) {
    return node.isNumber() ? of(node.decimalValue()) : new Decimal(node.textValue());
  }

  /** Whether a value can be read: at most 12 digits and 9 decimals. */
  public static boolean legal(JsonNode node) {
    return node.isTextual() && FORM.matcher(node.textValue()).matches()
        || node.isNumber() && writable(node.decimalValue());
  }

  private static boolean writable(BigDecimal number) {
    // Exponents are bounded before the number is written out: 1e999999999 has a billion digits.
    return Math.abs((long) number.scale()) <= MOST_DIGITS
        && FORM.matcher(number.toPlainString()).matches();
  }
}
