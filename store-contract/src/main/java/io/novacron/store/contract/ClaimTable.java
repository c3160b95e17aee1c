package io.novacron.store.contract;

import io.novacron.api.store.Claim;
import io.novacron.api.store.Ownership;
import io.novacron.api.store.StaleClaimException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The claims of a store in memory. A released claim stays, marked, since its epoch must not come
 * again.
 */
final class ClaimTable {
  private final Clock clock;
  private final TreeMap<Integer, Claim> current = new TreeMap<>();
  private final Map<String, Instant> leases = new HashMap<>();
  private final Map<Integer, Long> released = new HashMap<>();
  private long refusals;

  ClaimTable(Clock clock) {
    this.clock = clock;
  }

  synchronized Map<Integer, Claim> claim(Set<Integer> shards, String node, Duration lease) {
    requirePositive(lease);
    Instant now = clock.instant();
    Map<Integer, Claim> taken = new TreeMap<>();
    for (int shard : shards) {
      if (shard < 0 || shard >= Ownership.SHARDS) {
        throw new IllegalArgumentException("shard must be 0 to 255 but is " + shard);
      }
      Claim holder = current.get(shard);
      if (holder == null
          || holder.node().equals(node)
          || !isHeld(holder)
          || !prolonged(holder).leaseUntil().isAfter(now)) {
        long epoch = holder == null ? 1 : holder.epoch() + 1;
        taken.put(shard, new Claim(shard, node, epoch, now.plus(lease)));
      }
    }
    current.putAll(taken);
    return taken;
  }

  synchronized Map<Integer, Claim> renew(Set<Claim> claims, Duration lease) {
    requirePositive(lease);
    Instant until = clock.instant().plus(lease);
    Map<Integer, Claim> renewed = new TreeMap<>();
    for (Claim claim : claims) {
      if (isCurrent(claim)) {
        leases.merge(claim.node(), until, (former, next) -> next.isAfter(former) ? next : former);
        renewed.put(claim.shard(), prolonged(claim));
      }
    }
    return renewed;
  }

  synchronized void release(Set<Claim> claims) {
    Instant now = clock.instant();
    for (Claim claim : claims) {
      if (isCurrent(claim)) {
        current.put(claim.shard(), until(claim, now));
        released.put(claim.shard(), claim.epoch());
      }
    }
  }

  synchronized void verify(Claim claim) {
    if (!isCurrent(claim)) {
      refusals++;
      throw new StaleClaimException(claim, String.valueOf(current.get(claim.shard())));
    }
  }

  synchronized List<Claim> all() {
    List<Claim> all = new ArrayList<>();
    current.values().forEach(claim -> all.add(isHeld(claim) ? prolonged(claim) : claim));
    return all;
  }

  synchronized long refusals() {
    return refusals;
  }

  /** The claim with the end that the lease of its node gives it, if that is later. */
  private Claim prolonged(Claim claim) {
    Instant lease = leases.getOrDefault(claim.node(), claim.leaseUntil());
    return lease.isAfter(claim.leaseUntil()) ? until(claim, lease) : claim;
  }

  private static Claim until(Claim claim, Instant end) {
    return new Claim(claim.shard(), claim.node(), claim.epoch(), end);
  }

  private boolean isCurrent(Claim claim) {
    Claim holder = current.get(claim.shard());
    return holder != null
        && holder.node().equals(claim.node())
        && holder.epoch() == claim.epoch()
        && isHeld(holder);
  }

  private boolean isHeld(Claim claim) {
    return released.getOrDefault(claim.shard(), 0L) != claim.epoch();
  }

  private static void requirePositive(Duration lease) {
    if (lease.isZero() || lease.isNegative()) {
      throw new IllegalArgumentException("lease must be more than zero but is " + lease);
    }
  }
}
