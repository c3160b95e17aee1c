package io.novacron.core.internal.retention;

import io.novacron.api.provider.ConfigurationKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The settings of retention as they are written in a file. */
public final class RetentionSettingsReader {
  private static final String OPERATIONS = "operationsDays";
  private static final String DECISIONS = "decisionsDays";
  private static final String EVENTS = "eventsHours";
  private static final String KEYS_KEPT = "idempotencyKeysHours";
  private static final String AUDIT = "auditDays";
  private static final String INTERVAL = "compactionIntervalHours";
  private static final String PACE = "recordsPerSecond";

  /** What is legal, with the defaults. */
  public static final List<ConfigurationKey> KEYS =
      List.of(
          ConfigurationKey.integer(
              OPERATIONS, 30, 1, 3650, "d", "How long operations are kept after their end."),
          ConfigurationKey.integer(
              DECISIONS,
              30,
              1,
              3650,
              "d",
              "How long decisions are kept that no machine refers to."),
          ConfigurationKey.integer(EVENTS, 168, 1, 87_600, "h", "How long events are kept."),
          ConfigurationKey.integer(
              KEYS_KEPT, 24, 24, 8760, "h", "How long idempotency keys are kept."),
          ConfigurationKey.integer(AUDIT, 365, 1, 36_500, "d", "How long audit records are kept."),
          ConfigurationKey.integer(
              INTERVAL, 24, 1, 720, "h", "How long after one compaction the next begins."),
          ConfigurationKey.integer(
              PACE, 500, 10, 100_000, "records/s", "Most records looked at in a second."));

  private RetentionSettingsReader() {}

  /**
   * Reads settings.
   *
   * @param values legal values, complete with defaults
   */
  public static RetentionSettings read(Map<String, String> values) {
    return new RetentionSettings(
        Duration.ofDays(number(values, OPERATIONS)),
        Duration.ofDays(number(values, DECISIONS)),
        Duration.ofHours(number(values, EVENTS)),
        Duration.ofHours(number(values, KEYS_KEPT)),
        Duration.ofDays(number(values, AUDIT)),
        Duration.ofHours(number(values, INTERVAL)),
        (int) number(values, PACE));
  }

  private static long number(Map<String, String> values, String key) {
    return Long.parseLong(Objects.requireNonNull(values.get(key), key));
  }
}
