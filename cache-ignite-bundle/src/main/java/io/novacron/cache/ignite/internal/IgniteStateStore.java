package io.novacron.cache.ignite.internal;

import io.novacron.api.store.Key;
import io.novacron.api.store.Ownership;
import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StateStoreException;
import io.novacron.api.store.StoreStatistics;
import io.novacron.api.store.StoreUnavailableException;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The state store: writes go through the lanes, reads through a bounded pool of threads. A record
 * that this node holds is read by the caller's thread, as two changes of threads cost several times
 * what that does.
 */
final class IgniteStateStore implements StateStore {
  private final CommitLanes lanes;
  private final TransactionApplier applier;
  private final RecordReader reader;
  private final Executor readers;
  private final StoreCounters counters;
  private final LongSupplier flushes;
  private final Set<String> unflushedKinds;

  /**
   * Makes a store.
   *
   * @param unflushedKinds kinds whose writes are acknowledged before they are on the disk; a power
   *     cut may take them back
   */
  IgniteStateStore(
      CommitLanes lanes,
      TransactionApplier applier,
      RecordReader reader,
      Executor readers,
      StoreCounters counters,
      LongSupplier flushes,
      Set<String> unflushedKinds) {
    this.lanes = lanes;
    this.applier = applier;
    this.reader = reader;
    this.readers = readers;
    this.counters = counters;
    this.flushes = flushes;
    this.unflushedKinds = Set.copyOf(unflushedKinds);
  }

  @Override
  public CompletionStage<Optional<StoredRecord>> get(Key key) {
    return read(owns(key) ? Runnable::run : readers, () -> reader.find(key));
  }

  /** Whether this node holds the record, if there is one, so that no other is to be asked. */
  private boolean owns(Key key) {
    try {
      return reader.owns(key);
    } catch (RuntimeException e) {
      // The read that follows tells what is the matter.
      return false;
    }
  }

  @Override
  public CompletionStage<List<StoredRecord>> commit(Transaction transaction) {
    boolean needsFlush =
        !transaction.mutations().stream()
            .allMatch(mutation -> unflushedKinds.contains(mutation.key().kind()));
    TransactionWork work = new TransactionWork(transaction, applier, counters, needsFlush);
    int shard = Ownership.shardOf(transaction.tenant(), transaction.partitionKey());
    try {
      lanes.submit(lanes.laneOf(shard), work);
    } catch (StateStoreException e) {
      work.fail(e);
    }
    return work.result().minimalCompletionStage();
  }

  @Override
  public CompletionStage<Page<StoredRecord>> query(Query query) {
    return read(readers, () -> reader.page(query));
  }

  @Override
  public StoreStatistics statistics() {
    return counters.statistics(flushes.getAsLong());
  }

  private static <T> CompletionStage<T> read(Executor executor, Supplier<T> reading) {
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      executor.execute(() -> settle(result, reading));
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(
          new StoreUnavailableException(
              "the state store is closing or has too many reads waiting; try again later", e));
    }
    return result.minimalCompletionStage();
  }

  private static <T> void settle(CompletableFuture<T> result, Supplier<T> reading) {
    try {
      result.complete(reading.get());
    } catch (StateStoreException e) {
      result.completeExceptionally(e);
    } catch (RuntimeException e) {
      result.completeExceptionally(
          new StoreUnavailableException(
              "the state store could not be read: " + RootCause.describe(e), e));
    }
  }
}
