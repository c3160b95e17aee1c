package io.novacron.api.provider;

import java.time.Instant;
import java.util.Objects;

/**
 * What every call to a provider carries.
 *
 * @param operation id of the operation that it is made for, or of the sweep that is reading
 * @param attempt number of the attempt at this step, from 1
 * @param idempotencyToken the token of the operation: made once, the same on every attempt
 * @param deadline moment at which the caller stops waiting; the call completes by then
 */
public record CallContext(
    String operation, int attempt, String idempotencyToken, Instant deadline) {
  public CallContext {
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(idempotencyToken, "idempotencyToken");
    Objects.requireNonNull(deadline, "deadline");
    if (attempt < 1) {
      throw new IllegalArgumentException("attempt must be 1 or more but is " + attempt);
    }
  }
}
