package io.novacron.api.error;

import java.util.Objects;

/**
 * One wrong field of a request.
 *
 * @param pointer JSON pointer (RFC 6901) of the field, such as {@code /size/vcpus}; for a query
 *     parameter or an option its bare name
 * @param message what is wrong and what is legal, as one sentence without the value of a secret
 */
public record FieldError(String pointer, String message) {
  public FieldError {
    Objects.requireNonNull(pointer, "pointer");
    Objects.requireNonNull(message, "message");
  }
}
