package io.novacron.api.store;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A scan over one kind of record, answered from derived indexes.
 *
 * @param tenant tenant to look in; absent for all tenants, which only the control plane itself may
 *     ask
 * @param kind class of record
 * @param attributes attributes that a record must have, all of them, with exactly these values
 * @param fromId least id in the answer; absent for no bound. Ids are compared character by
 *     character
 * @param beforeId id that all in the answer are less than; absent for no bound
 * @param order order of the ids
 * @param limit most records in the answer, 1 to {@link #MOST}
 * @param pageToken where to go on, as an earlier page gave it; it stays good while records come and
 *     go, over a restart and over a change of owner
 */
public record Query(
    @Nullable String tenant,
    String kind,
    Map<String, String> attributes,
    @Nullable String fromId,
    @Nullable String beforeId,
    Order order,
    int limit,
    @Nullable String pageToken) {
  /** The largest page. */
  public static final int MOST = 1000;

  public Query {
    Objects.requireNonNull(kind, "kind");
    attributes = Map.copyOf(attributes);
    Objects.requireNonNull(order, "order");
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit must be 1 to " + MOST + " but is " + limit);
    }
  }

  /** All records of a kind in a tenant, oldest id first. */
  public static Query of(@Nullable String tenant, String kind) {
    return new Query(tenant, kind, Map.of(), null, null, Order.ASCENDING, MOST, null);
  }

  public Query withAttributes(Map<String, String> values) {
    return new Query(tenant, kind, values, fromId, beforeId, order, limit, pageToken);
  }

  /** Only ids from one bound, inclusive, to another, exclusive; absent for no bound. */
  public Query withIds(@Nullable String from, @Nullable String before) {
    return new Query(tenant, kind, attributes, from, before, order, limit, pageToken);
  }

  public Query withOrder(Order value) {
    return new Query(tenant, kind, attributes, fromId, beforeId, value, limit, pageToken);
  }

  public Query withLimit(int value) {
    return new Query(tenant, kind, attributes, fromId, beforeId, order, value, pageToken);
  }

  public Query withPageToken(@Nullable String value) {
    return new Query(tenant, kind, attributes, fromId, beforeId, order, limit, value);
  }

  /** Order of the ids in a scan. */
  public enum Order {
    ASCENDING,
    DESCENDING
  }
}
