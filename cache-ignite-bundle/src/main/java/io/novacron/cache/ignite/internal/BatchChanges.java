package io.novacron.cache.ignite.internal;

import io.novacron.api.store.Key;
import io.novacron.api.store.StoredRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the works of one batch have changed in memory, until it is on the disk and may be seen. For
 * one thread.
 */
final class BatchChanges {
  private final UnflushedWrites unflushed;
  private final Indexes indexes;
  private final ClaimTable claimTable;
  private final Map<Key, Change> changes = new LinkedHashMap<>();
  private final List<StoredClaim> claims = new ArrayList<>();
  private final List<StoredLease> leases = new ArrayList<>();

  BatchChanges(UnflushedWrites unflushed, Indexes indexes, ClaimTable claimTable) {
    this.unflushed = unflushed;
    this.indexes = indexes;
    this.claimTable = claimTable;
  }

  /** Notes a change of a record; to be called before memory is changed. */
  void add(Key key, @Nullable StoredRecord before, @Nullable StoredRecord after) {
    unflushed.hide(key, before);
    changes.merge(
        key,
        new Change(before, after),
        (earlier, later) -> new Change(earlier.before(), later.after()));
  }

  /** Notes a change of a claim. */
  void add(StoredClaim claim) {
    claims.add(claim);
  }

  /** Notes a change of a lease. */
  void add(StoredLease lease) {
    leases.add(lease);
  }

  /**
   * Lets readers see it all, in the order of the works. A query that began before sees each record
   * as it was or as it is. A new record can be read before it can be listed, so a list that has it
   * has those of its shard that were made before it too.
   */
  void publish() {
    changes.forEach(
        (key, change) -> {
          StoredRecord before = change.before();
          StoredRecord after = change.after();
          if (before == null) {
            unflushed.reveal(key);
          }
          if (after != null) {
            indexes.add(key, after.attributes());
          }
          if (before != null) {
            unflushed.reveal(key);
            indexes.removeStale(before, after);
          }
        });
    claims.forEach(claimTable::put);
    leases.forEach(claimTable::put);
  }

  private record Change(@Nullable StoredRecord before, @Nullable StoredRecord after) {}
}
