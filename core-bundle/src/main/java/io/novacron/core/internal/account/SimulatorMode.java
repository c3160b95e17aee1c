package io.novacron.core.internal.account;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether the simulated accounts that exist by themselves are there. */
public enum SimulatorMode {
  /** Only while no account is configured. */
  AUTO,
  ON,
  OFF,
  /** None of them, but an account of the provider aws, at a simulator in a process of its own. */
  WIRE;

  /**
   * Reads the setting.
   *
   * @param value {@code auto}, {@code on}, {@code off} or {@code wire}; absent for auto
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
      case "wire" -> WIRE;
      default ->
          throw new IllegalArgumentException(
              "novacron.simulator must be auto, on, off or wire but is \"" + value + "\"");
    };
  }
}
