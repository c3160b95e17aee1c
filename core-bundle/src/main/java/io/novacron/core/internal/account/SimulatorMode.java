package io.novacron.core.internal.account;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether the simulated accounts that exist by themselves are there. */
public enum SimulatorMode {
  /** Only while no account is configured. */
  AUTO,
  ON,
  OFF;

  /**
   * Reads the setting.
   *
   * @param value {@code auto}, {@code on} or {@code off}; absent for auto
   * @throws IllegalArgumentException when it is none of these
   */
  public static SimulatorMode of(@Nullable String value) {
    if (value == null || value.isBlank()) {
      return AUTO;
    }
    return switch (value.trim().toLowerCase(Locale.ROOT)) {
      case "auto" -> AUTO;
      case "on" -> ON;
      case "off" -> OFF;
      default ->
          throw new IllegalArgumentException(
              "novacron.simulator must be auto, on or off but is \"" + value + "\"");
    };
  }
}
