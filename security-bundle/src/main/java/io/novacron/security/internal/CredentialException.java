package io.novacron.security.internal;

import java.io.IOException;

/**
 * A credential cannot be used; the message names the file and how to mend it, never its content.
 */
public final class CredentialException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String message;

  public CredentialException(String message) {
    super(message);
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }

  /**
   * What to tell of a failure with a file: the message of this exception, or what the system says.
   */
  static String reason(IOException failure) {
    return failure instanceof CredentialException refused
        ? refused.getMessage()
        : failure.toString();
  }
}
