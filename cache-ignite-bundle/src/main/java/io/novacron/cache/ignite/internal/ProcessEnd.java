package io.novacron.cache.ignite.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when its state can no longer be kept. Going on would mean to answer with what
 * may not be so; what was acknowledged is on the disk and there at the next start.
 */
final class ProcessEnd {
  /** Exit status: an internal failure, as in sysexits.h. */
  static final int STATUS = 70;

  private static final Logger LOG = LoggerFactory.getLogger(ProcessEnd.class);
  private static final long SECONDS_TO_STOP = 10;

  private final AtomicBoolean begun = new AtomicBoolean();

  /**
   * Says why in one line, then ends the process from other threads, since the one that calls may
   * hold what a shutdown needs. Only the first call has an effect.
   *
   * @param line what happened, where, and what to do next
   */
  void because(String line) {
    if (!begun.compareAndSet(false, true)) {
      return;
    }
    LOG.error("event=state-store-failed reason=\"{}\" exit={}", line, STATUS);
    // The log may be on the very disk that is full.
    System.err.println("NovaCron stops: " + line);
    daemon("novacron-exit", () -> System.exit(STATUS));
    daemon("novacron-halt", ProcessEnd::haltLater);
  }

  boolean hasBegun() {
    return begun.get();
  }

  private static void haltLater() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_STOP);
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
    Runtime.getRuntime().halt(STATUS);
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
