package io.novacron.provider.simulator.internal;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.ConfigurationKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The settings of a simulated account.
 *
 * @param cloud which cloud it imitates
 * @param latencyMillis median latency of a call
 * @param latencySpreadPercent spread of the latency
 * @param visibilityDelayMillis how long a new machine is missing from reads
 * @param provisioningMillis about how long a machine is pending
 * @param deletedShownSeconds how long a deleted machine is still shown, at the cloud that does so
 * @param quotaVcpus vCPUs that may be in use in one region
 * @param quotaSnapshots snapshots that may be there in one region
 * @param shortagePercent share of the pairs of region and type that are sold out
 * @param capacityPerZone machines of one type that fit in one zone
 * @param tokenSeconds how long the token of a create stands for its machine; 0 for always
 * @param seed what chance follows from
 */
public record SimulatorSettings(
    String cloud,
    long latencyMillis,
    long latencySpreadPercent,
    long visibilityDelayMillis,
    long provisioningMillis,
    long deletedShownSeconds,
    long quotaVcpus,
    long quotaSnapshots,
    long shortagePercent,
    long capacityPerZone,
    long tokenSeconds,
    long seed) {
  /** No account may delay the sight of a new machine for longer. */
  static final Duration VISIBILITY_BOUND = Duration.ofSeconds(10);

  static final List<ConfigurationKey> KEYS =
      List.of(
          ConfigurationKey.requiredWord(
              "cloud",
              Set.of("aws", "azure", "gcp", OnPremiseStyle.CLOUD),
              "The cloud that the account imitates."),
          ConfigurationKey.integer(
              "latencyMillis", 40, 0, 60_000, "ms", "Median time that a call takes."),
          ConfigurationKey.integer(
              "latencySpreadPercent",
              35,
              0,
              200,
              "percent",
              "Spread of that time: standard deviation of its logarithm."),
          ConfigurationKey.integer(
              "visibilityDelayMillis",
              200,
              0,
              VISIBILITY_BOUND.toMillis(),
              "ms",
              "How long a new machine is missing from reads."),
          ConfigurationKey.integer(
              "provisioningMillis",
              1_000,
              0,
              600_000,
              "ms",
              "About how long a new machine is pending; the other changes take half of it."),
          ConfigurationKey.integer(
              "deletedShownSeconds",
              600,
              0,
              86_400,
              "s",
              "How long a deleted machine is still shown; only aws shows them at all."),
          ConfigurationKey.integer(
              "quotaVcpus",
              100_000,
              0,
              1_000_000_000,
              "vCPUs",
              "How many vCPUs may be in use in one region."),
          ConfigurationKey.integer(
              "quotaSnapshots",
              1000,
              0,
              1_000_000,
              "snapshots",
              "How many snapshots may be there in one region."),
          ConfigurationKey.integer(
              "shortagePercent",
              0,
              0,
              100,
              "percent",
              "Share of the pairs of region and type that are sold out."),
          ConfigurationKey.integer(
              "capacityPerZone",
              100_000,
              0,
              1_000_000_000,
              "machines",
              "How many machines of one type fit in one zone; a pool has its hosts instead."),
          ConfigurationKey.integer(
              "tokenSeconds",
              0,
              0,
              31_536_000,
              "s",
              "How long the token of a create stands for its machine, deleted or not; 0 for always."),
          new ConfigurationKey(
              "seed",
              ConfigurationKey.Type.INTEGER,
              false,
              "1",
              0L,
              Long.MAX_VALUE,
              Set.of(),
              null,
              "Latencies, references, addresses and shortages follow from it."));

  private static final Map<String, ConfigurationKey> BY_NAME =
      KEYS.stream().collect(Collectors.toMap(ConfigurationKey::name, Function.identity()));

  /**
   * Reads the settings of an account, with the defaults for those it does not give.
   *
   * @throws io.novacron.api.error.ProblemException with INVALID when a value is not legal
   */
  static SimulatorSettings of(AccountConfiguration account) {
    Map<String, String> values = account.settings();
    return new SimulatorSettings(
        word(values, "cloud"),
        number(values, "latencyMillis"),
        number(values, "latencySpreadPercent"),
        number(values, "visibilityDelayMillis"),
        number(values, "provisioningMillis"),
        number(values, "deletedShownSeconds"),
        number(values, "quotaVcpus"),
        number(values, "quotaSnapshots"),
        number(values, "shortagePercent"),
        number(values, "capacityPerZone"),
        number(values, "tokenSeconds"),
        number(values, "seed"));
  }

  private static String word(Map<String, String> values, String name) {
    Set<String> allowed = key(name).allowed();
    String value = values.getOrDefault(name, "");
    if (!allowed.contains(value)) {
      throw invalid(
          name, "must be one of " + String.join(", ", allowed.stream().sorted().toList()));
    }
    return value;
  }

  private static long number(Map<String, String> values, String name) {
    ConfigurationKey key = key(name);
    String value = values.getOrDefault(name, String.valueOf(key.defaultValue()));
    try {
      long number = Long.parseLong(value);
      if (number >= minimum(key) && number <= maximum(key)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, together with numbers out of range.
    }
    throw invalid(
        name,
        "must be a whole number from " + minimum(key) + " to " + maximum(key) + " but is " + value);
  }

  private static long minimum(ConfigurationKey key) {
    Long minimum = key.minimum();
    return minimum == null ? Long.MIN_VALUE : minimum;
  }

  private static long maximum(ConfigurationKey key) {
    Long maximum = key.maximum();
    return maximum == null ? Long.MAX_VALUE : maximum;
  }

  private static ConfigurationKey key(String name) {
    ConfigurationKey key = BY_NAME.get(name);
    if (key == null) {
      throw new IllegalArgumentException("no such key: " + name);
    }
    return key;
  }

  private static RuntimeException invalid(String name, String message) {
    return Problem.builder("invalid-account", Category.INVALID, name + " " + message + ".")
        .error("/settings/" + name, message)
        .toException();
  }
}
