package io.novacron.provider.simulator.internal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** One line of the log as fields in order, and its text with a checksum. Not thread-safe. */
final class TransitionLine {
  private static final String CHECKSUM = "crc=";
  private static final int CHECKSUM_LENGTH = CHECKSUM.length() + 8;

  private final Map<String, String> fields;

  private TransitionLine(Map<String, String> fields) {
    this.fields = fields;
  }

  /** Starts a line. */
  static TransitionLine begin(long sequence, Instant at, String event) {
    return new TransitionLine(new LinkedHashMap<>())
        .with("seq", Long.toString(sequence))
        .with("at", at.toString())
        .with("event", event);
  }

  TransitionLine with(String key, String value) {
    fields.put(key, value);
    return this;
  }

  Map<String, String> fields() {
    return fields;
  }

  /**
   * The value of a field.
   *
   * @throws IllegalArgumentException when there is none
   */
  String get(String key) {
    String value = fields.get(key);
    if (value == null) {
      throw new IllegalArgumentException("it has no field " + key);
    }
    return value;
  }

  /** A number of 0 or more in a field. */
  long number(String key) {
    return Long.parseLong(get(key));
  }

  long sequence() {
    return number("seq");
  }

  Instant at() {
    return Instant.parse(get("at"));
  }

  /** The bytes of the line, its line feed included. */
  byte[] encode() {
    StringBuilder text = new StringBuilder(256);
    fields.forEach(
        (key, value) -> {
          escape(key, true, text);
          text.append('=');
          escape(value, false, text);
          text.append('\t');
        });
    String checked = text.toString();
    byte[] bytes = checked.getBytes(StandardCharsets.UTF_8);
    String checksum = CHECKSUM + HexFormat.of().toHexDigits(crc(bytes, bytes.length), 8) + "\n";
    return (checked + checksum).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a line.
   *
   * @param bytes the line without its line feed
   * @return absent when it is not whole
   */
  static @Nullable TransitionLine decode(byte[] bytes) {
    int checked = bytes.length - CHECKSUM_LENGTH;
    if (checked <= 0) {
      return null;
    }
    String checksum = new String(bytes, checked, CHECKSUM_LENGTH, StandardCharsets.ISO_8859_1);
    if (!checksum.equals(CHECKSUM + HexFormat.of().toHexDigits(crc(bytes, checked), 8))) {
      return null;
    }
    Map<String, String> fields = new LinkedHashMap<>();
    String text = new String(bytes, 0, checked, StandardCharsets.UTF_8);
    int start = 0;
    for (int tab = text.indexOf('\t'); tab >= 0; tab = text.indexOf('\t', start)) {
      int equals = text.indexOf('=', start);
      if (equals < 0 || equals > tab) {
        return null;
      }
      fields.put(
          unescape(text.substring(start, equals)), unescape(text.substring(equals + 1, tab)));
      start = tab + 1;
    }
    return new TransitionLine(fields);
  }

  private static long crc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return crc.getValue();
  }

  private static void escape(String text, boolean name, StringBuilder to) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%' || c == '\t' || c == '\n' || c == '\r' || (name && c == '=')) {
        to.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
      } else {
        to.append(c);
      }
    }
  }

  private static String unescape(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        plain.append((char) HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
