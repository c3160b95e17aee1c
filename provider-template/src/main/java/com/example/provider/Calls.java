package com.example.provider;

import com.example.provider.cloud.CloudException;
import io.novacron.api.error.Category;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the calls to a client that blocks: off the caller's thread, ended at their deadline, and
 * none after {@link #quiesce}. Safe for use by many threads.
 */
final class Calls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

  // The client takes one call at a time. One that waits for a network gets as many threads as it
  // may have connections.
  private static final int THREADS = 1;
  private static final int WAITING = 10_000;
  private static final Duration LAST_CALL = Duration.ofSeconds(5);

  private final String account;
  private final ScheduledExecutorService scheduler;
  private final Clock clock;
  private final ThreadPoolExecutor executor;
  private final Set<Call<?>> inFlight = ConcurrentHashMap.newKeySet();
  private volatile boolean quiet;

  Calls(String account, ScheduledExecutorService scheduler, Clock clock) {
    this.account = account;
    this.scheduler = scheduler;
    this.clock = clock;
    this.executor =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING),
            task -> new Thread(task, "example-" + account));
  }

  /** Makes a call that changes nothing; without an answer it has failed. */
  <T> CompletionStage<Outcome<T>> read(CallContext context, String scope, Work<T> work) {
    return make(new Call<>(false), context, scope, work);
  }

  /** Makes a call that may change something; without an answer its outcome is unknown. */
  <T> CompletionStage<Outcome<T>> change(CallContext context, String scope, Work<T> work) {
    return make(new Call<>(true), context, scope, work);
  }

  private <T> CompletionStage<Outcome<T>> make(
      Call<T> call, CallContext context, String scope, Work<T> work) {
    inFlight.add(call);
    var unused = call.outcome.whenComplete((outcome, failure) -> inFlight.remove(call));
    // Asked after the call is in the set, so that quiesce sees each call that goes on.
    if (quiet) {
      call.outcome.complete(
          Refusals.refused(
              Category.UNAVAILABLE, "The account " + account + " is being closed.", scope));
    } else {
      begin(call, Duration.between(clock.instant(), context.deadline()), scope, work);
    }
    return call.answer;
  }

  private <T> void begin(Call<T> call, Duration left, String scope, Work<T> work) {
    if (left.isNegative() || left.isZero()) {
      call.lose("The deadline had passed before the call.");
      return;
    }
    try {
      Future<?> timer =
          scheduler.schedule(
              () -> call.lose("There was no answer by the deadline."),
              left.toNanos(),
              TimeUnit.NANOSECONDS);
      var unused = call.outcome.whenComplete((outcome, failure) -> timer.cancel(false));
      executor.execute(() -> call.run(work, scope));
    } catch (RejectedExecutionException e) {
      call.outcome.complete(
          Refusals.refused(
              quiet ? Category.UNAVAILABLE : Category.THROTTLED,
              "The account " + account + " takes no more calls now.",
              scope));
    }
  }

  /** Refuses new calls, and completes once none is in flight or the limit has passed. */
  CompletionStage<Void> quiesce(Duration limit) {
    quiet = true;
    CompletableFuture<Void> ended =
        CompletableFuture.allOf(
            inFlight.stream()
                .map(call -> call.answer.toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    Future<?> timer =
        scheduler.schedule(() -> ended.complete(null), limit.toNanos(), TimeUnit.NANOSECONDS);
    return ended.whenComplete((nothing, failure) -> timer.cancel(false)).minimalCompletionStage();
  }

  @Override
  public void close() {
    quiet = true;
    executor.getQueue().clear();
    executor.shutdown();
    inFlight.forEach(call -> call.lose("The account was closed."));
    try {
      if (!executor.awaitTermination(LAST_CALL.toMillis(), TimeUnit.MILLISECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** What a call does; called by a thread of ours. */
  @FunctionalInterface
  interface Work<T> {
    Outcome<T> run() throws CloudException;
  }

  /** A call in flight. */
  private static final class Call<T> {
    private final CompletableFuture<Outcome<T>> outcome = new CompletableFuture<>();
    // What the caller has; quiesce waits for this one, as it completes after the other.
    private final CompletionStage<Outcome<T>> answer = outcome.minimalCompletionStage();
    private final boolean change;

    Call(boolean change) {
      this.change = change;
    }

    void run(Work<T> work, String scope) {
      // Nobody waits for what has timed out in the queue.
      if (outcome.isDone()) {
        return;
      }
      try {
        outcome.complete(work.run());
      } catch (CloudException e) {
        outcome.complete(new Outcome.Failed<>(Refusals.of(e, scope)));
      } catch (RuntimeException e) {
        LOG.error("msg=\"call failed\" scope=\"{}\"", scope, e);
        lose("The provider failed; the log says how.");
      }
    }

    void lose(String reason) {
      outcome.complete(
          change
              ? new Outcome.Unknown<>(reason)
              : Refusals.refused(Category.DEPENDENCY, reason, "account"));
    }
  }
}
