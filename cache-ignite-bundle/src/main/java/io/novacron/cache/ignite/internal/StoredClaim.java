package io.novacron.cache.ignite.internal;

import io.novacron.api.store.Claim;
import io.novacron.api.store.StateStoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A claim as it is kept: version, epoch, end of its first lease, whether it was given back, node.
 * It is written when it is taken or given back; between these the {@link StoredLease} of its node
 * prolongs it. A claim that was given back stays, since its epoch must not come again.
 *
 * @param claim the claim
 * @param released whether its holder gave it back
 */
record StoredClaim(Claim claim, boolean released) {
  private static final int VERSION = 1;
  private static final int FIXED_BYTES = 1 + Long.BYTES + Long.BYTES + 1;

  byte[] encode() {
    byte[] node = claim.node().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(FIXED_BYTES + node.length)
        .put((byte) VERSION)
        .putLong(claim.epoch())
        .putLong(claim.leaseUntil().toEpochMilli())
        .put((byte) (released ? 1 : 0))
        .put(node)
        .array();
  }

  static StoredClaim decode(int shard, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length <= FIXED_BYTES || in.get() != VERSION) {
      throw new StateStoreException(
          "the claim on shard " + shard + " is damaged or was written by a newer release", null);
    }
    long epoch = in.getLong();
    Instant leaseUntil = Instant.ofEpochMilli(in.getLong());
    boolean released = in.get() != 0;
    byte[] node = new byte[in.remaining()];
    in.get(node);
    return new StoredClaim(
        new Claim(shard, new String(node, StandardCharsets.UTF_8), epoch, leaseUntil), released);
  }

  /** Tells whether a claim that somebody shows is this one: leases may differ, epochs may not. */
  boolean isHeldAs(Claim shown) {
    return !released
        && claim.shard() == shown.shard()
        && claim.epoch() == shown.epoch()
        && claim.node().equals(shown.node());
  }

  /** This claim with the end that the lease of its node gives it, if that is later. */
  StoredClaim prolonged(@Nullable StoredLease lease) {
    if (released || lease == null || !lease.until().isAfter(claim.leaseUntil())) {
      return this;
    }
    return new StoredClaim(
        new Claim(claim.shard(), claim.node(), claim.epoch(), lease.until()), false);
  }

  /** Tells whether a node may take the shard; to be asked of a claim that was prolonged. */
  boolean isFreeFor(String node, Instant now) {
    return released || claim.node().equals(node) || !claim.leaseUntil().isAfter(now);
  }
}
