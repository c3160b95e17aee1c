package io.novacron.api.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Which node works on which shard. A claim is a record taken by compare-and-set, so a node that was
 * paused or cut off finds its writes refused once another has taken over.
 *
 * <p>All methods return at once and are safe for use by many threads.
 */
public interface Ownership {
  /** The fixed number of shards. It is on disk in every key and cannot change. */
  int SHARDS = 256;

  /**
   * The shard of a partition key: the FNV-1a hash (32 bit, over UTF-16 code units, low byte first)
   * of tenant, a zero code unit and partition key, folded to eight bits. Fixed for ever, since
   * claims and records are laid out by it.
   *
   * @return 0 to {@link #SHARDS} - 1
   */
  static int shardOf(String tenant, String partitionKey) {
    int hash = 0x811c9dc5;
    String text = tenant + '\0' + partitionKey;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      hash = (hash ^ (c & 0xff)) * 0x01000193;
      hash = (hash ^ (c >>> 8)) * 0x01000193;
    }
    return (hash ^ (hash >>> 8) ^ (hash >>> 16) ^ (hash >>> 24)) & (SHARDS - 1);
  }

  /**
   * Takes shards that are free, whose holder's lease has ended, or that a former run of the same
   * node held (two processes cannot run as one node, since the data directory is locked). Each gets
   * a new epoch.
   *
   * @param shards which
   * @param node name of the node that takes them
   * @param lease how long until they must be renewed, more than zero
   * @return the claims obtained; a shard that another node holds is missing
   */
  CompletionStage<Map<Integer, Claim>> claim(Set<Integer> shards, String node, Duration lease);

  /**
   * Prolongs claims; their epochs stay. A lease is the node's: as long as one of the claims shown
   * is still held, all that its node holds are prolonged, and no end moves back. So a renewal costs
   * one small write, however many shards a node has.
   *
   * @return the claims still held, with their new ends; one that was lost is missing
   */
  CompletionStage<Map<Integer, Claim>> renew(Set<Claim> claims, Duration lease);

  /**
   * Gives claims back, so that others need not wait for the lease to end. Lost ones are ignored.
   */
  CompletionStage<Void> release(Set<Claim> claims);

  /** All claims as they stand, by shard, including those whose lease has ended. */
  CompletionStage<List<Claim>> claims();
}
