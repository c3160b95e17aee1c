package io.novacron.core.internal.placement;

import io.novacron.api.catalog.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes numbers for people, the same in every locale. */
final class Numbers {
  private Numbers() {}

  /** A number without needless zeros. */
  static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** A number with at most one decimal. */
  static String rounded(double value) {
    return BigDecimal.valueOf(value)
        .setScale(1, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** A price per hour given in millionths of a US dollar. */
  static String price(long micros) {
    return Price.ofMicros(micros).toPlainString() + " USD/h";
  }

  /** A price per hour in US dollars. */
  static String price(BigDecimal dollars) {
    return dollars.toPlainString() + " USD/h";
  }
}
