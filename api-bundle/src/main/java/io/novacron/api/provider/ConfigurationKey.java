package io.novacron.api.provider;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One setting of an account. Core validates an account's settings against these before the provider
 * sees them.
 *
 * @param name name of the key, such as {@code latencyMillis}
 * @param type what a value is
 * @param required whether an account must give it
 * @param defaultValue value when it is not given; absent for a required key
 * @param minimum smallest legal number, for INTEGER
 * @param maximum largest legal number, for INTEGER
 * @param allowed the legal words, for WORD; empty when any is legal
 * @param unit unit of a number, such as {@code ms}
 * @param description what it is for, as a sentence
 */
public record ConfigurationKey(
    String name,
    Type type,
    boolean required,
    @Nullable String defaultValue,
    @Nullable Long minimum,
    @Nullable Long maximum,
    Set<String> allowed,
    @Nullable String unit,
    String description) {
  public ConfigurationKey {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    allowed = Set.copyOf(allowed);
    Objects.requireNonNull(description, "description");
  }

  /** A whole number within limits. */
  public static ConfigurationKey integer(
      String name, long defaultValue, long minimum, long maximum, String unit, String description) {
    return new ConfigurationKey(
        name,
        Type.INTEGER,
        false,
        Long.toString(defaultValue),
        minimum,
        maximum,
        Set.of(),
        unit,
        description);
  }

  /** A word out of a set that must be given. */
  public static ConfigurationKey requiredWord(
      String name, Set<String> allowed, String description) {
    return new ConfigurationKey(
        name, Type.WORD, true, null, null, null, allowed, null, description);
  }

  /** A key for a word that may be left out; any word is legal. */
  public static ConfigurationKey word(String name, String defaultValue, String description) {
    return new ConfigurationKey(
        name, Type.WORD, false, defaultValue, null, null, Set.of(), null, description);
  }

  /** What a value is. */
  public enum Type {
    /** A whole number. */
    INTEGER,
    /** A word, out of a set when one is given. */
    WORD
  }
}
