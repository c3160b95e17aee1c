package io.novacron.cache.ignite.internal;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What lies at the bottom of a chain of exceptions. */
final class RootCause {
  private RootCause() {}

  /** The last cause in one line: its message, or its name when it has none. */
  static String describe(Throwable failure) {
    Throwable last = failure;
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    while (last.getCause() != null && seen.add(last)) {
      last = last.getCause();
    }
    String message = last.getMessage();
    String text = message == null ? last.getClass().getSimpleName() : message;
    return text.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }

  /**
   * Finds the first throwable in the chain, suppressed ones included, whose message passes the
   * test.
   */
  static Optional<Throwable> find(@Nullable Throwable failure, Predicate<Throwable> test) {
    return find(failure, test, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static Optional<Throwable> find(
      @Nullable Throwable failure, Predicate<Throwable> test, Set<Throwable> seen) {
    if (failure == null || !seen.add(failure)) {
      return Optional.empty();
    }
    if (test.test(failure)) {
      return Optional.of(failure);
    }
    for (Throwable suppressed : failure.getSuppressed()) {
      Optional<Throwable> found = find(suppressed, test, seen);
      if (found.isPresent()) {
        return found;
      }
    }
    return find(failure.getCause(), test, seen);
  }
}
