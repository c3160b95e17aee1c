package io.novacron.cache.ignite.internal;

import org.apache.ignite.failure.FailureContext;

/** Ignite said that it can't go on. */
final class BrokenGridException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private BrokenGridException(String message, Throwable cause) {
    super(message, cause);
  }

  static BrokenGridException of(FailureContext failure) {
    return new BrokenGridException("grid failure " + failure.type(), failure.error());
  }
}
