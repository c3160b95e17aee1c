package io.novacron.core.internal.operation;

import io.novacron.api.operation.Operation;
import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.codec.JsonCodec;
import java.util.Map;

/**
 * How operations are kept in the state store: with their machine, under its id as the partition
 * key.
 */
public final class Journal {
  /** Kind of the records. */
  public static final String KIND = "operation";

  private static final JsonCodec<OperationRecord> CODEC = JsonCodec.of(OperationRecord.class);

  private Journal() {}

  /** Where an operation is kept. */
  public static Key key(String tenant, String machine, String operation) {
    return new Key(tenant, KIND, machine, operation);
  }

  /** Where an operation is kept. */
  public static Key key(Operation operation) {
    return key(operation.tenant(), operation.target(), operation.id());
  }

  /** Writes an operation over the revision that it was computed from; 0 for a new one. */
  public static Mutation.Put put(OperationRecord record) {
    return new Mutation.Put(
        key(record.operation()),
        record.operation().revision(),
        CODEC.schemaVersion(),
        attributes(record.operation()),
        CODEC.encode(record));
  }

  /** Reads an operation, with the revision of its record. */
  public static OperationRecord read(StoredRecord stored) {
    return CODEC.decode(stored).withRevision(stored.revision());
  }

  private static Map<String, String> attributes(Operation operation) {
    return Map.of(
        "id", operation.id(),
        "target", operation.target(),
        "kind", operation.kind().wireName(),
        "state", operation.state().name(),
        "done", Boolean.toString(operation.done()));
  }
}
