package io.novacron.core.internal.account;

import io.novacron.api.packing.PoolOccupancy;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Capability;
import io.novacron.api.provider.Compute;
import io.novacron.api.provider.Metrics;
import io.novacron.api.provider.Networks;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderDescriptor;
import io.novacron.api.provider.Quotas;
import io.novacron.api.provider.Snapshots;
import io.novacron.api.provider.Volumes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provider behind a guard: the only way in which core calls one. Safe for use by many threads.
 */
final class GuardedProvider implements Provider {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedProvider.class);

  private final String account;
  private final Provider provider;
  private final CallGuard guard;
  private final Compute compute;
  private final Optional<Snapshots> snapshots;
  private final Optional<Volumes> volumes;
  private final Optional<Networks> networks;
  private final Optional<Metrics> metrics;
  private final Optional<Quotas> quotas;
  private final Map<Capability, String> absences;
  private final Optional<ProviderDescriptor.Idempotency> accountIdempotency;
  private final AtomicBoolean closed = new AtomicBoolean();

  GuardedProvider(String account, Provider provider, CallGuard guard) {
    this.account = account;
    this.provider = provider;
    this.guard = guard;
    this.compute = new GuardedCompute(provider.compute(), guard);
    this.snapshots = provider.snapshots().map(facet -> new GuardedSnapshots(facet, guard));
    this.volumes = provider.volumes().map(facet -> new GuardedVolumes(facet, guard));
    this.networks = provider.networks().map(facet -> new GuardedNetworks(facet, guard));
    this.metrics =
        provider
            .metrics()
            .map(
                facet ->
                    (context, region, reference, request) ->
                        guard.call(
                            "metrics",
                            context,
                            () -> facet.series(context, region, reference, request)));
    this.quotas =
        provider
            .quotas()
            .map(facet -> context -> guard.call("quotas", context, () -> facet.list(context)));
    this.absences = Map.copyOf(provider.absences());
    this.accountIdempotency = provider.accountIdempotency();
  }

  @Override
  public String cloud() {
    return provider.cloud();
  }

  @Override
  public CompletionStage<Outcome<List<String>>> regions(CallContext context) {
    return guard.call("regions", context, () -> provider.regions(context));
  }

  @Override
  public CompletionStage<Outcome<Void>> checkHealth(CallContext context) {
    return guard.call("health", context, () -> provider.checkHealth(context));
  }

  @Override
  public Compute compute() {
    return compute;
  }

  /** As the provider said when it was made, so that one that has gone is not asked. */
  @Override
  public Map<Capability, String> absences() {
    return absences;
  }

  @Override
  public Optional<ProviderDescriptor.Idempotency> accountIdempotency() {
    return accountIdempotency;
  }

  @Override
  public Optional<Snapshots> snapshots() {
    return snapshots;
  }

  @Override
  public Optional<Volumes> volumes() {
    return volumes;
  }

  @Override
  public Optional<Networks> networks() {
    return networks;
  }

  @Override
  public Optional<Metrics> metrics() {
    return metrics;
  }

  /** None once the provider is closed, so that one that has gone is not asked. */
  @Override
  public List<PoolOccupancy> pools() {
    return closed.get() ? List.of() : provider.pools();
  }

  @Override
  public Optional<Quotas> quotas() {
    return quotas;
  }

  @Override
  public CompletionStage<Void> quiesce(Duration limit) {
    try {
      return provider.quiesce(limit);
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("provider not quiesced account={} error=\"{}\"", account, e.toString());
      return CompletableFuture.completedFuture(null);
    }
  }

  @Override
  public void close() {
    guard.shut("the provider of account " + account + " was closed");
    if (closed.compareAndSet(false, true)) {
      try {
        provider.close();
      } catch (RuntimeException | LinkageError e) {
        LOG.warn("provider not closed cleanly account={} error=\"{}\"", account, e.toString());
      }
    }
  }

  /**
   * Takes the provider out of service: no call reaches it any more and those under way become
   * unknown at once; then it may end what it does, and is closed.
   *
   * @param reason why, as a sentence
   * @param limit how long it may take to end what it does
   * @param executor closes it
   * @return completes when it is closed
   */
  CompletionStage<Void> retire(String reason, Duration limit, Executor executor) {
    guard.shut(reason);
    return end(limit, executor);
  }

  /**
   * Takes the provider out of service once the calls under way have ended; those that have not
   * ended at the limit become unknown.
   *
   * @param reason why, as a sentence
   * @param drain how long calls under way may take
   * @param limit how long it may then take to end what else it does
   * @param executor closes it
   * @return completes when it is closed
   */
  CompletionStage<Void> drain(String reason, Duration drain, Duration limit, Executor executor) {
    return guard.drain(drain).thenCompose(drained -> retire(reason, limit, executor));
  }

  private CompletionStage<Void> end(Duration limit, Executor executor) {
    return quiesce(limit)
        .handleAsync(
            (done, failure) -> {
              close();
              return null;
            },
            executor);
  }
}
