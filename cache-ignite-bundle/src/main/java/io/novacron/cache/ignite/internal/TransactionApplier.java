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
 * <p>A transaction of several changes writes its {@link BeforeImage} as the first entry of the same
 * Ignite transaction, which logs its entries in the order in which it first touched them. The image
 * stays until the shard's next transaction, which replaces or removes it first. So whatever prefix
 * of the log survives a crash, an image that is found belongs to the last transaction of its shard.
 */
final class TransactionApplier {
  private static final byte[] TO_COME = {};

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
    List<Mutation> mutations = transaction.mutations();
    boolean several = mutations.size() > 1;
    List<StoredRecord> written = new ArrayList<>();
    try (org.apache.ignite.transactions.Transaction atomic = records.begin()) {
      if (several) {
        // Touched first, so logged first.
        records.put(EntryKeys.lastTransaction(shard), TO_COME);
      } else if (images.get(shard) == 1) {
        records.remove(EntryKeys.lastTransaction(shard));
      }
      verify(transaction.claim());
      List<Found> before = new ArrayList<>(mutations.size());
      for (Mutation mutation : mutations) {
        before.add(expect(mutation));
      }
      if (several) {
        records.put(EntryKeys.lastTransaction(shard), image(mutations, before).encode());
      }
      for (int i = 0; i < mutations.size(); i++) {
        StoredRecord after = write(mutations.get(i));
        if (after != null) {
          written.add(after);
        }
        changes.add(mutations.get(i).key(), before.get(i).record(), after);
      }
      atomic.commit();
    }
    images.set(shard, several ? 1 : 0);
    return List.copyOf(written);
  }

  /** Undoes what a crash has cut short. To be called before anything else, for each shard. */
  void recover(int shard) {
    byte[] bytes = records.get(EntryKeys.lastTransaction(shard));
    if (bytes == null) {
      return;
    }
    BeforeImage image = BeforeImage.decode(shard, bytes);
    if (!image.changes().stream().allMatch(this::isApplied)) {
      try (org.apache.ignite.transactions.Transaction atomic = records.begin()) {
        for (BeforeImage.Change change : image.changes()) {
          Key key = EntryKeys.parse(change.key());
          byte[] before = change.before();
          if (before == null) {
            records.remove(EntryKeys.record(key));
          } else {
            records.put(EntryKeys.record(key), before);
          }
        }
        atomic.commit();
      }
    }
    // The image goes last: until it does, a crash here changes nothing.
    records.remove(EntryKeys.lastTransaction(shard));
  }

  private boolean isApplied(BeforeImage.Change change) {
    StoredRecord found = records.find(EntryKeys.parse(change.key()));
    return (found == null ? Mutation.ABSENT : found.revision()) == change.revisionAfter();
  }

  private static BeforeImage image(List<Mutation> mutations, List<Found> before) {
    List<BeforeImage.Change> changes = new ArrayList<>(mutations.size());
    for (int i = 0; i < mutations.size(); i++) {
      Mutation mutation = mutations.get(i);
      long revisionAfter =
          mutation instanceof Mutation.Put ? mutation.expectedRevision() + 1 : Mutation.ABSENT;
      changes.add(
          new BeforeImage.Change(
              EntryKeys.text(mutation.key()), revisionAfter, before.get(i).envelope()));
    }
    return new BeforeImage(changes);
  }

  private @Nullable StoredRecord write(Mutation mutation) {
    if (mutation instanceof Mutation.Put put) {
      StoredRecord record =
          new StoredRecord(
              put.key(),
              put.expectedRevision() + 1,
              put.schemaVersion(),
              put.attributes(),
              put.value());
      byte[] envelope = new Envelope(record, clock.instant()).encode();
      records.put(EntryKeys.record(put.key()), envelope);
      counters.encoded(envelope.length);
      return record;
    }
    records.remove(EntryKeys.record(mutation.key()));
    return null;
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

  private Found expect(Mutation mutation) {
    byte[] envelope = records.get(EntryKeys.record(mutation.key()));
    StoredRecord record =
        envelope == null ? null : Envelope.decode(mutation.key(), envelope).record();
    long actual = record == null ? Mutation.ABSENT : record.revision();
    if (actual != mutation.expectedRevision()) {
      throw new RevisionConflictException(mutation.key(), mutation.expectedRevision(), actual);
    }
    return new Found(envelope, record);
  }

  /** A record as it was found, in both its forms. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Found(byte @Nullable [] envelope, @Nullable StoredRecord record) {}
}
