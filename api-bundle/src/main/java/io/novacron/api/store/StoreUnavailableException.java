package io.novacron.api.store;

import org.jspecify.annotations.Nullable;

/**
 * The store is closing, overloaded or broken. A commit that fails so may or may not have been
 * applied: read before repeating it.
 */
public final class StoreUnavailableException extends StateStoreException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
