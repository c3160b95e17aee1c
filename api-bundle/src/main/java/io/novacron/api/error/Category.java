package io.novacron.api.error;

/**
 * The closed set of ways in which something can fail. Every error of a face, an operation or a
 * provider has exactly one, so that a caller can decide what to do without parsing text.
 */
public enum Category {
  /** The request is malformed or a value is out of range; it will never succeed as it is. */
  INVALID,
  /** The caller did not prove who they are. */
  UNAUTHENTICATED,
  /** The caller, or our account at the cloud, may not do this. */
  DENIED,
  /** The thing named does not exist. */
  NOT_FOUND,
  /** The thing exists in another state, revision or shape than the request assumes. */
  CONFLICT,
  /** A limit of an account is reached; the scope says which. Another region may have room. */
  QUOTA,
  /** The cloud has no machine of this kind left in the scope named, for now. */
  CAPACITY,
  /** Too many calls; try again later, not before {@code retryAfter} when it is given. */
  THROTTLED,
  /** The thing asked for exists in the contract but not at this provider. */
  UNSUPPORTED,
  /** The call may or may not have taken effect; the operation goes on asking. */
  UNKNOWN_OUTCOME,
  /** Something that NovaCron depends on answered wrongly or refused. */
  DEPENDENCY,
  /** Some parts succeeded and others did not; the result lists each. */
  PARTIAL,
  /** A part that is needed is not there right now; it may come back by itself. */
  UNAVAILABLE,
  /** A defect in NovaCron; the log has the details under the problem's id. */
  INTERNAL;

  /**
   * Tells whether the same request may succeed later without being changed.
   *
   * @return true for the categories whose cause passes by itself
   */
  public boolean retryable() {
    return switch (this) {
      case CAPACITY, THROTTLED, UNKNOWN_OUTCOME, DEPENDENCY, UNAVAILABLE -> true;
      case INVALID,
          UNAUTHENTICATED,
          DENIED,
          NOT_FOUND,
          CONFLICT,
          QUOTA,
          UNSUPPORTED,
          PARTIAL,
          INTERNAL ->
          false;
    };
  }
}
