package io.novacron.cache.ignite.internal;

import java.net.BindException;
import java.util.Locale;

/** Says in one line what broke the store, where, and what to do next. */
final class FailureAdvice {
  private final StoreSettings settings;

  FailureAdvice(StoreSettings settings) {
    this.settings = settings;
  }

  String describe(Throwable failure) {
    if (has(failure, "no space left on device") || has(failure, "disk quota exceeded")) {
      return "the disk of "
          + settings.directory()
          + " is full; free space there and start again, every acknowledged write is safe";
    }
    if (has(failure, "unable to acquire lock") || has(failure, "failed to acquire file lock")) {
      return "the state in "
          + settings.directory()
          + " is held by another process; stop that process or set another NOVACRON_DATA";
    }
    if (RootCause.find(failure, BindException.class::isInstance).isPresent()
        || has(failure, "failed to bind")
        || has(failure, "address already in use")
        || has(failure, "port already in use")) {
      return "grid port "
          + settings.gridPort()
          + " or "
          + settings.communicationPort()
          + " on "
          + settings.gridHost()
          + " is in use; stop what uses it or set another NOVACRON_GRID_PORT";
    }
    if (has(failure, "read-only file system") || has(failure, "permission denied")) {
      return settings.directory()
          + " cannot be written: "
          + RootCause.describe(failure)
          + "; give this user the right to write there or set another NOVACRON_DATA";
    }
    if (RootCause.find(failure, OutOfMemoryError.class::isInstance).isPresent()) {
      return "memory ran out: "
          + RootCause.describe(failure)
          + "; raise NOVACRON_HEAP or NOVACRON_OFFHEAP";
    }
    return "the state in " + settings.directory() + " failed: " + RootCause.describe(failure);
  }

  private static boolean has(Throwable failure, String text) {
    return RootCause.find(
            failure,
            cause -> {
              String message = cause.getMessage();
              return message != null && message.toLowerCase(Locale.ROOT).contains(text);
            })
        .isPresent();
  }
}
