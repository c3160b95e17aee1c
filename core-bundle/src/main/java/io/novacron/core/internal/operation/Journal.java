package io.novacron.core.internal.operation;

import io.novacron.api.operation.Operation;
import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.codec.JsonCodec;
import java.util.HashMap;
import java.util.Map;

/**
 * How operations are kept in the state store: with their machine, under its id as the partition
 * key.
 */
public final class Journal {
  /** Kind of the records. */
  public static final String KIND = "operation";

  /** Attribute that says which part of core goes on with an operation that is not done. */
  public static final String RUNNER = "runner";

  /** Attribute that names the operation that an operation is a part of. */
  public static final String PARENT = "parent";

  /** Runner of the operations on one machine. */
  public static final String MACHINE = "machine";

  private static final JsonCodec<OperationRecord> CODEC =
      new JsonCodec<>(OperationRecord.class, Layouts.VERSION, Layouts::operationRecord);

  /** Runner of the operations that were done as they were recorded: none. */
  private static final String RECORDED = "recorded";

  private static final JsonCodec<Recorded> DONE =
      new JsonCodec<>(Recorded.class, Layouts.VERSION, (from, record) -> record);

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
        attributes(record.operation(), MACHINE),
        CODEC.encode(record));
  }

  /** Writes a new operation that was done as it was recorded, so that nobody goes on with it. */
  public static Mutation.Put putDone(Operation operation) {
    return new Mutation.Put(
        key(operation),
        Mutation.ABSENT,
        DONE.schemaVersion(),
        attributes(operation, RECORDED),
        DONE.encode(new Recorded(operation)));
  }

  /** Reads an operation, with the revision of its record. */
  public static OperationRecord read(StoredRecord stored) {
    return CODEC.decode(stored).withRevision(stored.revision());
  }

  /**
   * What callers see of an operation, whichever runner's layout it is kept in: each has it as its
   * field {@code operation}.
   */
  public static Operation operation(StoredRecord stored) {
    return JsonCodec.decodeField(
            stored, "operation", Operation.class, Layouts.VERSION, Layouts::operationRecord)
        .toBuilder()
        .revision(stored.revision())
        .build();
  }

  private record Recorded(Operation operation) {}

  /** Which runner goes on with an operation. */
  public static String runner(StoredRecord stored) {
    return stored.attributes().getOrDefault(RUNNER, MACHINE);
  }

  /** What an operation can be found by. */
  public static Map<String, String> attributes(Operation operation, String runner) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put(RUNNER, runner);
    attributes.put("id", operation.id());
    attributes.put("target", operation.target());
    attributes.put("kind", operation.kind().wireName());
    attributes.put("state", operation.state().name());
    attributes.put("done", Boolean.toString(operation.done()));
    if (operation.parent() != null) {
      attributes.put(PARENT, operation.parent());
    }
    return attributes;
  }
}
