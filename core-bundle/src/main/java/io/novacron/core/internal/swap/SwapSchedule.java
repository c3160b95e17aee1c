package io.novacron.core.internal.swap;

import io.novacron.api.provider.ProviderFactory;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.account.AccountRegistry;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.time.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins a swap by itself where another version ought to serve. A newer one that was dropped beside
 * the one that serves is a new choice, which the node makes that holds the shard of the type, as an
 * operation. One that was chosen already, and came back or was chosen by another node, is followed
 * here without one. Safe for use by many threads.
 */
public final class SwapSchedule {
  private static final Logger LOG = LoggerFactory.getLogger(SwapSchedule.class);

  /** What comes together, as at a start, is looked at together. */
  private static final Duration SOON = Duration.ofMillis(200);

  private static final Duration LATER = Duration.ofSeconds(2);

  private final AccountRegistry registry;
  private final DefaultProviderService service;
  private final SwapRunner runner;
  private final Supplier<@Nullable ControlPlane> controlPlane;
  private final Timer timer;
  private final Set<String> following = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean planned = new AtomicBoolean();
  private volatile boolean closed;
  private volatile Runnable deaf = () -> {};

  /**
   * Makes a schedule that has not begun.
   *
   * @param registry knows the versions
   * @param service begins swaps
   * @param runner runs them
   * @param controlPlane what works while the state store is there; null otherwise
   * @param timer for pauses
   */
  public SwapSchedule(
      AccountRegistry registry,
      DefaultProviderService service,
      SwapRunner runner,
      Supplier<@Nullable ControlPlane> controlPlane,
      Timer timer) {
    this.registry = registry;
    this.service = service;
    this.runner = runner;
    this.controlPlane = controlPlane;
    this.timer = timer;
  }

  /** Begins; returns at once. */
  public void start() {
    deaf = registry.onVersions(() -> look(SOON));
    runner.onEnded(() -> look(SOON));
    look(SOON);
  }

  /** Begins no more swaps. */
  public void close() {
    closed = true;
    deaf.run();
  }

  private void look(Duration delay) {
    if (!closed && planned.compareAndSet(false, true)) {
      timer.after(
          delay,
          () -> {
            planned.set(false);
            registry.versions().types().forEach(this::look);
          });
    }
  }

  private void look(String type) {
    Optional<ProviderFactory> due = registry.versions().due(type);
    if (closed || due.isEmpty() || runner.running(type).isPresent() || following.contains(type)) {
      return;
    }
    if (registry.settling(type)) {
      look(LATER);
    } else if (recorded(type, due.get())) {
      follow(type, due.get());
    } else if (held(type)) {
      begin(type, due.get());
    } else {
      // Another node has the shard, so it chooses; its choice is followed once it is read.
      look(LATER);
    }
  }

  private boolean recorded(String type, ProviderFactory due) {
    return registry.versions().revision(type) > 0
        && registry
            .versions()
            .choice(type)
            .filter(choice -> choice.version().equals(due.descriptor().version()))
            .isPresent();
  }

  private boolean held(String type) {
    ControlPlane current = controlPlane.get();
    return current != null
        && current.claims().claim(DefaultProviderService.TENANT, type).isPresent();
  }

  private void begin(String type, ProviderFactory due) {
    service
        .swapByItself(type, due.descriptor().version())
        .whenComplete(
            (operation, failure) -> {
              if (failure != null) {
                LOG.debug(
                    "swap not begun type={} error=\"{}\"",
                    type,
                    Failures.unwrapped(failure).toString());
                look(LATER);
              }
            });
  }

  private void follow(String type, ProviderFactory due) {
    if (!following.add(type)) {
      return;
    }
    String version = due.descriptor().version();
    LOG.info("chosen provider version is followed type={} version={}", type, version);
    registry
        .swap(due)
        .thenCompose(
            swap ->
                swap.switched()
                    .thenCompose(
                        why -> {
                          if (why != null) {
                            LOG.warn(
                                "chosen provider version not followed type={} version={}"
                                    + " error=\"{}\" effect=\"the former one serves on\"",
                                type,
                                version,
                                why);
                          }
                          return swap.ended();
                        }))
        .whenComplete(
            (done, failure) -> {
              following.remove(type);
              look(SOON);
            });
  }
}
