package io.novacron.core.internal.operation;

import java.time.Duration;
import java.util.Objects;

/**
 * A request to cancel an operation, as the journal keeps it from the moment the rules have taken
 * note of it.
 *
 * @param actor principal who asked for it
 * @param cleanUpWithin how long what was made is tried to be deleted again; the deadline of the
 *     cancelled operation does not count for that
 * @param cleaningUp whether that has begun, so that the deadline of the record is that of the
 *     clean-up
 */
public record Cancellation(String actor, Duration cleanUpWithin, boolean cleaningUp) {
  public Cancellation {
    Objects.requireNonNull(actor, "actor");
    Objects.requireNonNull(cleanUpWithin, "cleanUpWithin");
  }

  Cancellation begun() {
    return new Cancellation(actor, cleanUpWithin, true);
  }
}
