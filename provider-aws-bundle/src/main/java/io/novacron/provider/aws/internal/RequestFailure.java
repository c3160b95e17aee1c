package io.novacron.provider.aws.internal;

import java.util.concurrent.CompletionException;

/**
 * A request of a call that failed.
 *
 * <p>Carries no stack trace: what counts is its cause.
 */
final class RequestFailure extends CompletionException {
  private static final long serialVersionUID = 1L;

  private final boolean change;

  /**
   * Makes one.
   *
   * @param cause what the SDK said
   * @param change whether the request was to change something
   */
  RequestFailure(Throwable cause, boolean change) {
    super(cause);
    this.change = change;
  }

  /** Whether the request was to change something. */
  boolean change() {
    return change;
  }
}
