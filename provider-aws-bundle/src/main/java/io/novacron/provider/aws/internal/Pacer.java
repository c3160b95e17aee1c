package io.novacron.provider.aws.internal;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Waits between two questions without holding a thread. Safe for use by many threads. */
final class Pacer {
  private final ScheduledExecutorService timer;
  private final Executor workers;
  private final Duration pause;

  /**
   * Makes a pacer.
   *
   * @param timer tells when it is time
   * @param workers what goes on then
   * @param pause how long to wait
   */
  Pacer(ScheduledExecutorService timer, Executor workers, Duration pause) {
    this.timer = timer;
    this.workers = workers;
    this.pause = pause;
  }

  /**
   * Completes after the pause, on a worker; fails when the call has ended or the account closes.
   */
  CompletableFuture<Void> pause(Exchange<?> call) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    try {
      timer.schedule(() -> goOn(call, over), pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      over.completeExceptionally(e);
    }
    return over;
  }

  private void goOn(Exchange<?> call, CompletableFuture<Void> over) {
    try {
      workers.execute(
          () -> {
            if (call.outcome().isDone()) {
              over.completeExceptionally(new CancellationException("the call has ended"));
            } else {
              over.complete(null);
            }
          });
    } catch (RejectedExecutionException e) {
      over.completeExceptionally(e);
    }
  }
}
