package io.novacron.cache.ignite.internal;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them, such as {@code 512m}. */
final class ByteSize {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,12})([kmg]?)");

  private ByteSize() {}

  /**
   * Reads a number of bytes with an optional suffix k, m or g for powers of 1024.
   *
   * @throws IllegalArgumentException when the text has another form
   */
  static long parse(String text) {
    Matcher matcher = FORM.matcher(text.trim().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "must be a number of bytes with an optional suffix k, m or g, such as 512m, but is \""
              + text
              + "\"");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "k" -> Math.multiplyExact(number, 1L << 10);
      case "m" -> Math.multiplyExact(number, 1L << 20);
      case "g" -> Math.multiplyExact(number, 1L << 30);
      default -> number;
    };
  }

  /** Writes a number of bytes in whole mebibytes. */
  static String mebibytes(long bytes) {
    return (bytes >> 20) + "m";
  }
}
