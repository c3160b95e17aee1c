package io.novacron.launcher;

import java.util.Locale;

/** A size in bytes, written as a whole number and a unit: {@code m} for MiB, {@code g} for GiB. */
final class ByteSize {
  /** At most five digits, so that no sum overflows. */
  static final String PATTERN = "[1-9][0-9]{0,2}[mMgG]|[1-9][0-9]{3,4}[mM]";

  static final long MEBIBYTE = 1L << 20;
  private static final long GIBIBYTE = 1L << 30;

  private ByteSize() {}

  /**
   * The bytes of a text that matches {@link #PATTERN}.
   *
   * @throws IllegalArgumentException if it does not
   */
  static long parse(String text) {
    if (!text.matches(PATTERN)) {
      throw new IllegalArgumentException("not a size: " + text);
    }
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    String unit = text.substring(text.length() - 1).toLowerCase(Locale.ROOT);
    return number * (unit.equals("g") ? GIBIBYTE : MEBIBYTE);
  }

  static String inMebibytes(long bytes) {
    return bytes / MEBIBYTE + " MiB";
  }
}
