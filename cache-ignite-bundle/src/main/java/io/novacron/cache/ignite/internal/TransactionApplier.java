package io.novacron.cache.ignite.internal;

import io.novacron.api.store.Claim;
import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Ownership;
import io.novacron.api.store.RevisionConflictException;
import io.novacron.api.store.StaleClaimException;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Applies a transaction to memory and log: claim and revisions are checked, and all records
 * written, in one transaction of Ignite.
 *
 * <p>A transaction of several changes writes its image before them, as the first entry of the same
 * Ignite transaction, which logs its entries in the order in which it first touched them. The image
 * stays until the shard's next transaction begins, which replaces or removes it first. So whatever
 * prefix of the log survives a crash, an image that is found belongs to the last transaction of its
 * shard, and writing its changes again makes it whole.
 */
final class TransactionApplier {
  private final RecordCache records;
  private final StoreCounters counters;
  private final Clock clock;

  /** For each shard 1 while it has an image. Of one shard only its lane's thread asks. */
  private final AtomicIntegerArray images = new AtomicIntegerArray(Ownership.SHARDS);

  TransactionApplier(RecordCache records, StoreCounters counters, Clock clock) {
    this.records = records;
    this.counters = counters;
    this.clock = clock;
  }

  /**
   * Applies it, all or nothing.
   *
   * @param changes where what will be visible after the flush is noted
   * @return the records written
   */
  List<StoredRecord> apply(Transaction transaction, BatchChanges changes) {
    int shard = Ownership.shardOf(transaction.tenant(), transaction.partitionKey());
    List<StoredRecord> written = new ArrayList<>();
    List<TransactionImage.Change> image = encode(transaction, written);
    boolean several = image.size() > 1;
    try (org.apache.ignite.transactions.Transaction atomic = records.begin()) {
      if (several) {
        records.put(EntryKeys.lastTransaction(shard), new TransactionImage(image).encode());
      } else if (images.get(shard) == 1) {
        records.remove(EntryKeys.lastTransaction(shard));
      }
      verify(transaction.claim());
      List<@Nullable StoredRecord> before = new ArrayList<>();
      for (Mutation mutation : transaction.mutations()) {
        before.add(expect(mutation));
      }
      int next = 0;
      for (int i = 0; i < image.size(); i++) {
        Mutation mutation = transaction.mutations().get(i);
        Key key = mutation.key();
        byte[] envelope = image.get(i).envelope();
        if (envelope == null) {
          records.remove(EntryKeys.record(key));
        } else {
          records.put(EntryKeys.record(key), envelope);
          counters.encoded(envelope.length);
        }
        changes.add(key, before.get(i), envelope == null ? null : written.get(next++));
      }
      atomic.commit();
    }
    images.set(shard, several ? 1 : 0);
    return List.copyOf(written);
  }

  /**
   * Completes what a crash may have cut short. To be called before anything else, for each shard.
   */
  void recover(int shard) {
    byte[] bytes = records.get(EntryKeys.lastTransaction(shard));
    if (bytes == null) {
      return;
    }
    try (org.apache.ignite.transactions.Transaction atomic = records.begin()) {
      for (TransactionImage.Change change : TransactionImage.decode(shard, bytes).changes()) {
        byte[] envelope = change.envelope();
        Key key = EntryKeys.parse(change.key());
        if (envelope == null) {
          records.remove(EntryKeys.record(key));
        } else {
          records.put(EntryKeys.record(key), envelope);
        }
      }
      atomic.commit();
    }
    // The image goes last: until it does, a crash here changes nothing.
    records.remove(EntryKeys.lastTransaction(shard));
  }

  private List<TransactionImage.Change> encode(
      Transaction transaction, List<StoredRecord> written) {
    List<TransactionImage.Change> image = new ArrayList<>();
    for (Mutation mutation : transaction.mutations()) {
      if (mutation instanceof Mutation.Put put) {
        StoredRecord record =
            new StoredRecord(
                put.key(),
                put.expectedRevision() + 1,
                put.schemaVersion(),
                put.attributes(),
                put.value());
        written.add(record);
        image.add(
            new TransactionImage.Change(
                EntryKeys.text(put.key()), new Envelope(record, clock.instant()).encode()));
      } else {
        image.add(new TransactionImage.Change(EntryKeys.text(mutation.key()), null));
      }
    }
    return image;
  }

  private void verify(@Nullable Claim shown) {
    if (shown == null) {
      return;
    }
    StoredClaim current = records.claim(shown.shard());
    if (current == null) {
      throw new StaleClaimException(shown, "the shard was never claimed");
    }
    if (!current.isHeldAs(shown)) {
      throw new StaleClaimException(
          shown, current.claim() + (current.released() ? ", given back" : ""));
    }
  }

  private @Nullable StoredRecord expect(Mutation mutation) {
    StoredRecord found = records.find(mutation.key());
    long actual = found == null ? Mutation.ABSENT : found.revision();
    if (actual != mutation.expectedRevision()) {
      throw new RevisionConflictException(mutation.key(), mutation.expectedRevision(), actual);
    }
    return found;
  }
}
