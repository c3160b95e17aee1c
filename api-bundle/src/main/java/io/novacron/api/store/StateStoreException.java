package io.novacron.api.store;

import org.jspecify.annotations.Nullable;

/**
 * The store could not do what it was asked. Nothing was changed unless a subclass says otherwise.
 */
public class StateStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StateStoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
