package io.novacron.cache.ignite.internal;

import io.novacron.api.store.Key;
import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StoredRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads records and lists as of their last acknowledged writes. */
final class RecordReader {
  private final RecordCache records;
  private final UnflushedWrites unflushed;
  private final Indexes indexes;

  RecordReader(RecordCache records, UnflushedWrites unflushed, Indexes indexes) {
    this.records = records;
    this.unflushed = unflushed;
    this.indexes = indexes;
  }

  Optional<StoredRecord> find(Key key) {
    StoredRecord found = records.find(key);
    return unflushed.visible(key, found);
  }

  /** Whether this node holds the record, if there is one. */
  boolean owns(Key key) {
    return records.owns(key);
  }

  Page<StoredRecord> page(Query query) {
    boolean ascending = query.order() == Query.Order.ASCENDING;
    Position from = bound(query.fromId());
    Position before = bound(query.beforeId());
    Position begin = ascending ? from : before;
    Position after =
        query.pageToken() == null ? begin : Position.of(PageToken.decode(query, query.pageToken()));
    Scan scan =
        new Scan(tenants(query), query.attributes(), ascending, after, ascending ? before : from);
    // One more than asked for tells whether another page follows.
    List<StoredRecord> items = new ArrayList<>();
    int wanted = query.limit() + 1;
    while (items.size() < wanted) {
      List<Position> positions = scan.take(wanted - items.size());
      if (positions.isEmpty()) {
        return new Page<>(items, null);
      }
      for (Position position : positions) {
        // Asked again of the record itself: the index may be a moment ahead of it or behind.
        find(position.key(query.kind()))
            .filter(
                record -> record.attributes().entrySet().containsAll(query.attributes().entrySet()))
            .ifPresent(items::add);
      }
    }
    items.remove(query.limit());
    return new Page<>(items, PageToken.encode(query, items.get(query.limit() - 1).key()));
  }

  private static @Nullable Position bound(@Nullable String id) {
    return id == null ? null : Position.before(id);
  }

  private Collection<TenantIndex> tenants(Query query) {
    if (query.tenant() == null) {
      return indexes.indexes(query.kind());
    }
    TenantIndex index = indexes.index(query.kind(), query.tenant());
    return index == null ? List.of() : List.of(index);
  }
}
