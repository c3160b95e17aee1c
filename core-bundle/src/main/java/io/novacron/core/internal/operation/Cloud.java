package io.novacron.core.internal.operation;

import io.novacron.api.provider.ProviderDescriptor;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What the rules need to know of the cloud that answered.
 *
 * @param idempotency what keeps a repeated create from making a second machine
 * @param visibilityBound how long what was done may stay hidden, so that an answer of "not there"
 *     may still be wrong
 * @param callLimit how long after its intent a call that changes something may still be done
 * @param askedAt when the call was begun that is answered; what the answer shows is at least that
 *     new, however long it took
 */
public record Cloud(
    ProviderDescriptor.Idempotency idempotency,
    Duration visibilityBound,
    Duration callLimit,
    Instant askedAt) {
  public Cloud {
    Objects.requireNonNull(idempotency, "idempotency");
    Objects.requireNonNull(visibilityBound, "visibilityBound");
    Objects.requireNonNull(callLimit, "callLimit");
    Objects.requireNonNull(askedAt, "askedAt");
  }

  /** Whether a create may be repeated with the same token without making a second machine. */
  boolean honoursToken() {
    return idempotency != ProviderDescriptor.Idempotency.NONE;
  }

  /**
   * From when on "not there" proves that a call sent at a moment has done nothing. The cloud may do
   * it until the call's own time is over, whether its reply was lost or its sender has died.
   */
  Instant provesFrom(Instant sentAt) {
    return sentAt.plus(callLimit).plus(visibilityBound);
  }
}
