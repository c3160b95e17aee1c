package io.novacron.provider.aws.internal;

import io.novacron.api.error.Category;
import io.novacron.api.provider.ProviderError;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Knows the calls in flight, keeps them to a limit, and lets none in once the account is quiesced.
 * Safe for use by many threads.
 */
final class CallGate {
  private static final int LIMIT = 20_000;

  private final Set<Exchange<?>> inFlight = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();
  private final CompletableFuture<Void> idle = new CompletableFuture<>();
  private volatile boolean shut;

  /** Lets a call in, or says why not. */
  @Nullable ProviderError enter(Exchange<?> call) {
    int now = count.incrementAndGet();
    inFlight.add(call);
    if (shut) {
      leave(call);
      return refusal(
          call,
          Category.UNAVAILABLE,
          "Account "
              + call.scope().account()
              + " takes no more calls: it is being closed. Ask again when it is back.");
    }
    if (now > LIMIT) {
      leave(call);
      return refusal(
          call, Category.THROTTLED, LIMIT + " calls are in flight already; ask again later.");
    }
    var unused = call.outcome().whenComplete((outcome, failure) -> leave(call));
    return null;
  }

  /**
   * Lets no more calls in.
   *
   * @return completes when none is in flight
   */
  CompletionStage<Void> shut() {
    shut = true;
    if (count.get() == 0) {
      idle.complete(null);
    }
    return idle;
  }

  /** Ends every call in flight without an answer. */
  void endAll() {
    shut();
    inFlight.forEach(Exchange::abandon);
  }

  private static ProviderError refusal(Exchange<?> call, Category category, String message) {
    return new ProviderError(category, message, null, null, call.scope().words(), null);
  }

  private void leave(Exchange<?> call) {
    inFlight.remove(call);
    if (count.decrementAndGet() == 0 && shut) {
      idle.complete(null);
    }
  }
}
