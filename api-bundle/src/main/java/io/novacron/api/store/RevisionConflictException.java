package io.novacron.api.store;

/**
 * A record had another revision than the transaction expected. Nothing was changed; read and retry.
 */
public final class RevisionConflictException extends StateStoreException {
  private static final long serialVersionUID = 1L;

  private final transient Key key;
  private final long expected;
  private final long actual;

  public RevisionConflictException(Key key, long expected, long actual) {
    super("revision of " + key + " is " + actual + " but " + expected + " was expected", null);
    this.key = key;
    this.expected = expected;
    this.actual = actual;
  }

  /** The first record that did not match. */
  public Key key() {
    return key;
  }

  /** The revision the writer had seen; {@link Mutation#ABSENT} for a create. */
  public long expected() {
    return expected;
  }

  /** The revision found; {@link Mutation#ABSENT} when there is no record. */
  public long actual() {
    return actual;
  }
}
