package io.novacron.cache.ignite.internal;

import io.novacron.api.store.Key;
import io.novacron.api.store.Ownership;
import io.novacron.api.store.StateStoreException;
import org.apache.ignite.cache.affinity.AffinityKey;

/**
 * Keys as they are in the cache: text that holds the four parts, and the shard as the affinity key.
 * The form is on disk and cannot change.
 */
final class EntryKeys {
  /** No part of a key may hold it, so it separates parts and begins the names that are our own. */
  private static final char SEPARATOR = '|';

  private static final String OWN = "|";
  private static final String LEASE = "|lease|";

  private EntryKeys() {}

  /** Where a record is kept. */
  static AffinityKey<String> record(Key key) {
    return new AffinityKey<>(text(key), Ownership.shardOf(key.tenant(), key.partitionKey()));
  }

  /** Where the claim on a shard is kept: in the shard itself. */
  static AffinityKey<String> claim(int shard) {
    return new AffinityKey<>("|claim", shard);
  }

  /** Where the lease of a node is kept; its shard has no meaning but spreads them. */
  static AffinityKey<String> lease(String node) {
    return new AffinityKey<>(LEASE + node, leaseShard(node));
  }

  /** The shard in which the lease of a node is kept. */
  static int leaseShard(String node) {
    return Ownership.shardOf("", node);
  }

  /** Tells whether an entry is the lease of a node. */
  static boolean isLease(AffinityKey<String> key) {
    return key.key().startsWith(LEASE);
  }

  /** The node of which an entry is the lease. */
  static String leaseNode(AffinityKey<String> key) {
    return key.key().substring(LEASE.length());
  }

  /** Where a shard's last transaction of several changes is kept until the next one. */
  static AffinityKey<String> lastTransaction(int shard) {
    return new AffinityKey<>("|transaction", shard);
  }

  /** Where the version of the whole store is kept. */
  static AffinityKey<String> format() {
    return new AffinityKey<>("|format", 0);
  }

  /** Tells whether an entry is a record, not one of the store's own. */
  static boolean isRecord(AffinityKey<String> key) {
    return !key.key().startsWith(OWN);
  }

  static String text(Key key) {
    return key.tenant()
        + SEPARATOR
        + key.kind()
        + SEPARATOR
        + key.partitionKey()
        + SEPARATOR
        + key.id();
  }

  /** The reverse of {@link #text}. */
  static Key parse(String text) {
    String[] parts = text.split("\\|", -1);
    if (parts.length != 4) {
      throw new StateStoreException("a stored key is damaged: \"" + text + "\"", null);
    }
    try {
      return new Key(parts[0], parts[1], parts[2], parts[3]);
    } catch (IllegalArgumentException e) {
      throw new StateStoreException("a stored key is damaged: \"" + text + "\"", e);
    }
  }
}
