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
 * @param order order of the ids
 * @param limit most records in the answer, 1 to {@link #MOST}
 * @param pageToken where to go on, as an earlier page gave it; it stays good while records come and
 *     go, over a restart and over a change of owner
 */
public record Query(
    @Nullable String tenant,
    String kind,
    Map<String, String> attributes,
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
    return new Query(tenant, kind, Map.of(), Order.ASCENDING, MOST, null);
  }

  public Query withAttributes(Map<String, String> values) {
    return new Query(tenant, kind, values, order, limit, pageToken);
  }

  public Query withOrder(Order value) {
    return new Query(tenant, kind, attributes, value, limit, pageToken);
  }

  public Query withLimit(int value) {
    return new Query(tenant, kind, attributes, order, value, pageToken);
  }

  public Query withPageToken(@Nullable String value) {
    return new Query(tenant, kind, attributes, order, limit, value);
  }

  /** Order of the ids in a scan. */
  public enum Order {
    ASCENDING,
    DESCENDING
  }
}
