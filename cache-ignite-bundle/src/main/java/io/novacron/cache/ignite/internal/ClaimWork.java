package io.novacron.cache.ignite.internal;

import io.novacron.api.store.Claim;
import io.novacron.api.store.StateStoreException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.ignite.transactions.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Changes of claims on their way through a lane; each shard's by compare-and-set, one flush for
 * all.
 */
final class ClaimWork implements LaneWork {
  private static final long SHARD_BYTES = 256;

  private final Collection<Integer> shards;
  private final Rule rule;
  private final RecordCache records;
  private final Map<Integer, Claim> changed = new TreeMap<>();
  private final CompletableFuture<Map<Integer, Claim>> result = new CompletableFuture<>();

  ClaimWork(Collection<Integer> shards, Rule rule, RecordCache records) {
    this.shards = shards;
    this.rule = rule;
    this.records = records;
  }

  /** The claims that were changed, by shard. */
  CompletableFuture<Map<Integer, Claim>> result() {
    return result;
  }

  @Override
  public long bytes() {
    return SHARD_BYTES * shards.size();
  }

  @Override
  public void apply(BatchChanges changes) {
    for (int shard : shards) {
      try (Transaction atomic = records.begin()) {
        StoredClaim next = rule.next(shard, records.claim(shard));
        if (next != null) {
          records.put(next);
          atomic.commit();
          changes.add(next);
          changed.put(shard, next.claim());
        }
      }
    }
  }

  @Override
  public boolean needsFlush() {
    return !changed.isEmpty();
  }

  @Override
  public void acknowledge() {
    result.complete(changed);
  }

  @Override
  public void fail(StateStoreException reason) {
    result.completeExceptionally(reason);
  }

  /** Decides what becomes of a claim. */
  @FunctionalInterface
  interface Rule {
    /** Gives the claim that replaces the current one, or null to leave it. */
    @Nullable StoredClaim next(int shard, @Nullable StoredClaim current);
  }
}
