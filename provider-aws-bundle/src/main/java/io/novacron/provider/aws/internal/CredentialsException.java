package io.novacron.provider.aws.internal;

import org.jspecify.annotations.Nullable;

/** There are no credentials, so a request was not even sent. */
final class CredentialsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what is missing, without secrets
   * @param cause what the source said
   */
  CredentialsException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
