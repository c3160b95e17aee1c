package io.novacron.core.internal.operation;

import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineState;
import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.codec.JsonCodec;
import java.util.HashMap;
import java.util.Map;

/** How machines are kept in the state store. */
public final class MachineRecords {
  /** Kind of the records. */
  public static final String KIND = "machine";

  /** Begins the attributes that hold labels. */
  public static final String LABEL = "label:";

  /** Attribute that is {@code true} for machines that belong to a placement group. */
  public static final String GROUPED = "grouped";

  private static final JsonCodec<Machine> CODEC =
      new JsonCodec<>(Machine.class, Layouts.VERSION, Layouts::machine);

  private MachineRecords() {}

  /** Where a machine is kept. */
  public static Key key(String tenant, String id) {
    return new Key(tenant, KIND, id, id);
  }

  /** Writes a machine over the revision that it was computed from; 0 for a new one. */
  public static Mutation.Put put(Machine machine) {
    return new Mutation.Put(
        key(machine.tenant(), machine.id()),
        machine.revision(),
        CODEC.schemaVersion(),
        attributes(machine),
        CODEC.encode(machine));
  }

  /** Reads a machine, with the revision of its record. */
  public static Machine read(StoredRecord stored) {
    return withRevision(CODEC.decode(stored), stored.revision());
  }

  /** The same machine under another revision. */
  public static Machine withRevision(Machine machine, long revision) {
    return machine.toBuilder().revision(revision).build();
  }

  private static Map<String, String> attributes(Machine machine) {
    Map<String, String> attributes = new HashMap<>();
    machine.spec().labels().forEach((key, value) -> attributes.put(LABEL + key, value));
    attributes.put("name", machine.name());
    attributes.put("state", machine.status().state().name());
    attributes.put("deleted", Boolean.toString(machine.status().state() == MachineState.DELETED));
    if (machine.spec().placement().group() != null) {
      attributes.put(GROUPED, "true");
    }
    if (machine.status().account() != null) {
      attributes.put("account", machine.status().account());
    }
    if (machine.status().region() != null) {
      attributes.put("region", machine.status().region());
    }
    return attributes;
  }
}
