package io.novacron.cache.ignite.internal;

import io.novacron.api.store.Claim;
import io.novacron.api.store.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The claims and leases that are safe on the disk, for those who ask. Writers check the stored
 * ones.
 */
final class ClaimTable {
  private final AtomicReferenceArray<StoredClaim> claims =
      new AtomicReferenceArray<>(Ownership.SHARDS);
  private final Map<String, StoredLease> leases = new ConcurrentHashMap<>();

  void put(StoredLease lease) {
    leases.put(lease.node(), lease);
  }

  void put(StoredClaim claim) {
    claims.set(claim.claim().shard(), claim);
  }

  List<Claim> all() {
    List<Claim> all = new ArrayList<>();
    for (int shard = 0; shard < Ownership.SHARDS; shard++) {
      StoredClaim claim = claims.get(shard);
      if (claim != null) {
        all.add(claim.prolonged(leases.get(claim.claim().node())).claim());
      }
    }
    return all;
  }
}
