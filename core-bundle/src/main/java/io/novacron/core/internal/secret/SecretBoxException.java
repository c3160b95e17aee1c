package io.novacron.core.internal.secret;

import org.jspecify.annotations.Nullable;

/** A secret could not be encrypted or decrypted; the message says why and names no secret. */
public final class SecretBoxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SecretBoxException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
