package io.novacron.core.internal.inventory;

import io.novacron.api.inventory.Drift;
import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.codec.JsonCodec;
import java.util.Map;

/** How differences are kept in the state store: with their machine. */
public final class DriftRecords {
  /** Kind of the records. */
  public static final String KIND = "drift";

  /** Attribute that holds the id of the machine. */
  public static final String MACHINE = "machine";

  private static final JsonCodec<Drift> CODEC =
      new JsonCodec<>(Drift.class, 1, (from, record) -> record);

  private DriftRecords() {}

  /** Where a difference is kept. */
  static Key key(String tenant, String machine, String id) {
    return new Key(tenant, KIND, machine, id);
  }

  /** Writes a difference over the revision that it was computed from; 0 for a new one. */
  static Mutation.Put put(Drift drift) {
    return new Mutation.Put(
        key(drift.tenant(), drift.machine(), drift.id()),
        drift.revision(),
        CODEC.schemaVersion(),
        Map.of(
            MACHINE,
            drift.machine(),
            "account",
            drift.account(),
            "region",
            drift.region(),
            "aspect",
            drift.aspect().name(),
            "ignored",
            Boolean.toString(drift.ignored())),
        CODEC.encode(drift));
  }

  /** Removes a difference as it was read. */
  static Mutation.Delete delete(Drift drift) {
    return new Mutation.Delete(key(drift.tenant(), drift.machine(), drift.id()), drift.revision());
  }

  /** Reads a difference, with the revision of its record. */
  static Drift read(StoredRecord stored) {
    return CODEC.decode(stored).withRevision(stored.revision());
  }
}
