package io.novacron.cache.ignite.internal;

import io.novacron.api.store.Claim;
import io.novacron.api.store.StateStoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.ignite.transactions.Transaction;

/**
 * The renewal of a node's claims on its way through a lane: the node's lease is written once, and
 * the claims are only read.
 *
 * <p>Who takes a shard from another node reads that node's lease in the transaction that takes it,
 * which locks it. So either the taker sees the longer lease and leaves the shard, or it was first
 * and the claims, which are read after the lease was written, show that the shard is lost.
 */
final class LeaseWork implements LaneWork {
  private static final long CLAIM_BYTES = 128;

  private final String node;
  private final Collection<Claim> shown;
  private final Duration lease;
  private final RecordCache records;
  private final Clock clock;
  private final Map<Integer, Claim> renewed = new TreeMap<>();
  private final CompletableFuture<Map<Integer, Claim>> result = new CompletableFuture<>();

  /**
   * Makes a renewal.
   *
   * @param node name of the node that holds the claims
   * @param shown the claims to prolong
   */
  LeaseWork(
      String node, Collection<Claim> shown, Duration lease, RecordCache records, Clock clock) {
    this.node = node;
    this.shown = shown;
    this.lease = lease;
    this.records = records;
    this.clock = clock;
  }

  /** The claims that are still held, by shard, with their new ends. */
  CompletableFuture<Map<Integer, Claim>> result() {
    return result;
  }

  @Override
  public long bytes() {
    return CLAIM_BYTES * shown.size();
  }

  @Override
  public void apply(BatchChanges changes) {
    if (shown.stream().noneMatch(this::isHeld)) {
      return;
    }
    StoredLease written = prolong();
    changes.add(written);
    shown.stream()
        .filter(this::isHeld)
        .forEach(
            claim ->
                renewed.put(
                    claim.shard(), new Claim(claim.shard(), node, claim.epoch(), written.until())));
  }

  private StoredLease prolong() {
    try (Transaction atomic = records.begin()) {
      StoredLease before = records.lease(node);
      Instant until = clock.instant().plus(lease);
      // Never earlier than what was promised before: the holder may still rely on that.
      StoredLease after =
          before != null && before.until().isAfter(until) ? before : new StoredLease(node, until);
      records.put(after);
      atomic.commit();
      return after;
    }
  }

  private boolean isHeld(Claim claim) {
    StoredClaim current = records.claim(claim.shard());
    return current != null && current.isHeldAs(claim);
  }

  @Override
  public boolean needsFlush() {
    return !renewed.isEmpty();
  }

  @Override
  public void acknowledge() {
    result.complete(renewed);
  }

  @Override
  public void fail(StateStoreException reason) {
    result.completeExceptionally(reason);
  }
}
