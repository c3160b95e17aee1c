package io.novacron.provider.simulator.internal;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * An answer that may be given once everything it tells of is on disk.
 *
 * @param value the answer
 * @param durable completes when it may be given; fails with a {@link LogUnavailableException} when
 *     it may not
 */
record Effect<T>(T value, CompletableFuture<Void> durable) {
  <R> Effect<R> map(Function<? super T, ? extends R> function) {
    return new Effect<>(function.apply(value), durable);
  }
}
