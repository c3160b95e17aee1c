package io.novacron.api.store;

/** The page token was not made by this store for this query. */
public final class InvalidPageTokenException extends StateStoreException {
  private static final long serialVersionUID = 1L;

  public InvalidPageTokenException(String message) {
    super(message, null);
  }
}
