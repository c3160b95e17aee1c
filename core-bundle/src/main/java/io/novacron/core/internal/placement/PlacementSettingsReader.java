package io.novacron.core.internal.placement;

import io.novacron.api.provider.ConfigurationKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The settings of placement as they are written in a file. */
public final class PlacementSettingsReader {
  private static final String SPOT = "spotPriceAgeDays";
  private static final String ON_DEMAND = "onDemandPriceAgeDays";
  private static final String POLICY = "policy";
  private static final int MOST_DAYS = 36_500;

  /** What is legal, with the defaults. */
  public static final List<ConfigurationKey> KEYS =
      List.of(
          ConfigurationKey.integer(
              SPOT,
              PriceAgeLimits.DEFAULT.spotDays(),
              0,
              MOST_DAYS,
              "days",
              "Older spot prices are not chosen automatically; 0 for no limit."),
          ConfigurationKey.integer(
              ON_DEMAND,
              PriceAgeLimits.DEFAULT.onDemandDays(),
              0,
              MOST_DAYS,
              "days",
              "Older on-demand prices are not chosen automatically; 0 for no limit."),
          ConfigurationKey.word(
              POLICY,
              PlacementSettings.DEFAULT.policy(),
              "Name of the policy of requests that name none."));

  private PlacementSettingsReader() {}

  /**
   * Reads settings.
   *
   * @param values legal values, complete with defaults
   */
  public static PlacementSettings read(Map<String, String> values) {
    return new PlacementSettings(
        new PriceAgeLimits(number(values, ON_DEMAND), number(values, SPOT)),
        Objects.requireNonNull(values.get(POLICY), POLICY));
  }

  private static int number(Map<String, String> values, String key) {
    return Integer.parseInt(Objects.requireNonNull(values.get(key), key));
  }
}
