package io.novacron.provider.aws.internal;

import io.novacron.api.error.Category;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderError;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls: lets them in, gives them to a worker, and ends them at their deadline with whatever
 * they have under way. Safe for use by many threads.
 */
final class CallRunner {
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  private final String account;
  private final Clock clock;
  private final Executor workers;
  private final ScheduledExecutorService timer;
  private final CallGate gate;

  /**
   * Makes a runner.
   *
   * @param account the account
   * @param clock the clock of deadlines
   * @param workers what requests are made on
   * @param timer watches deadlines
   * @param gate lets calls in
   */
  CallRunner(
      String account,
      Clock clock,
      Executor workers,
      ScheduledExecutorService timer,
      CallGate gate) {
    this.account = account;
    this.clock = clock;
    this.workers = workers;
    this.timer = timer;
    this.gate = gate;
  }

  /** Makes a call that changes nothing. */
  <T> CompletionStage<Outcome<T>> read(
      CallScope scope,
      CallContext context,
      Function<Exchange<T>, CompletableFuture<Outcome<T>>> requests) {
    ProviderError lost =
        new ProviderError(
            Category.UNAVAILABLE,
            "AWS did not answer in time when asked to "
                + scope.action()
                + ". Ask again; if it goes on, look at the network between here and AWS.",
            null,
            null,
            scope.words(),
            null);
    return run(new Exchange<>(scope, context, new Outcome.Failed<>(lost)), requests);
  }

  /** Makes a call that changes something. */
  <T> CompletionStage<Outcome<T>> change(
      CallScope scope,
      CallContext context,
      Function<Exchange<T>, CompletableFuture<Outcome<T>>> requests) {
    String reason =
        "There was no answer to \""
            + scope.action()
            + "\" ("
            + scope.words()
            + ") before the call ended.";
    return run(new Exchange<>(scope, context, new Outcome.Unknown<>(reason)), requests);
  }

  /** The account that calls are made for. */
  String account() {
    return account;
  }

  private <T> CompletionStage<Outcome<T>> run(
      Exchange<T> call, Function<Exchange<T>, CompletableFuture<Outcome<T>>> requests) {
    ProviderError refused = gate.enter(call);
    if (refused != null) {
      return CompletableFuture.completedStage(new Outcome.Failed<>(refused));
    }
    ScheduledFuture<?> limit = watch(call);
    if (limit != null) {
      var unused = call.outcome().whenComplete((outcome, failure) -> limit.cancel(false));
      try {
        workers.execute(() -> make(call, requests));
      } catch (RejectedExecutionException e) {
        call.abandon();
      }
    }
    return call.outcome().minimalCompletionStage();
  }

  private @Nullable ScheduledFuture<?> watch(Exchange<?> call) {
    Duration left = Duration.between(clock.instant(), call.context().deadline());
    if (left.isNegative() || left.isZero()) {
      call.abandon();
      return null;
    }
    Duration wait = left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
    try {
      return timer.schedule(call::abandon, wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      call.abandon();
      return null;
    }
  }

  private static <T> void make(
      Exchange<T> call, Function<Exchange<T>, CompletableFuture<Outcome<T>>> requests) {
    if (call.outcome().isDone()) {
      return;
    }
    CompletableFuture<Outcome<T>> result;
    try {
      result = requests.apply(call);
    } catch (RuntimeException | LinkageError e) {
      result = CompletableFuture.failedFuture(e);
    }
    result.whenComplete(
        (outcome, failure) ->
            call.complete(failure == null ? outcome : Failures.outcome(failure, call.scope())));
  }
}
