package io.novacron.core.internal.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** Prices as whole millionths of a US dollar. */
public final class Micros {
  private static final int DECIMALS = 6;

  private Micros() {}

  /**
   * The millionths of an amount.
   *
   * @throws ArithmeticException above 9.2 billion dollars
   */
  public static long of(BigDecimal amount, RoundingMode rounding) {
    return amount.movePointRight(DECIMALS).setScale(0, rounding).longValueExact();
  }

  /** The amount of so many millionths, with six decimals. */
  public static BigDecimal amount(long micros) {
    return BigDecimal.valueOf(micros, DECIMALS);
  }

  /**
   * Reads a decimal number with at most six decimals.
   *
   * @param text characters of ASCII
   * @param from position of the first
   * @param to position after the last
   * @throws NumberFormatException for anything else, or above 2,147 dollars
   */
  static int parse(byte[] text, int from, int to) {
    long micros = 0;
    int decimals = -1;
    for (int i = from; i < to; i++) {
      byte c = text[i];
      if (c == '.' && decimals < 0 && i > from) {
        decimals = 0;
      } else if (c >= '0' && c <= '9' && decimals < DECIMALS && micros <= Integer.MAX_VALUE) {
        micros = micros * 10 + (c - '0');
        decimals += decimals < 0 ? 0 : 1;
      } else {
        throw notAPrice(text, from, to);
      }
    }
    for (int i = Math.max(decimals, 0); i < DECIMALS; i++) {
      micros *= 10;
    }
    if (from == to || decimals == 0 || micros > Integer.MAX_VALUE) {
      throw notAPrice(text, from, to);
    }
    return (int) micros;
  }

  private static NumberFormatException notAPrice(byte[] text, int from, int to) {
    return new NumberFormatException(
        "'"
            + new String(text, from, to - from, StandardCharsets.UTF_8)
            + "' is not a price of at most 2,147 dollars with at most six decimals");
  }
}
