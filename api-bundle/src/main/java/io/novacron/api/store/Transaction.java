package io.novacron.api.store;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes that are applied all together or not at all. All keys share one tenant and one partition
 * key; work across partition keys needs an operation that knows how to go on after a crash.
 *
 * @param mutations what changes; 1 to 64, each key once, with values of at most {@link
 *     StateStore#MAX_TRANSACTION_BYTES} together
 * @param claim when given, the transaction is refused unless this claim on the shard of the
 *     partition key is still the current one; checked in the transaction itself
 */
public record Transaction(List<Mutation> mutations, @Nullable Claim claim) {
  private static final int MOST = 64;

  public Transaction {
    mutations = List.copyOf(mutations);
    if (mutations.isEmpty() || mutations.size() > MOST) {
      throw new IllegalArgumentException(
          "a transaction has 1 to " + MOST + " mutations but this has " + mutations.size());
    }
    Key first = mutations.get(0).key();
    Set<Key> seen = new HashSet<>();
    long bytes = 0;
    for (Mutation mutation : mutations) {
      Key key = mutation.key();
      if (!key.tenant().equals(first.tenant())
          || !key.partitionKey().equals(first.partitionKey())) {
        throw new IllegalArgumentException(
            "a transaction stays within one tenant and partition key but has "
                + first
                + " and "
                + key);
      }
      bytes += mutation instanceof Mutation.Put put ? put.value().length : 0;
      if (!seen.add(key)) {
        throw new IllegalArgumentException("a transaction changes a key once but has twice " + key);
      }
    }
    if (bytes > StateStore.MAX_TRANSACTION_BYTES) {
      throw new IllegalArgumentException(
          "the values of a transaction have at most "
              + StateStore.MAX_TRANSACTION_BYTES
              + " bytes together but these have "
              + bytes);
    }
    if (claim != null && claim.shard() != Ownership.shardOf(first.tenant(), first.partitionKey())) {
      throw new IllegalArgumentException("the claim is for another shard than that of " + first);
    }
  }

  /** A transaction that checks no claim. */
  public static Transaction of(Mutation... mutations) {
    return new Transaction(List.of(mutations), null);
  }

  /** The same changes, refused unless the claim still holds. */
  public Transaction fencedBy(Claim holder) {
    return new Transaction(mutations, Objects.requireNonNull(holder, "holder"));
  }

  /** The tenant that all keys share. */
  public String tenant() {
    return mutations.get(0).key().tenant();
  }

  /** The partition key that all keys share. */
  public String partitionKey() {
    return mutations.get(0).key().partitionKey();
  }
}
