package io.novacron.core.internal.machine;

import io.novacron.api.store.Ownership;
import io.novacron.api.store.StateStore;
import io.novacron.core.internal.access.Dependency;
import io.novacron.core.internal.event.EventPages;
import io.novacron.core.internal.event.EventPublisher;
import io.novacron.core.internal.event.EventWriter;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import io.novacron.core.internal.operation.ChangeListener;
import io.novacron.core.internal.operation.ChangeLog;
import io.novacron.core.internal.operation.ControlPlaneIdentity;
import io.novacron.core.internal.operation.Engine;
import io.novacron.core.internal.operation.JournalSweep;
import io.novacron.core.internal.operation.NextPlace;
import io.novacron.core.internal.operation.OperationCounts;
import io.novacron.core.internal.operation.OperationRunner;
import io.novacron.core.internal.operation.OperationSettings;
import io.novacron.core.internal.operation.OperationTraces;
import io.novacron.core.internal.operation.ProviderDirectory;
import io.novacron.core.internal.ownership.ShardClaims;
import io.novacron.core.internal.secret.SecretBox;
import io.novacron.core.internal.space.DiskWatermark;
import io.novacron.core.internal.time.Timer;
import io.novacron.core.internal.traffic.Traffic;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of the engine, from the coming of a state store to its going. */
public final class EngineRun {
  private static final Logger LOG = LoggerFactory.getLogger(EngineRun.class);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(2);
  private static final Duration GRACE = Duration.ofSeconds(4);
  private static final Duration RELEASE = Duration.ofSeconds(2);

  private final StateStore store;
  private final IdentifierGenerator identifiers;
  private final ProviderDirectory providers;
  private final Timer timer;
  private final Dependency<ControlPlane> current;
  private final DiskWatermark disk;
  private final List<OperationRunner> runners;
  private final ShardClaims claims;
  private final EventWriter eventWriter;
  private final ChangeLog changes;
  private final Engine engine;
  private final JournalSweep sweep;
  private volatile boolean closed;
  private volatile @Nullable ControlPlane offered;

  /**
   * Makes a run that has not begun.
   *
   * @param store the state store
   * @param ownership who works on what
   * @param providers which provider serves which account
   * @param events hears of what happened
   * @param listener hears of every change of a machine
   * @param counts counts operations
   * @param traces traces operations
   * @param settings limits
   * @param secrets decrypts what a call needs
   * @param traffic says when calls may be made
   * @param nextPlace finds other places for what a cloud has refused
   * @param identifiers makes the id of a new installation
   * @param node name of this node
   * @param clock the time
   * @param timer for pauses
   * @param executor for everything else
   * @param disk says whether there is room for more
   * @param runners go on with operations that are not about one machine
   * @param current where the running control plane is offered
   */
  public EngineRun(
      StateStore store,
      Ownership ownership,
      ProviderDirectory providers,
      EventPublisher events,
      ChangeListener listener,
      OperationCounts counts,
      OperationTraces traces,
      Supplier<OperationSettings> settings,
      SecretBox secrets,
      Traffic traffic,
      NextPlace nextPlace,
      IdentifierGenerator identifiers,
      String node,
      Clock clock,
      Timer timer,
      Executor executor,
      DiskWatermark disk,
      List<OperationRunner> runners,
      Dependency<ControlPlane> current) {
    this.store = store;
    this.identifiers = identifiers;
    this.providers = providers;
    this.timer = timer;
    this.runners = List.copyOf(runners);
    this.current = current;
    this.disk = disk;
    claims = new ShardClaims(ownership, node, () -> settings.get().lease(), timer, this::sweep);
    eventWriter = new EventWriter(store, events, timer);
    changes = new ChangeLog(eventWriter, node, listener);
    engine =
        new Engine(
            store, claims, providers, changes, counts, traces, settings, secrets, traffic,
            nextPlace, node, clock, timer, executor);
    sweep = new JournalSweep(store, claims, engine, runners, timer, executor);
  }

  /** Begins; returns at once. */
  public void start() {
    ControlPlaneIdentity.load(store, () -> identifiers.next("cp"))
        .whenComplete(
            (id, failure) -> {
              if (closed) {
                return;
              }
              if (id == null) {
                LOG.warn("control plane id not read error=\"{}\"", String.valueOf(failure));
                timer.after(TRY_AGAIN, this::start);
                return;
              }
              LOG.info("control plane started id={}", id);
              ControlPlane started =
                  new ControlPlane(
                      id,
                      store,
                      claims,
                      changes,
                      new EventPages(store, claims, eventWriter),
                      engine,
                      providers,
                      sweep,
                      disk);
              offered = started;
              engine.start();
              claims.start();
              current.set(started);
            });
  }

  /** Begins nothing more, lets calls under way end for some seconds, and gives the claims back. */
  public void close() {
    closed = true;
    ControlPlane started = offered;
    if (started != null) {
      current.clear(started);
    }
    sweep.close();
    runners.forEach(OperationRunner::stop);
    engine.close(GRACE);
    eventWriter.close();
    try {
      claims.close().toCompletableFuture().get(RELEASE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.warn(
          "claims not given back error=\"{}\" effect=\"they end with their lease\"", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sweep() {
    sweep.sweep();
  }
}
