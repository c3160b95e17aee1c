package io.novacron.cache.ignite.internal;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
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

  private final PrintStream console;
  private final IntConsumer exit;
  private final AtomicBoolean begun = new AtomicBoolean();

  /**
   * Makes one that has not begun.
   *
   * @param console where the line goes beside the log, which may be on the very disk that is full
   * @param exit ends the process with a status; must return at once
   */
  ProcessEnd(PrintStream console, IntConsumer exit) {
    this.console = console;
    this.exit = exit;
  }

  /** The end of this process, whether or not what runs in it lets itself be stopped. */
  static ProcessEnd ofThisProcess() {
    return new ProcessEnd(
        System.err,
        status -> {
          // Threads of their own, since the one that calls may hold what a shutdown needs.
          daemon("novacron-exit", () -> System.exit(status));
          daemon("novacron-halt", () -> haltLater(status));
        });
  }

  /**
   * Says why in one line, then ends the process. Only the first call has an effect.
   *
   * @param line what happened, where, and what to do next
   */
  void because(String line) {
    if (!begun.compareAndSet(false, true)) {
      return;
    }
    LOG.error("event=state-store-failed reason=\"{}\" exit={}", line, STATUS);
    console.println("NovaCron stops: " + line);
    exit.accept(STATUS);
  }

  boolean hasBegun() {
    return begun.get();
  }

  private static void haltLater(int status) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_STOP);
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
    Runtime.getRuntime().halt(status);
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
