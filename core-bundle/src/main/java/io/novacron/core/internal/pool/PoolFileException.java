package io.novacron.core.internal.pool;

import java.util.List;

/** The file of a pool cannot be used. */
public final class PoolFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Makes it.
   *
   * @param errors all that is wrong, each with the place in the file
   */
  PoolFileException(List<String> errors) {
    super(String.join("; ", errors));
  }
}
