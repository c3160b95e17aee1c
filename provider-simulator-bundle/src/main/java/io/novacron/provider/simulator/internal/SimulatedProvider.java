package io.novacron.provider.simulator.internal;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.packing.PoolOccupancy;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Capability;
import io.novacron.api.provider.Compute;
import io.novacron.api.provider.Metrics;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.api.provider.Quotas;
import io.novacron.api.provider.Snapshots;
import io.novacron.provider.simulator.internal.Ruling.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One simulated account. */
final class SimulatedProvider implements Provider, FaultTarget {
  private final String account;
  private final CloudStyle style;
  private final Admission admission;
  private final CloudErrors errors;
  private final Faults faults;
  private final Timers timers;
  private final CallGate gate;
  private final CallRunner runner;
  private final AccountDirectory directory;
  private final SimulatedCloud cloud;
  private final SimulatedCompute compute;
  private final SimulatedSnapshots snapshots;
  private final SimulatedMetrics metrics;
  private final SimulatedQuotas quotas;
  private final AtomicBoolean closed = new AtomicBoolean();

  private SimulatedProvider(
      AccountConfiguration configuration,
      SimulatorSettings settings,
      ProviderEnvironment environment,
      Faults faults,
      AccountDirectory directory,
      Fleet fleet,
      LogFile file) {
    this.account = configuration.name();
    HostBook hosts = fleet.hosts();
    this.style = CloudStyle.of(settings.cloud(), hosts == null ? null : hosts.empty().pool());
    this.admission = new Admission(account, style, settings, environment.catalog());
    this.errors = new CloudErrors(style);
    this.faults = faults;
    this.timers = new Timers(environment.scheduler());
    this.gate = new CallGate(account);
    this.runner =
        new CallRunner(account, errors, faults, settings, environment.clock(), timers, gate);
    this.directory = directory;
    this.cloud =
        new SimulatedCloud(
            account,
            style,
            settings,
            admission,
            environment.clock(),
            timers,
            faults::inForce,
            fleet,
            file);
    InstanceView instances = new InstanceView(style, environment.clock());
    this.compute =
        new SimulatedCompute(cloud, runner, admission, errors, instances, environment.clock());
    this.snapshots =
        new SimulatedSnapshots(
            account, cloud, runner, settings, errors, instances, environment.clock());
    this.metrics =
        new SimulatedMetrics(cloud, runner, errors, settings.seed(), environment.clock());
    this.quotas = new SimulatedQuotas(account, cloud, runner, admission, settings.quotaVcpus());
  }

  /**
   * Opens an account with what its log says.
   *
   * @throws io.novacron.api.error.ProblemException with INVALID for wrong settings, UNAVAILABLE
   *     when its files cannot be used
   */
  static SimulatedProvider open(
      AccountConfiguration configuration, ProviderEnvironment environment, Faults faults) {
    SimulatorSettings settings = SimulatorSettings.of(configuration);
    PoolOccupancy pool = pool(settings, environment);
    AccountDirectory directory = AccountDirectory.hold(environment.dataDirectory());
    try {
      Fleet fleet = new Fleet(pool);
      LogFile file =
          LogFile.open(
              directory,
              configuration.name(),
              settings.cloud(),
              environment.clock().instant(),
              fleet::apply);
      SimulatedProvider provider =
          new SimulatedProvider(
              configuration, settings, environment, faults, directory, fleet, file);
      faults.add(provider);
      return provider;
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

  @Override
  public String cloud() {
    return style.cloud();
  }

  @Override
  public CompletionStage<Outcome<List<String>>> regions(CallContext context) {
    return runner.run(
        accountWide(Action.REGIONS),
        context,
        exchange -> Effect.of(new Outcome.Done<>(admission.regions())));
  }

  @Override
  public CompletionStage<Outcome<Void>> checkHealth(CallContext context) {
    CallSubject subject = accountWide(Action.HEALTH);
    return runner.run(
        subject,
        context,
        exchange -> {
          String failure = cloud.failure();
          return Effect.of(
              failure == null
                  ? new Outcome.Done<>(null)
                  : new Outcome.Failed<>(
                      errors.of(
                          Refused.of(Refusal.UNAVAILABLE, failure, subject.scope()),
                          exchange.requestId())));
        });
  }

  @Override
  public Compute compute() {
    return compute;
  }

  @Override
  public Optional<Snapshots> snapshots() {
    return Optional.of(snapshots);
  }

  @Override
  public Optional<Metrics> metrics() {
    return Optional.of(metrics);
  }

  @Override
  public Optional<Quotas> quotas() {
    return Optional.of(quotas);
  }

  @Override
  public List<PoolOccupancy> pools() {
    return cloud.pools();
  }

  @Override
  public Map<Capability, String> absences() {
    return style.absences();
  }

  @Override
  public CompletionStage<Void> quiesce(Duration limit) {
    return gate.shut(limit, timers);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      faults.remove(this);
      gate.endAll();
      timers.close();
      cloud.close();
      directory.close();
    }
  }

  @Override
  public String account() {
    return account;
  }

  @Override
  public List<String> regions() {
    return admission.regions();
  }

  @Override
  public void cleared(String faultId) {
    cloud.cleared(faultId);
  }

  private CallSubject accountWide(Action action) {
    return new CallSubject(action, null, "account " + account, "");
  }
}
