package io.novacron.cache.ignite.internal;

import io.novacron.api.health.ReadinessCheck;
import io.novacron.api.store.Ownership;
import io.novacron.api.store.StateStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the store in the background and offers it to others for as long as it can serve. A store
 * that cannot be opened, or breaks, ends the process.
 */
@Component(immediate = true, service = ReadinessCheck.class)
public final class StoreComponent implements ReadinessCheck {
  private static final Logger LOG = LoggerFactory.getLogger(StoreComponent.class);
  private static final Duration LONGEST_OPENING = Duration.ofSeconds(25);

  private final BundleContext context;
  private final ProcessEnd end;
  private final Thread opener;
  private final List<ServiceRegistration<?>> services = new ArrayList<>();
  private @Nullable StateEngine engine;
  private boolean closed;

  /** Begins to open the store; returns at once. */
  @Activate
  public StoreComponent(BundleContext context) {
    this(context, ProcessEnd.ofThisProcess());
  }

  StoreComponent(BundleContext context, ProcessEnd end) {
    this.context = context;
    this.end = end;
    this.opener = new Thread(this::open, "novacron-store-open");
    opener.start();
  }

  /** Takes the services away, does what waits and stops Ignite. */
  @Deactivate
  void close() throws InterruptedException {
    withdraw();
    synchronized (this) {
      closed = true;
    }
    opener.join(LONGEST_OPENING.toMillis());
    StateEngine open = engine();
    if (open != null) {
      closeEngine(open);
    }
  }

  @Override
  public String name() {
    return "state-store";
  }

  @Override
  public Optional<String> problem() {
    if (end.hasBegun()) {
      return Optional.of("the state store failed; the log says why");
    }
    return engine() == null ? Optional.of("the state store is opening") : Optional.empty();
  }

  private void open() {
    StoreSettings settings;
    try {
      settings = StoreSettings.read(context::getProperty);
    } catch (IllegalArgumentException e) {
      end.because(String.valueOf(e.getMessage()));
      return;
    }
    FailureAdvice advice = new FailureAdvice(settings);
    try {
      long start = System.nanoTime();
      StateEngine opened =
          StateEngine.open(
              settings,
              Durability.GROUP_FLUSH,
              Set.of(),
              Clock.systemUTC(),
              failure -> fail(advice.describe(failure), failure));
      long milliseconds = Duration.ofNanos(System.nanoTime() - start).toMillis();
      LOG.info(
          "event=state-store-open directory={} node={} records={} offheap={} state={} checkpoint={} took={}ms",
          settings.directory(),
          settings.node(),
          opened.recordsAtOpen(),
          ByteSize.mebibytes(settings.offHeapBytes()),
          ByteSize.mebibytes(settings.stateBytes()),
          ByteSize.mebibytes(settings.checkpointBytes()),
          milliseconds);
      if (!offer(opened)) {
        closeEngine(opened);
      }
    } catch (RuntimeException | Error e) {
      fail(advice.describe(e), e);
    }
  }

  /** Offers an open store; false when it came too late. */
  private synchronized boolean offer(StateEngine opened) {
    if (closed || end.hasBegun()) {
      return false;
    }
    engine = opened;
    services.add(context.registerService(StateStore.class, opened.store(), null));
    services.add(context.registerService(Ownership.class, opened.ownership(), null));
    return true;
  }

  private void closeEngine(StateEngine open) {
    // After a failure there is nothing left to save, and Ignite may wait for ever.
    if (!end.hasBegun()) {
      open.close();
      LOG.info("event=state-store-closed");
    }
  }

  private void fail(String line, Throwable failure) {
    LOG.debug("event=state-store-failure", failure);
    end.because(line);
    withdraw();
  }

  private void withdraw() {
    List<ServiceRegistration<?>> registered;
    synchronized (this) {
      registered = List.copyOf(services);
      services.clear();
    }
    for (ServiceRegistration<?> service : registered) {
      try {
        service.unregister();
      } catch (IllegalStateException e) {
        // The framework was first: it is stopping too.
        LOG.debug("event=service-gone-already", e);
      }
    }
  }

  private synchronized @Nullable StateEngine engine() {
    return engine;
  }
}
