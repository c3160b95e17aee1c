package io.novacron.core.internal.plan;

import io.novacron.api.plan.Plan;
import io.novacron.api.plan.PlannedAction;
import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.codec.JsonCodec;
import io.novacron.core.internal.machine.Digest;
import java.util.List;
import java.util.Map;

/** How plans are kept: each under its own id. */
final class PlanRecords {
  static final String KIND = "plan";

  /** Attribute that names who may read a plan. */
  static final String ACTOR = "actor";

  /** Version 2 has changes that are no items of a batch; a plan of version 1 has none. */
  private static final JsonCodec<PlanRecord> CODEC =
      new JsonCodec<>(PlanRecord.class, 2, (from, value) -> value);

  private static final JsonCodec<KeptChange> CHANGE = JsonCodec.of(KeptChange.class);
  private static final JsonCodec<PlannedAction> ACTION = JsonCodec.of(PlannedAction.class);

  private PlanRecords() {}

  static Key key(String tenant, String id) {
    return new Key(tenant, KIND, id, id);
  }

  static Mutation.Put put(PlanRecord record, long revision) {
    Plan plan = record.plan();
    return new Mutation.Put(
        key(plan.tenant(), plan.id()),
        revision,
        CODEC.schemaVersion(),
        Map.of(ACTOR, plan.actor()),
        CODEC.encode(record));
  }

  static PlanRecord read(StoredRecord stored) {
    return CODEC.decode(stored);
  }

  /** The id of the operation that an update gets, which follows from that of the plan. */
  static String operation(String plan) {
    return "op" + plan.substring(plan.indexOf('-')) + "-plan";
  }

  /** The digest over what was asked for. */
  static String digest(KeptChange change) {
    return Digest.of((Object) CHANGE.encode(change));
  }

  /**
   * The digest over a plan.
   *
   * @param request digest of what was asked for
   */
  static String hash(String tenant, String actor, String request, List<PlannedAction> actions) {
    return Digest.of(
        tenant, actor, request, Digest.of(actions.stream().map(ACTION::encode).toArray()));
  }
}
