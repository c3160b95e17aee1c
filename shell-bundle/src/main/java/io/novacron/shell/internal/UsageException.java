package io.novacron.shell.internal;

import io.novacron.api.error.FieldError;
import java.util.List;

/** The command line is wrong; the options that are, and what is legal. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<FieldError> errors;

  UsageException(String option, String message) {
    this(List.of(new FieldError(option, message)));
  }

  UsageException(List<FieldError> errors) {
    super(errors.toString(), null, false, false);
    this.errors = List.copyOf(errors);
  }

  List<FieldError> errors() {
    return errors;
  }
}
