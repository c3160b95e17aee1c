package io.novacron.core.internal.account;

import io.novacron.api.error.Category;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderError;
import io.novacron.core.internal.time.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands between core and a provider: measures each call, ends it at its deadline, turns whatever a
 * provider throws into an outcome, and can be shut so that a provider that has gone is never called
 * again. Safe for use by many threads.
 */
final class CallGuard {
  private final String account;
  private final Clock clock;
  private final Timer timer;
  private final CallWindow window;
  private final CallMeter meter;

  /** By number, so that they are broken in the order in which they were begun. */
  private final NavigableMap<Long, Runnable> breakers = new ConcurrentSkipListMap<>();

  private final AtomicLong numbers = new AtomicLong();
  private final AtomicReference<@Nullable String> shut = new AtomicReference<>();
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private volatile boolean draining;

  CallGuard(String account, Clock clock, Timer timer, CallWindow window, CallMeter meter) {
    this.account = account;
    this.clock = clock;
    this.timer = timer;
    this.window = window;
    this.meter = meter;
  }

  /**
   * Makes a call.
   *
   * @param action word for it
   * @param context its context
   * @param call makes it
   * @return its outcome, at the latest at the deadline of the context; never fails
   */
  <T> CompletionStage<Outcome<T>> call(
      String action, CallContext context, Supplier<CompletionStage<Outcome<T>>> call) {
    String reason = shut.get();
    if (reason != null) {
      return CompletableFuture.completedFuture(notSent(reason));
    }
    Instant begun = clock.instant();
    CompletableFuture<Outcome<T>> result = new CompletableFuture<>();
    Runnable breaker =
        () ->
            result.complete(new Outcome.Unknown<>(String.valueOf(shut.get()) + " during the call"));
    long number = numbers.incrementAndGet();
    breakers.put(number, breaker);
    Timer.Cancellation limit =
        timer.after(
            Duration.between(begun, context.deadline()),
            () ->
                result.complete(
                    new Outcome.Unknown<>(
                        "no reply within "
                            + Duration.between(begun, context.deadline()).toMillis()
                            + " ms")));
    result.whenComplete(
        (outcome, failure) -> {
          limit.cancel();
          breakers.remove(number);
          drainedIfEmpty();
          measure(action, outcome, Duration.between(begun, clock.instant()));
        });
    if (shut.get() != null) {
      // It was shut between the look and the entry; nothing was sent yet.
      result.complete(notSent(String.valueOf(shut.get())));
      return result;
    }
    send(call, result);
    return result;
  }

  private static <T> void send(
      Supplier<CompletionStage<Outcome<T>>> call, CompletableFuture<Outcome<T>> result) {
    CompletionStage<Outcome<T>> stage;
    try {
      stage = call.get();
    } catch (RuntimeException | LinkageError e) {
      result.complete(new Outcome.Unknown<>("the provider broke off: " + e));
      return;
    }
    if (stage == null) {
      result.complete(new Outcome.Unknown<>("the provider gave no stage"));
      return;
    }
    stage.whenComplete(
        (outcome, failure) ->
            result.complete(
                outcome == null
                    ? new Outcome.Unknown<>("the provider broke off: " + failure)
                    : outcome));
  }

  /**
   * Lets no call through any more and turns those under way into unknown outcomes.
   *
   * @param reason why, as a sentence
   */
  void shut(String reason) {
    if (shut.compareAndSet(null, reason)) {
      List.copyOf(breakers.values()).forEach(Runnable::run);
    }
  }

  /**
   * Waits for the calls under way; who still knows the provider may call it meanwhile.
   *
   * @param limit how long at most
   * @return completes when no call is under way, or when the limit is over
   */
  CompletionStage<Void> drain(Duration limit) {
    draining = true;
    drainedIfEmpty();
    Timer.Cancellation end = timer.after(limit, () -> drained.complete(null));
    return drained.whenComplete((done, failure) -> end.cancel());
  }

  private void drainedIfEmpty() {
    if (draining && breakers.isEmpty()) {
      drained.complete(null);
    }
  }

  private <T> Outcome<T> notSent(String reason) {
    return new Outcome.Failed<>(
        new ProviderError(
            Category.UNAVAILABLE,
            reason + ", so the call was not sent",
            null,
            null,
            "account " + account,
            null));
  }

  private <T> void measure(String action, Outcome<T> outcome, Duration latency) {
    String word = "done";
    CallWindow.Verdict verdict = CallWindow.Verdict.ANSWERED;
    String error = null;
    if (outcome instanceof Outcome.Accepted<T>) {
      word = "accepted";
    } else if (outcome instanceof Outcome.Unknown<T> unknown) {
      word = "unknown";
      verdict = CallWindow.Verdict.FAULT;
      error = action + ": " + unknown.reason();
    } else if (outcome instanceof Outcome.Failed<T> failed) {
      Category category = failed.error().category();
      word = category.name().toLowerCase(Locale.ROOT);
      verdict = verdict(category);
      error =
          verdict == CallWindow.Verdict.ANSWERED
              ? null
              : action + ": " + category + ": " + failed.error().message();
    }
    window.add(latency, verdict, error);
    meter.ended(account, action, word, latency);
  }

  private static CallWindow.Verdict verdict(Category category) {
    return switch (category) {
      case THROTTLED -> CallWindow.Verdict.THROTTLED;
      case UNAVAILABLE, DEPENDENCY, INTERNAL, UNKNOWN_OUTCOME -> CallWindow.Verdict.FAULT;
      case INVALID,
          UNAUTHENTICATED,
          DENIED,
          NOT_FOUND,
          CONFLICT,
          QUOTA,
          CAPACITY,
          UNSUPPORTED,
          PARTIAL ->
          CallWindow.Verdict.ANSWERED;
    };
  }
}
