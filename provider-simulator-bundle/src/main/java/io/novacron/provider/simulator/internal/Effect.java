package io.novacron.provider.simulator.internal;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * An answer that may be given once everything it tells of is on disk.
 *
 * @param value the answer
 * @param durable completes when it may be given; fails with a {@link LogUnavailableException} when
 *     it may not
 * @param change whether what is to be written is a change that this call made, so that nothing has
 *     happened when it is certain that it was not written
 */
public record Effect<T>(T value, CompletableFuture<Void> durable, boolean change) {
  /** An answer that tells of nothing that was not told before. */
  public static <T> Effect<T> of(T value) {
    return new Effect<>(value, CompletableFuture.completedFuture(null), false);
  }

  public <R> Effect<R> map(Function<? super T, ? extends R> function) {
    return new Effect<>(function.apply(value), durable, change);
  }
}
