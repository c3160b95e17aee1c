package io.novacron.core.internal.inventory;

import io.novacron.api.provider.ConfigurationKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The settings of the inventory as they are written in a file. */
public final class InventorySettingsReader {
  private static final String INTERVAL = "intervalSeconds";
  private static final String EMPTY = "emptyIntervalSeconds";
  private static final String DEADLINE = "listDeadlineSeconds";
  private static final String MISSING = "missingGraceSeconds";
  private static final String FRESHNESS = "freshnessSeconds";
  private static final String QUARANTINE = "quarantineMinutes";

  /** What is legal, with the defaults. */
  public static final List<ConfigurationKey> KEYS =
      List.of(
          ConfigurationKey.integer(
              INTERVAL,
              60,
              0,
              86_400,
              "s",
              "How long after a list of a region the next begins; 0 for no lists."),
          ConfigurationKey.integer(
              EMPTY, 600, 5, 86_400, "s", "The same for a region that has nothing of ours."),
          ConfigurationKey.integer(
              DEADLINE, 300, 5, 3600, "s", "How long one list may take with all its pages."),
          ConfigurationKey.integer(
              MISSING,
              60,
              0,
              86_400,
              "s",
              "How long a machine must be missing from complete lists to count as gone."),
          ConfigurationKey.integer(
              FRESHNESS, 5, 1, 60, "s", "How long a request with maxAge may wait for a cloud."),
          ConfigurationKey.integer(
              QUARANTINE,
              1440,
              1,
              525_600,
              "min",
              "How long an orphan stays in quarantine before it may be deleted."));

  private InventorySettingsReader() {}

  /**
   * Reads settings.
   *
   * @param values legal values, complete with defaults
   */
  public static InventorySettings read(Map<String, String> values) {
    return new InventorySettings(
        Duration.ofSeconds(number(values, INTERVAL)),
        Duration.ofSeconds(number(values, EMPTY)),
        Duration.ofSeconds(number(values, DEADLINE)),
        Duration.ofSeconds(number(values, MISSING)),
        Duration.ofSeconds(number(values, FRESHNESS)),
        Duration.ofMinutes(number(values, QUARANTINE)));
  }

  private static long number(Map<String, String> values, String key) {
    return Long.parseLong(Objects.requireNonNull(values.get(key), key));
  }
}
