package io.novacron.provider.simulator.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The timers of one account on a scheduler that is shared, so that closing the account leaves none
 * behind. Safe for use by many threads.
 */
public final class Timers implements Executor, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Timers.class);

  private final ScheduledExecutorService scheduler;
  private final Set<Timer> pending = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Timers(ScheduledExecutorService scheduler) {
    this.scheduler = scheduler;
  }

  /** Runs a task later, unless these timers are closed by then. */
  public void after(long delay, TimeUnit unit, Runnable task) {
    Timer timer = new Timer(task);
    pending.add(timer);
    try {
      timer.future = scheduler.schedule(timer, delay, unit);
    } catch (RejectedExecutionException e) {
      pending.remove(timer);
      if (!closed) {
        throw e;
      }
    }
    if (closed) {
      timer.cancel();
    }
  }

  @Override
  public void execute(Runnable task) {
    after(0, TimeUnit.NANOSECONDS, task);
  }

  /** Drops all tasks that have not run. Idempotent. */
  @Override
  public void close() {
    closed = true;
    pending.forEach(Timer::cancel);
  }

  private final class Timer implements Runnable {
    private volatile @Nullable Runnable task;
    private volatile @Nullable ScheduledFuture<?> future;

    Timer(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      Runnable due = task;
      pending.remove(this);
      if (due == null || closed) {
        return;
      }
      try {
        due.run();
      } catch (RuntimeException e) {
        LOG.error("msg=\"a timer failed\"", e);
      }
    }

    void cancel() {
      // The scheduler may keep the future until it is due: it must not lead back to the account.
      task = null;
      pending.remove(this);
      ScheduledFuture<?> scheduled = future;
      if (scheduled != null) {
        scheduled.cancel(false);
      }
    }
  }
}
