package io.novacron.core.internal.retention;

import io.novacron.api.operation.Operation;
import io.novacron.api.store.Mutation;
import io.novacron.core.internal.codec.JsonCodec;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.operation.Layouts;
import java.util.Objects;

/**
 * A compaction as it is kept among the operations. There is nothing to go on with but the operation
 * itself: after a restart it begins anew, and finds gone what it removed before.
 *
 * @param operation the operation
 */
record CompactionRecord(Operation operation) {
  /** Runner of the operations that are compactions. */
  static final String RUNNER = "compaction";

  private static final JsonCodec<CompactionRecord> CODEC =
      new JsonCodec<>(CompactionRecord.class, Layouts.VERSION, (from, record) -> record);

  CompactionRecord {
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
