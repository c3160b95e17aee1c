package io.novacron.core.internal.time;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A timer on a scheduled executor, which does no work itself: tasks run on another executor. */
public final class ExecutorTimer implements Timer {
  private final ScheduledExecutorService scheduler;
  private final Executor executor;

  /**
   * Makes a timer.
   *
   * @param scheduler keeps the time
   * @param executor runs the tasks
   */
  public ExecutorTimer(ScheduledExecutorService scheduler, Executor executor) {
    this.scheduler = scheduler;
    this.executor = executor;
  }

  @Override
  public Cancellation after(Duration delay, Runnable task) {
    try {
      Future<?> future =
          scheduler.schedule(() -> run(task), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
      return () -> future.cancel(false);
    } catch (RejectedExecutionException e) {
      // Only while everything is being shut down: what was to be done later is done by the next
      // run.
      return () -> {};
    }
  }

  private void run(Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException ignored) {
      // As above.
    }
  }
}
