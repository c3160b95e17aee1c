package io.novacron.core.internal.operation;

import io.novacron.api.provider.ProviderDescriptor;
import java.time.Duration;
import java.util.Objects;

/**
 * What the rules need to know of the cloud that answered.
 *
 * @param idempotency what keeps a repeated create from making a second machine
 * @param visibilityBound how long after a create an answer of "not there" may still be wrong
 */
public record Cloud(ProviderDescriptor.Idempotency idempotency, Duration visibilityBound) {
  public Cloud {
    Objects.requireNonNull(idempotency, "idempotency");
    Objects.requireNonNull(visibilityBound, "visibilityBound");
  }

  /** Whether a create may be repeated with the same token without making a second machine. */
  boolean honoursToken() {
    return idempotency != ProviderDescriptor.Idempotency.NONE;
  }
}
