package io.novacron.core.internal.machine;

import io.novacron.api.store.Mutation;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a change once it is worked out. Whoever makes the change asks for the
 * receipt of its answer and writes it in the same transaction.
 *
 * @param <T> class of the answers
 */
public interface Attempt<T> {
  /** Whether nothing is to be written. */
  boolean dryRun();

  /** The idempotency key of the request; absent when it has none. */
  @Nullable String idempotencyKey();

  /**
   * Remembers that the change is about to be made.
   *
   * @param partitionKey where it is made
   * @param answer what the request is answered once it is made
   * @return what is to be written together with the change; nothing for a request without a key
   */
  CompletionStage<List<Mutation>> receipt(String partitionKey, T answer);

  /**
   * Remembers the request before a change that is made by others, whose receipt cannot be written
   * with it. The change must be one that does no harm when it is made again after a crash; its
   * answer is then that of the repetition.
   */
  CompletionStage<Void> announce();

  /**
   * The same attempt for work whose result is a part of the answer.
   *
   * @param answer makes the answer of the result
   */
  default <S> Attempt<S> resulting(Function<S, T> answer) {
    Attempt<T> whole = this;
    return new Attempt<>() {
      @Override
      public boolean dryRun() {
        return whole.dryRun();
      }

      @Override
      public @Nullable String idempotencyKey() {
        return whole.idempotencyKey();
      }

      @Override
      public CompletionStage<List<Mutation>> receipt(String partitionKey, S result) {
        return whole.receipt(partitionKey, answer.apply(result));
      }

      @Override
      public CompletionStage<Void> announce() {
        return whole.announce();
      }
    };
  }

  /** Of a request that only asks what would be. */
  static <T> Attempt<T> dry() {
    return new Unkeyed<>(true);
  }

  /** Of a request without a key. */
  static <T> Attempt<T> plain() {
    return new Unkeyed<>(false);
  }

  /** Of a request without a key. */
  record Unkeyed<T>(boolean dryRun) implements Attempt<T> {
    @Override
    public @Nullable String idempotencyKey() {
      return null;
    }

    @Override
    public CompletionStage<List<Mutation>> receipt(String partitionKey, T answer) {
      return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<Void> announce() {
      return CompletableFuture.completedFuture(null);
    }
  }
}
