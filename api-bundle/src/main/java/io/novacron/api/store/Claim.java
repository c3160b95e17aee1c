package io.novacron.api.store;

import java.time.Instant;
import java.util.Objects;

/**
 * The right of one node to work on one shard, for a while.
 *
 * @param shard number of the shard, 0 to {@link Ownership#SHARDS} - 1
 * @param node name of the node that holds it
 * @param epoch rises with every change of holder and every restart of one; never repeats for a
 *     shard
 * @param leaseUntil when the right ends unless it is renewed; the holder begins no call to a cloud
 *     that could reach it after this moment
 */
public record Claim(int shard, String node, long epoch, Instant leaseUntil) {
  public Claim {
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(leaseUntil, "leaseUntil");
    if (shard < 0 || shard >= Ownership.SHARDS || epoch < 1) {
      throw new IllegalArgumentException(
          "shard must be 0 to 255 and epoch 1 or more but they are " + shard + " and " + epoch);
    }
  }
}
