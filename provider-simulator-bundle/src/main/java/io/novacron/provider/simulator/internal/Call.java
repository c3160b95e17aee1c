package io.novacron.provider.simulator.internal;

import io.novacron.api.error.Category;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderError;
import java.util.concurrent.CompletableFuture;

/** A call in flight and the one outcome that it gets. Safe for use by many threads. */
final class Call<T> {
  private final Action action;
  private final CompletableFuture<Outcome<T>> outcome = new CompletableFuture<>();

  Call(Action action) {
    this.action = action;
  }

  CompletableFuture<Outcome<T>> outcome() {
    return outcome;
  }

  void complete(Outcome<T> value) {
    outcome.complete(value);
  }

  /** Ends it without an answer. */
  void lose(String reason) {
    complete(lost(reason));
  }

  /**
   * What a call without an answer comes to: unknown when it may have changed something, else a
   * failure that may pass.
   */
  Outcome<T> lost(String reason) {
    return action.mutating()
        ? new Outcome.Unknown<>(reason)
        : new Outcome.Failed<>(ProviderError.of(Category.UNAVAILABLE, reason));
  }
}
