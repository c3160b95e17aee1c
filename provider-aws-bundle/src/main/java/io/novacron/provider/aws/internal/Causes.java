package io.novacron.provider.aws.internal;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Looks into exceptions. */
final class Causes {
  /** Longer chains are circles. */
  private static final int DEPTH = 20;

  private Causes() {}

  /** What is inside the exceptions that futures put around others. */
  static Throwable unwrapped(Throwable failure) {
    Throwable inner = failure;
    while ((inner instanceof CompletionException || inner instanceof ExecutionException)
        && !(inner instanceof RequestFailure)
        && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner;
  }

  /** The first of a kind among an exception and its causes. */
  static <E> Optional<E> find(Throwable failure, Class<E> kind) {
    Throwable each = failure;
    for (int i = 0; i < DEPTH && each != null; i++) {
      if (kind.isInstance(each)) {
        return Optional.of(kind.cast(each));
      }
      each = each.getCause();
    }
    return Optional.empty();
  }
}
