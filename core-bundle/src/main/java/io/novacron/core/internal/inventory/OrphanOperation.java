package io.novacron.core.internal.inventory;

import io.novacron.api.operation.Operation;
import io.novacron.api.store.Mutation;
import io.novacron.core.internal.codec.JsonCodec;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.operation.Layouts;
import java.util.Objects;

/**
 * An operation on an orphan as it is kept among the operations. All else that is needed to go on
 * with it is in the record of the quarantine, under the same partition key.
 *
 * @param operation the operation
 */
record OrphanOperation(Operation operation) {
  /** Runner of these operations. */
  static final String RUNNER = "orphan";

  private static final JsonCodec<OrphanOperation> CODEC =
      new JsonCodec<>(OrphanOperation.class, Layouts.VERSION, (from, record) -> record);

  OrphanOperation {
    Objects.requireNonNull(operation, "operation");
  }

  /** Writes it over the revision that it was computed from; 0 for a new one. */
  Mutation.Put put() {
    return new Mutation.Put(
        Journal.key(operation),
        operation.revision(),
        CODEC.schemaVersion(),
        Journal.attributes(operation, RUNNER),
        CODEC.encode(this));
  }
}
