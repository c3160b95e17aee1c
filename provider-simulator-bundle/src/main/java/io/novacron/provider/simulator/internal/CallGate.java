package io.novacron.provider.simulator.internal;

import io.novacron.api.error.Category;
import io.novacron.api.provider.ProviderError;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Knows the calls in flight, keeps them to a limit, and lets none in once the account is quiesced.
 * Safe for use by many threads.
 */
final class CallGate {
  private static final int LIMIT = 20_000;

  private final String account;
  private final Set<Call<?>> inFlight = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();
  private final CompletableFuture<Void> idle = new CompletableFuture<>();
  private volatile boolean shut;

  CallGate(String account) {
    this.account = account;
  }

  /** Lets a call in, or says why not. */
  @Nullable ProviderError enter(Call<?> call, CloudErrors errors, CallSubject subject) {
    int now = count.incrementAndGet();
    inFlight.add(call);
    if (shut) {
      leave(call);
      return ProviderError.of(
          Category.UNAVAILABLE, "Account " + account + " takes no more calls: it is being closed.");
    }
    if (now > LIMIT) {
      leave(call);
      return errors.of(
          Ruling.Refused.of(
              Refusal.THROTTLED, LIMIT + " calls are in flight already.", subject.scope()),
          "none");
    }
    var unused = call.outcome().whenComplete((outcome, failure) -> leave(call));
    return null;
  }

  /**
   * Lets no more calls in.
   *
   * @return completes when none is in flight, at the latest after the limit
   */
  CompletionStage<Void> shut(Duration limit, Timers timers) {
    shut = true;
    CompletableFuture<Void> done = new CompletableFuture<>();
    var unused = idle.thenRun(() -> done.complete(null));
    if (count.get() == 0) {
      idle.complete(null);
    } else {
      try {
        timers.after(limit.toMillis(), TimeUnit.MILLISECONDS, () -> done.complete(null));
      } catch (RejectedExecutionException e) {
        done.complete(null);
      }
    }
    return done.minimalCompletionStage();
  }

  /** Ends every call in flight without an answer. */
  void endAll() {
    shut = true;
    inFlight.forEach(call -> call.lose("Account " + account + " was closed before the reply."));
  }

  private void leave(Call<?> call) {
    inFlight.remove(call);
    if (count.decrementAndGet() == 0 && shut) {
      idle.complete(null);
    }
  }
}
