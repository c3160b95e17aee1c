package io.novacron.core.internal.machine;

import io.novacron.api.machine.Accepted;
import io.novacron.api.store.Key;
import io.novacron.core.internal.time.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Lets one request of an idempotency key pass at a time on this node. A second one gets the answer
 * of the first, when that comes soon, or is told to come back. Safe for use by many threads.
 */
final class RequestsUnderWay {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Timer timer;
  private final Map<Key, Entry> entries = new ConcurrentHashMap<>();

  RequestsUnderWay(Timer timer) {
    this.timer = timer;
  }

  /**
   * Does the work, unless the same request is under way.
   *
   * @param key where the idempotency key is remembered
   * @param digest digest of the request
   * @param work what the first one does
   */
  CompletionStage<Changed> once(Key key, String digest, Supplier<CompletionStage<Changed>> work) {
    Entry own = new Entry(digest, new CompletableFuture<>());
    Entry first = entries.putIfAbsent(key, own);
    if (first == null) {
      return begin(key, own, work);
    }
    if (!first.digest.equals(digest)) {
      return CompletableFuture.failedFuture(IdempotencyKeys.reused());
    }
    CompletableFuture<Changed> copy = first.result.thenApply(RequestsUnderWay::repeated);
    Timer.Cancellation limit =
        timer.after(PATIENCE, () -> copy.completeExceptionally(IdempotencyKeys.inProgress(null)));
    return copy.whenComplete((changed, failure) -> limit.cancel());
  }

  private CompletionStage<Changed> begin(
      Key key, Entry own, Supplier<CompletionStage<Changed>> work) {
    CompletionStage<Changed> begun;
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

  private static Changed repeated(Changed changed) {
    Accepted accepted = changed.accepted();
    return new Changed(
        new Accepted(accepted.machine(), accepted.operation(), true), changed.before());
  }

  private record Entry(String digest, CompletableFuture<Changed> result) {}
}
