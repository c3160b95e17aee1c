package io.novacron.api.batch;

import io.novacron.api.operation.Operation;
import java.util.Objects;

/**
 * The answer to a batch: it is recorded and will be done.
 *
 * @param operation the parent operation
 * @param replayed whether this repeats an earlier answer, because the idempotency key was used
 *     before
 */
public record AcceptedBatch(Operation operation, boolean replayed) {
  public AcceptedBatch {
    Objects.requireNonNull(operation, "operation");
  }
}
