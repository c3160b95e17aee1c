package io.novacron.core.internal.catalog;

import org.jspecify.annotations.Nullable;

/** The catalog's data cannot be read; the message names the part and the line. */
public final class CatalogFormatException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  CatalogFormatException(String message) {
    super(message);
  }

  CatalogFormatException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
