package io.novacron.cache.ignite.internal;

import io.novacron.api.store.Key;
import io.novacron.api.store.StoredRecord;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * What queries are answered from: derived from the records of this node's partitions, built when
 * the store opens, changed with each write before it is acknowledged. Safe for use by many threads.
 */
final class Indexes {
  private final Map<String, ConcurrentSkipListMap<String, TenantIndex>> byKind =
      new ConcurrentHashMap<>();

  /** Adds a record that is there from now on. Adding what is there already changes nothing. */
  void add(Key key, Map<String, String> attributes) {
    TenantIndex index =
        byKind
            .computeIfAbsent(key.kind(), kind -> new ConcurrentSkipListMap<>())
            .computeIfAbsent(key.tenant(), TenantIndex::new);
    index.add(Position.of(index.tenant(), key), attributes);
  }

  /**
   * Takes away what a record no longer has.
   *
   * @param before the record as it was
   * @param after the record as it is, or null when it was deleted
   */
  void removeStale(StoredRecord before, @Nullable StoredRecord after) {
    TenantIndex index = index(before.key().kind(), before.key().tenant());
    if (index == null) {
      return;
    }
    Position position = Position.of(before.key());
    if (after == null) {
      index.remove(position, before.attributes());
      return;
    }
    Set<Map.Entry<String, String>> stale = new HashSet<>(before.attributes().entrySet());
    stale.removeAll(after.attributes().entrySet());
    index.removeAttributes(position, stale);
  }

  @Nullable TenantIndex index(String kind, String tenant) {
    Map<String, TenantIndex> tenants = byKind.get(kind);
    return tenants == null ? null : tenants.get(tenant);
  }

  /** The indexes of a kind in all tenants. */
  Collection<TenantIndex> indexes(String kind) {
    Map<String, TenantIndex> tenants = byKind.get(kind);
    return tenants == null ? List.of() : tenants.values();
  }

  /** How many records there are. */
  long size() {
    return byKind.values().stream()
        .flatMap(tenants -> tenants.values().stream())
        .mapToLong(TenantIndex::size)
        .sum();
  }
}
