package io.novacron.core.internal.machine;

import io.novacron.api.store.Key;
import io.novacron.core.internal.time.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Lets one request of an idempotency key pass at a time on this node. A second one gets the answer
 * of the first, when that comes soon, or is told to come back. Safe for use by many threads.
 *
 * @param <T> class of the answers
 */
public final class RequestsUnderWay<T> {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Timer timer;
  private final UnaryOperator<T> repeated;
  private final Map<Key, Entry<T>> entries = new ConcurrentHashMap<>();

  /**
   * Makes it.
   *
   * @param timer for the patience of the second
   * @param repeated marks an answer as one that was given before
   */
  public RequestsUnderWay(Timer timer, UnaryOperator<T> repeated) {
    this.timer = timer;
    this.repeated = repeated;
  }

  /**
   * Does the work, unless the same request is under way.
   *
   * @param key where the idempotency key is remembered
   * @param digest digest of the request
   * @param work what the first one does
   */
  public CompletionStage<T> once(Key key, String digest, Supplier<CompletionStage<T>> work) {
    Entry<T> own = new Entry<>(digest, new CompletableFuture<>());
    Entry<T> first = entries.putIfAbsent(key, own);
    if (first == null) {
      return begin(key, own, work);
    }
    if (!first.digest.equals(digest)) {
      return CompletableFuture.failedFuture(IdempotencyKeys.reused());
    }
    CompletableFuture<T> copy = first.result.thenApply(repeated);
    Timer.Cancellation limit =
        timer.after(PATIENCE, () -> copy.completeExceptionally(IdempotencyKeys.inProgress(null)));
    return copy.whenComplete((answer, failure) -> limit.cancel());
  }

  private CompletionStage<T> begin(Key key, Entry<T> own, Supplier<CompletionStage<T>> work) {
    CompletionStage<T> begun;
    try {
      begun = work.get();
    } catch (RuntimeException e) {
      begun = CompletableFuture.failedFuture(e);
    }
    return begun.whenComplete(
        (changed, failure) -> {
          entries.remove(key, own);
          if (changed == null) {
            own.result.completeExceptionally(
                failure == null ? new IllegalStateException("no answer") : failure);
          } else {
            own.result.complete(changed);
          }
        });
  }

  private record Entry<T>(String digest, CompletableFuture<T> result) {}
}
