package io.novacron.api.machine;

import io.novacron.api.operation.Operation;
import java.util.Objects;

/**
 * The answer to a change: it is recorded and will be done.
 *
 * @param machine the machine as recorded
 * @param operation the operation that does it
 * @param replayed whether this repeats an earlier answer, because the idempotency key was used
 *     before
 */
public record Accepted(Machine machine, Operation operation, boolean replayed) {
  public Accepted {
    Objects.requireNonNull(machine, "machine");
    Objects.requireNonNull(operation, "operation");
  }
}
