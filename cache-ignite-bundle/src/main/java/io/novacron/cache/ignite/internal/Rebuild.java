package io.novacron.cache.ignite.internal;

import io.novacron.api.store.Ownership;
import java.util.stream.IntStream;
import javax.cache.Cache;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.cache.affinity.AffinityKey;
import org.apache.ignite.cache.query.QueryCursor;
import org.apache.ignite.cache.query.ScanQuery;

/** Makes what is derived from the stored entries when a store opens, shard by shard. */
final class Rebuild {
  private final Ignite ignite;
  private final RecordCache records;
  private final TransactionApplier applier;
  private final Indexes indexes;
  private final ClaimTable claims;

  Rebuild(
      Ignite ignite,
      RecordCache records,
      TransactionApplier applier,
      Indexes indexes,
      ClaimTable claims) {
    this.ignite = ignite;
    this.records = records;
    this.applier = applier;
    this.indexes = indexes;
    this.claims = claims;
  }

  void run() {
    IntStream.range(0, Ownership.SHARDS).forEach(this::rebuild);
  }

  private void rebuild(int shard) {
    applier.recover(shard);
    IgniteCache<AffinityKey<String>, byte[]> cache = ignite.cache(GridConfiguration.STATE_CACHE);
    ScanQuery<AffinityKey<String>, byte[]> scan = new ScanQuery<>();
    scan.setPartition(shard).setLocal(true);
    try (QueryCursor<Cache.Entry<AffinityKey<String>, byte[]>> entries = cache.query(scan)) {
      for (Cache.Entry<AffinityKey<String>, byte[]> entry : entries) {
        if (EntryKeys.isRecord(entry.getKey())) {
          String text = entry.getKey().key();
          indexes.add(EntryKeys.parse(text), Envelope.attributes(text, entry.getValue()));
        } else if (EntryKeys.isLease(entry.getKey())) {
          claims.put(StoredLease.decode(EntryKeys.leaseNode(entry.getKey()), entry.getValue()));
        }
      }
    }
    StoredClaim claim = records.claim(shard);
    if (claim != null) {
      claims.put(claim);
    }
  }
}
