package io.novacron.api.catalog;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;

/**
 * A price per hour.
 *
 * @param amount the amount, with the digits that are known; not negative
 * @param currency ISO 4217 code
 * @param asOf day on which it was valid
 * @param source where it comes from
 */
public record Price(BigDecimal amount, String currency, LocalDate asOf, String source) {
  /** How many of the units used in columns make one unit of the currency. */
  public static final long MICROS = 1_000_000L;

  public Price {
    Objects.requireNonNull(amount, "amount");
    Objects.requireNonNull(currency, "currency");
    Objects.requireNonNull(asOf, "asOf");
    Objects.requireNonNull(source, "source");
    if (amount.signum() < 0) {
      throw new IllegalArgumentException("amount must not be negative but is " + amount);
    }
  }

  /**
   * The amount of a column, which counts millionths, with at least four decimals as prices are
   * written.
   */
  public static BigDecimal ofMicros(long micros) {
    BigDecimal exact = BigDecimal.valueOf(micros, 6).stripTrailingZeros();
    return exact.scale() < 4 ? exact.setScale(4) : exact;
  }
}
