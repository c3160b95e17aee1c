package io.novacron.core.internal.codec;

import org.jspecify.annotations.Nullable;

/**
 * A stored value cannot be turned back into what it was: damaged, or written by a later version.
 */
public final class UnreadableRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnreadableRecordException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
