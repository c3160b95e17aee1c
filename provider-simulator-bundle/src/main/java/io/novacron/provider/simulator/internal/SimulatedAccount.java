package io.novacron.provider.simulator.internal;

import io.novacron.api.catalog.CatalogService;
import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.packing.PoolOccupancy;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.ProviderEnvironment;
import java.time.Clock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The engine of one simulated account with the files that it owns, for a face that speaks a cloud's
 * own protocol. Safe for use by many threads.
 */
public final class SimulatedAccount implements AutoCloseable {
  private final String name;
  private final SimulatorSettings settings;
  private final CatalogService catalog;
  private final Clock clock;
  private final Timers timers;
  private final AccountDirectory directory;
  private final Admission admission;
  private final CloudStyle style;
  private final SimulatedCloud cloud;

  private SimulatedAccount(
      AccountConfiguration configuration,
      SimulatorSettings settings,
      ProviderEnvironment environment,
      Predicate<String> faultInForce,
      @Nullable PoolOccupancy pool,
      AccountDirectory directory) {
    this.name = configuration.name();
    this.settings = settings;
    this.catalog = environment.catalog();
    this.clock = environment.clock();
    this.directory = directory;
    this.timers = new Timers(environment.scheduler());
    this.style = CloudStyle.of(settings.cloud(), pool == null ? null : pool.pool());
    this.admission = new Admission(name, style, settings, catalog);
    Fleet fleet = new Fleet(pool);
    LogFile file = LogFile.open(directory, name, settings.cloud(), clock.instant(), fleet::apply);
    this.cloud =
        new SimulatedCloud(
            name, style, settings, admission, clock, timers, faultInForce, fleet, file);
  }

  /**
   * Opens an account with what its log says.
   *
   * @param faultInForce whether a fault that holds machines up is still in force, by its id
   * @throws io.novacron.api.error.ProblemException with INVALID for wrong settings, UNAVAILABLE
   *     when its files cannot be used
   */
  public static SimulatedAccount open(
      AccountConfiguration configuration,
      ProviderEnvironment environment,
      Predicate<String> faultInForce) {
    SimulatorSettings settings = SimulatorSettings.of(configuration);
    PoolOccupancy pool = pool(settings, environment);
    AccountDirectory directory = AccountDirectory.hold(environment.dataDirectory());
    try {
      return new SimulatedAccount(
          configuration, settings, environment, faultInForce, pool, directory);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private static @Nullable PoolOccupancy pool(
      SimulatorSettings settings, ProviderEnvironment environment) {
    if (!settings.cloud().equals(OnPremiseStyle.CLOUD)) {
      return null;
    }
    return environment.pools().empty().stream()
        .filter(pool -> pool.pool().cloud().equals(OnPremiseStyle.CLOUD))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.builder(
                        "no-pool",
                        Category.INVALID,
                        "No pool of hosts is stated for an account of cloud onpremise.")
                    .nextStep(
                        "State one in a file, name it in NOVACRON_POOL, and start NovaCron again.")
                    .error("/settings/cloud", "must have a pool")
                    .toException());
  }

  public String name() {
    return name;
  }

  public SimulatorSettings settings() {
    return settings;
  }

  public CatalogService catalog() {
    return catalog;
  }

  public Clock clock() {
    return clock;
  }

  public Admission admission() {
    return admission;
  }

  public CloudStyle style() {
    return style;
  }

  public SimulatedCloud cloud() {
    return cloud;
  }

  /** Timers that end with the account. */
  public Timers timers() {
    return timers;
  }

  /** Writes what is queued and lets go of the files. Idempotent. */
  @Override
  public void close() {
    timers.close();
    cloud.close();
    directory.close();
  }
}
