package io.novacron.core.internal.swap;

import io.novacron.api.provider.ProviderFactory;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.account.AccountRegistry;
import io.novacron.core.internal.time.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins a swap by itself where another version ought to serve: when a newer one was dropped beside
 * the one that serves, when the chosen one came back, or when another node chose anew. Safe for use
 * by many threads.
 */
public final class SwapSchedule {
  private static final Logger LOG = LoggerFactory.getLogger(SwapSchedule.class);

  /** What comes together, as at a start, is looked at together. */
  private static final Duration SOON = Duration.ofMillis(200);

  private static final Duration LATER = Duration.ofSeconds(2);

  private final AccountRegistry registry;
  private final DefaultProviderService service;
  private final SwapRunner runner;
  private final Timer timer;
  private final AtomicBoolean planned = new AtomicBoolean();
  private volatile boolean closed;
  private volatile Runnable deaf = () -> {};

  /**
   * Makes a schedule that has not begun.
   *
   * @param registry knows the versions
   * @param service begins swaps
   * @param runner runs them
   * @param timer for pauses
   */
  public SwapSchedule(
      AccountRegistry registry, DefaultProviderService service, SwapRunner runner, Timer timer) {
    this.registry = registry;
    this.service = service;
    this.runner = runner;
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
    if (closed || due.isEmpty() || runner.running(type).isPresent()) {
      return;
    }
    if (registry.settling(type)) {
      look(LATER);
      return;
    }
    service
        .swapByItself(type, due.get().descriptor().version())
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
}
