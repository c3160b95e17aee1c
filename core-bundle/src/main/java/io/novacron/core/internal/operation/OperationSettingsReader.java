package io.novacron.core.internal.operation;

import io.novacron.api.provider.ConfigurationKey;
import io.novacron.core.internal.traffic.CallSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The settings of operations as they are written in a file. */
public final class OperationSettingsReader {
  private static final String CALL_TIMEOUT = "callTimeoutSeconds";
  private static final String CALLS_IN_FLIGHT = "callsInFlight";
  private static final String CALLS_WAITING = "callsWaiting";
  private static final String HEADROOM = "headroomPercent";
  private static final String CREATE_DEADLINE = "createDeadlineMinutes";
  private static final String POWER_DEADLINE = "powerDeadlineMinutes";
  private static final String DELETE_DEADLINE = "deleteDeadlineMinutes";
  private static final String CLEAN_UP_DEADLINE = "cleanUpDeadlineMinutes";
  private static final String MOST_PLACES = "mostPlaces";
  private static final String REFUSALS_KEPT = "refusalsKeptMinutes";
  private static final String LIVE_OPERATIONS = "liveOperations";
  private static final String LEASE = "leaseSeconds";

  /** What is legal, with the defaults. */
  public static final List<ConfigurationKey> KEYS =
      List.of(
          ConfigurationKey.integer(
              CALL_TIMEOUT, 30, 1, 300, "s", "After it, the outcome of a call counts as unknown."),
          ConfigurationKey.integer(
              CALLS_IN_FLIGHT, 12_000, 1, 100_000, "calls", "Most calls to one account at a time."),
          ConfigurationKey.integer(
              CALLS_WAITING,
              100_000,
              1,
              1_000_000,
              "calls",
              "Most calls that wait in one lane of an account."),
          ConfigurationKey.integer(
              HEADROOM,
              10,
              0,
              90,
              "%",
              "Share of a cloud's limit, once it is learnt, that is left to others."),
          ConfigurationKey.integer(
              CREATE_DEADLINE, 15, 1, 1440, "min", "How long a create is tried again."),
          ConfigurationKey.integer(
              POWER_DEADLINE,
              10,
              1,
              1440,
              "min",
              "How long a start, stop, restart, pause, resume or resize is tried again."),
          ConfigurationKey.integer(
              DELETE_DEADLINE, 30, 1, 1440, "min", "How long a delete is tried again."),
          ConfigurationKey.integer(
              CLEAN_UP_DEADLINE,
              30,
              1,
              1440,
              "min",
              "How long what a cancelled create has made is tried to be deleted again."),
          ConfigurationKey.integer(
              MOST_PLACES,
              5,
              1,
              50,
              "places",
              "Most places at which a create is tried when clouds have no capacity."),
          ConfigurationKey.integer(
              REFUSALS_KEPT,
              10,
              0,
              1440,
              "min",
              "How long a place that had no capacity is kept out of decisions."),
          ConfigurationKey.integer(
              LIVE_OPERATIONS,
              100_000,
              1,
              1_000_000,
              "operations",
              "Most operations that are not done; beyond it creates are refused."),
          ConfigurationKey.integer(
              LEASE, 60, 15, 600, "s", "How long a node may work on a shard without renewing."));

  private OperationSettingsReader() {}

  /**
   * Reads settings.
   *
   * @param values legal values, complete with defaults
   */
  public static OperationSettings read(Map<String, String> values) {
    return new OperationSettings(
        Duration.ofSeconds(number(values, CALL_TIMEOUT)),
        new CallSettings(
            (int) number(values, CALLS_IN_FLIGHT),
            (int) number(values, CALLS_WAITING),
            (int) number(values, HEADROOM)),
        Duration.ofMinutes(number(values, CREATE_DEADLINE)),
        Duration.ofMinutes(number(values, POWER_DEADLINE)),
        Duration.ofMinutes(number(values, DELETE_DEADLINE)),
        Duration.ofMinutes(number(values, CLEAN_UP_DEADLINE)),
        (int) number(values, MOST_PLACES),
        Duration.ofMinutes(number(values, REFUSALS_KEPT)),
        (int) number(values, LIVE_OPERATIONS),
        Duration.ofSeconds(number(values, LEASE)));
  }

  private static long number(Map<String, String> values, String key) {
    return Long.parseLong(Objects.requireNonNull(values.get(key), key));
  }
}
