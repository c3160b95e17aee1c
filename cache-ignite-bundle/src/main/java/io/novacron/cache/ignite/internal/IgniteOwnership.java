package io.novacron.cache.ignite.internal;

import io.novacron.api.store.Claim;
import io.novacron.api.store.Ownership;
import io.novacron.api.store.StateStoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Claims kept as entries in the shards they are for, and for each node one lease that prolongs all
 * that it holds.
 */
final class IgniteOwnership implements Ownership {
  private final CommitLanes lanes;
  private final RecordCache records;
  private final ClaimTable table;
  private final Clock clock;

  IgniteOwnership(CommitLanes lanes, RecordCache records, ClaimTable table, Clock clock) {
    this.lanes = lanes;
    this.records = records;
    this.table = table;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Map<Integer, Claim>> claim(
      Set<Integer> shards, String node, Duration lease) {
    requirePositive(lease);
    for (int shard : shards) {
      if (shard < 0 || shard >= SHARDS) {
        throw new IllegalArgumentException("shard must be 0 to 255 but is " + shard);
      }
    }
    return change(
        shards,
        (shard, current) -> {
          Instant now = clock.instant();
          if (current == null) {
            return new StoredClaim(new Claim(shard, node, 1, now.plus(lease)), false);
          }
          // Read in the transaction that takes the shard, so no renewal comes in between.
          StoredLease holders = records.lease(current.claim().node());
          return current.prolonged(holders).isFreeFor(node, now)
              ? new StoredClaim(
                  new Claim(shard, node, current.claim().epoch() + 1, now.plus(lease)), false)
              : null;
        });
  }

  @Override
  public CompletionStage<Map<Integer, Claim>> renew(Set<Claim> claims, Duration lease) {
    requirePositive(lease);
    Map<String, List<Claim>> byNode = claims.stream().collect(Collectors.groupingBy(Claim::node));
    List<CompletableFuture<Map<Integer, Claim>>> parts = new ArrayList<>();
    byNode.forEach(
        (node, ofNode) -> {
          LeaseWork work = new LeaseWork(node, ofNode, lease, records, clock);
          parts.add(work.result());
          submit(lanes.laneOf(EntryKeys.leaseShard(node)), work);
        });
    return joined(parts);
  }

  @Override
  public CompletionStage<Void> release(Set<Claim> claims) {
    return change(
            claims.stream().map(Claim::shard).collect(Collectors.toSet()),
            (shard, current) ->
                current != null && claims.stream().anyMatch(current::isHeldAs)
                    ? released(current.claim())
                    : null)
        .thenAccept(released -> {});
  }

  @Override
  public CompletionStage<List<Claim>> claims() {
    return CompletableFuture.completedFuture(table.all());
  }

  private CompletionStage<Map<Integer, Claim>> change(
      Collection<Integer> shards, ClaimWork.Rule rule) {
    Map<Integer, List<Integer>> byLane =
        shards.stream().sorted().collect(Collectors.groupingBy(lanes::laneOf));
    List<CompletableFuture<Map<Integer, Claim>>> parts = new ArrayList<>();
    byLane.forEach(
        (lane, ofLane) -> {
          ClaimWork work = new ClaimWork(ofLane, rule, records);
          parts.add(work.result());
          submit(lane, work);
        });
    return joined(parts);
  }

  private void submit(int lane, LaneWork work) {
    try {
      lanes.submit(lane, work);
    } catch (StateStoreException e) {
      work.fail(e);
    }
  }

  private static CompletionStage<Map<Integer, Claim>> joined(
      List<CompletableFuture<Map<Integer, Claim>>> parts) {
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
        .thenApply(
            done -> {
              Map<Integer, Claim> all = new TreeMap<>();
              parts.forEach(part -> all.putAll(part.join()));
              return all;
            });
  }

  private StoredClaim released(Claim held) {
    return new StoredClaim(
        new Claim(held.shard(), held.node(), held.epoch(), clock.instant()), true);
  }

  private static void requirePositive(Duration lease) {
    if (lease.isZero() || lease.isNegative()) {
      throw new IllegalArgumentException("lease must be more than zero but is " + lease);
    }
  }
}
