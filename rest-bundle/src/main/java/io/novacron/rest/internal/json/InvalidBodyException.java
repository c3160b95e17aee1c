package io.novacron.rest.internal.json;

import io.novacron.api.error.FieldError;
import java.util.List;

/** A body that can't be read. */
public final class InvalidBodyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Fault fault;
  private final transient List<FieldError> errors;

  InvalidBodyException(Fault fault, String message, List<FieldError> errors) {
    super(message, null, false, false);
    this.fault = fault;
    this.errors = List.copyOf(errors);
  }

  /** What kind of fault it is. */
  public Fault fault() {
    return fault;
  }

  /** The wrong fields; empty when it is not JSON at all. */
  public List<FieldError> errors() {
    return errors;
  }

  /** The ways in which a body can be unreadable. */
  public enum Fault {
    /** There is none. */
    MISSING("body-missing"),
    /** The connection ended, or fell silent, before its end. */
    INCOMPLETE("body-incomplete"),
    /** It was not there in time. */
    TOO_SLOW("body-too-slow"),
    /** It has more bytes than are taken. */
    TOO_LARGE("body-too-large"),
    /** It is not UTF-8, not JSON, or breaks a limit. */
    MALFORMED("malformed-json"),
    /** It is JSON but has unknown, missing or wrongly typed fields. */
    WRONG_SHAPE("invalid-request");

    private final String code;

    Fault(String code) {
      this.code = code;
    }

    /** The code of the problem. */
    public String code() {
      return code;
    }
  }
}
