package io.novacron.shell.internal;

import io.novacron.api.catalog.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values as a person reads them. What is absent is an empty text. */
final class Text {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Text() {}

  static String of(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  /**
   * A text that stays in its line: control characters become spaces, one for one, since texts of
   * clouds could otherwise write all over the terminal.
   */
  static String plain(String text) {
    StringBuilder plain = new StringBuilder(text);
    for (int i = 0; i < plain.length(); i++) {
      if (Character.isISOControl(plain.charAt(i))) {
        plain.setCharAt(i, ' ');
      }
    }
    return plain.toString();
  }

  /** A moment in UTC, to the second. */
  static String time(@Nullable Instant moment) {
    return moment == null ? "" : TIME.format(moment);
  }

  /** An amount with its currency, such as {@code 0.1720 USD/h}. */
  static String price(@Nullable Price price) {
    return price == null ? "" : price.amount().toPlainString() + " " + price.currency() + "/h";
  }

  /** A price with the day on which it was valid and where it comes from. */
  static String datedPrice(@Nullable Price price) {
    return price == null
        ? ""
        : price(price) + " as of " + price.asOf() + " (" + price.source() + ")";
  }

  /** A share as a percentage, with one decimal where it is not whole. */
  static String percent(@Nullable Double share) {
    return share == null
        ? ""
        : BigDecimal.valueOf(share)
                .movePointRight(2)
                .setScale(1, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString()
            + " %";
  }
}
