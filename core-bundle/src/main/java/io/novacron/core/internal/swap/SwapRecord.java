package io.novacron.core.internal.swap;

import io.novacron.api.operation.Operation;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.codec.JsonCodec;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.operation.Layouts;
import java.util.Objects;

/**
 * A swap as it is kept among the operations; its target is the provider type.
 *
 * @param operation the operation
 * @param version the version that is to serve
 */
record SwapRecord(Operation operation, String version) {
  /** Runner of the operations that are swaps. */
  static final String RUNNER = "provider-swap";

  private static final JsonCodec<SwapRecord> CODEC =
      new JsonCodec<>(SwapRecord.class, Layouts.VERSION, (from, record) -> record);

  SwapRecord {
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(version, "version");
  }

  static SwapRecord read(StoredRecord stored) {
    return new SwapRecord(Journal.operation(stored), CODEC.decode(stored).version());
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
