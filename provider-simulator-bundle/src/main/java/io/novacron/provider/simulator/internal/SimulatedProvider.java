package io.novacron.provider.simulator.internal;

import io.novacron.api.packing.PoolOccupancy;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Capability;
import io.novacron.api.provider.Compute;
import io.novacron.api.provider.Metrics;
import io.novacron.api.provider.Networks;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.api.provider.Quotas;
import io.novacron.api.provider.Snapshots;
import io.novacron.provider.simulator.internal.Ruling.Refused;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** One simulated account. */
final class SimulatedProvider implements Provider, FaultTarget {
  private final SimulatedAccount opened;
  private final String account;
  private final CloudErrors errors;
  private final Faults faults;
  private final CallGate gate;
  private final CallRunner runner;
  private final SimulatedCompute compute;
  private final SimulatedSnapshots snapshots;
  private final SimulatedNetworks networks;
  private final SimulatedMetrics metrics;
  private final SimulatedQuotas quotas;
  private final OutOfBand outOfBand;
  private final AtomicBoolean closed = new AtomicBoolean();

  private SimulatedProvider(SimulatedAccount opened, Faults faults) {
    SimulatorSettings settings = opened.settings();
    Admission admission = opened.admission();
    SimulatedCloud cloud = opened.cloud();
    Clock clock = opened.clock();
    this.opened = opened;
    this.account = opened.name();
    this.errors = new CloudErrors(opened.style());
    this.faults = faults;
    this.gate = new CallGate(account);
    this.runner = new CallRunner(account, errors, faults, settings, clock, opened.timers(), gate);
    InstanceView instances = new InstanceView(opened.style(), clock);
    this.compute = new SimulatedCompute(cloud, runner, admission, errors, instances, clock);
    this.snapshots =
        new SimulatedSnapshots(account, cloud, runner, settings, errors, instances, clock);
    this.networks =
        new SimulatedNetworks(account, opened.style(), runner, admission, errors, clock);
    this.metrics = new SimulatedMetrics(cloud, runner, errors, settings.seed(), clock);
    this.outOfBand = new OutOfBand(cloud, clock);
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
    SimulatedAccount opened = SimulatedAccount.open(configuration, environment, faults::inForce);
    SimulatedProvider provider = new SimulatedProvider(opened, faults);
    faults.add(provider);
    return provider;
  }

  @Override
  public String cloud() {
    return opened.style().cloud();
  }

  @Override
  public CompletionStage<Outcome<List<String>>> regions(CallContext context) {
    return runner.run(
        accountWide(Action.REGIONS),
        context,
        exchange -> Effect.of(new Outcome.Done<>(opened.admission().regions())));
  }

  @Override
  public CompletionStage<Outcome<Void>> checkHealth(CallContext context) {
    CallSubject subject = accountWide(Action.HEALTH);
    return runner.run(
        subject,
        context,
        exchange -> {
          String failure = opened.cloud().failure();
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
  public Ruling outOfBand(String change, String reference) {
    return outOfBand.apply(change, reference);
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
  public Optional<Networks> networks() {
    return Optional.of(networks);
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
    return opened.cloud().pools();
  }

  @Override
  public Map<Capability, String> absences() {
    return opened.style().absences();
  }

  @Override
  public CompletionStage<Void> quiesce(Duration limit) {
    return gate.shut(limit, opened.timers());
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      faults.remove(this);
      gate.endAll();
      opened.close();
    }
  }

  @Override
  public String account() {
    return account;
  }

  @Override
  public List<String> regions() {
    return opened.admission().regions();
  }

  @Override
  public void cleared(String faultId) {
    opened.cloud().cleared(faultId);
  }

  private CallSubject accountWide(Action action) {
    return new CallSubject(action, null, "account " + account, "");
  }
}
