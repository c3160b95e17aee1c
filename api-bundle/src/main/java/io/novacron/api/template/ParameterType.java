package io.novacron.api.template;

import java.util.Locale;

/** What the value of a parameter must be. */
public enum ParameterType {
  STRING,
  /** A whole number. */
  INTEGER,
  /** A decimal number without exponent. */
  NUMBER,
  /** {@code true} or {@code false}. */
  BOOLEAN;

  /** The word of the interfaces, such as {@code string}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
