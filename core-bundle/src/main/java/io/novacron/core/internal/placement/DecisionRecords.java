package io.novacron.core.internal.placement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.novacron.api.placement.Decision;
import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.codec.JsonCodec;
import java.util.Map;

/**
 * How decisions are kept: with the machine that they are about, or alone when they are about none.
 * Either way a decision is found by the attribute {@link #ID}.
 */
public final class DecisionRecords {
  /** Kind of the records. */
  public static final String KIND = "decision";

  /** Attribute that holds the id of the decision. */
  public static final String ID = "id";

  private static final JsonCodec<Decision> CODEC =
      new JsonCodec<>(Decision.class, 2, DecisionRecords::upgrade);

  private DecisionRecords() {}

  /** Where a decision is kept that was made for a machine. */
  public static Key key(String tenant, String machine, String id) {
    return new Key(tenant, KIND, machine, id);
  }

  /**
   * The write that keeps a new decision.
   *
   * @param partitionKey id of the machine that it is about, or its own id
   */
  public static Mutation.Put put(Decision decision, String partitionKey) {
    return new Mutation.Put(
        key(decision.tenant(), partitionKey, decision.id()),
        Mutation.ABSENT,
        CODEC.schemaVersion(),
        Map.of(ID, decision.id()),
        CODEC.encode(decision));
  }

  /**
   * Reads a decision back.
   *
   * @throws io.novacron.core.internal.codec.UnreadableRecordException when it is damaged or of a
   *     later version
   */
  public static Decision decode(StoredRecord stored) {
    return CODEC.decode(stored);
  }

  /** Before version 2 there was one policy, and nothing was said of the runner-up's factors. */
  private static ObjectNode upgrade(int from, ObjectNode decision) {
    decision.putArray("runnerUpFactors");
    return decision.put("policyVersion", 1);
  }
}
