package io.novacron.cache.ignite.internal;

import io.novacron.api.store.Key;
import io.novacron.api.store.StoredRecord;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteTransactions;
import org.apache.ignite.cache.affinity.Affinity;
import org.apache.ignite.cache.affinity.AffinityKey;
import org.apache.ignite.cluster.ClusterNode;
import org.apache.ignite.transactions.Transaction;
import org.apache.ignite.transactions.TransactionConcurrency;
import org.apache.ignite.transactions.TransactionIsolation;
import org.jspecify.annotations.Nullable;

/** The cache that holds all state, in our terms. Every read or write of state goes through here. */
final class RecordCache {
  private final IgniteCache<AffinityKey<String>, byte[]> cache;
  private final IgniteTransactions transactions;
  private final Affinity<AffinityKey<String>> affinity;
  private final ClusterNode node;

  RecordCache(Ignite ignite, IgniteCache<AffinityKey<String>, byte[]> cache) {
    this.cache = cache;
    this.transactions = ignite.transactions();
    this.affinity = ignite.affinity(cache.getName());
    this.node = ignite.cluster().localNode();
  }

  /** Begins a transaction that locks what it reads. All its entries are in one shard. */
  Transaction begin() {
    return transactions.txStart(
        TransactionConcurrency.PESSIMISTIC, TransactionIsolation.REPEATABLE_READ);
  }

  @Nullable StoredRecord find(Key key) {
    byte[] bytes = cache.get(EntryKeys.record(key));
    return bytes == null ? null : Envelope.decode(key, bytes).record();
  }

  /** Whether this node is the one that has the record, if there is one. */
  boolean owns(Key key) {
    return affinity.isPrimary(node, EntryKeys.record(key));
  }

  byte @Nullable [] get(AffinityKey<String> key) {
    return cache.get(key);
  }

  void put(AffinityKey<String> key, byte[] bytes) {
    cache.put(key, bytes);
  }

  void remove(AffinityKey<String> key) {
    cache.remove(key);
  }

  @Nullable StoredClaim claim(int shard) {
    byte[] bytes = cache.get(EntryKeys.claim(shard));
    return bytes == null ? null : StoredClaim.decode(shard, bytes);
  }

  @Nullable StoredLease lease(String node) {
    byte[] bytes = cache.get(EntryKeys.lease(node));
    return bytes == null ? null : StoredLease.decode(node, bytes);
  }

  void put(StoredLease lease) {
    cache.put(EntryKeys.lease(lease.node()), lease.encode());
  }

  void put(StoredClaim claim) {
    cache.put(EntryKeys.claim(claim.claim().shard()), claim.encode());
  }
}
