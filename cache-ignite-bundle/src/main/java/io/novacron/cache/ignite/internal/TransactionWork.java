package io.novacron.cache.ignite.internal;

import io.novacron.api.store.Mutation;
import io.novacron.api.store.StateStoreException;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A transaction on its way through a lane. */
final class TransactionWork implements LaneWork {
  /** About what a mutation takes beside its value. */
  private static final long MUTATION_BYTES = 512;

  private final Transaction transaction;
  private final TransactionApplier applier;
  private final StoreCounters counters;
  private final boolean needsFlush;
  private final long bytes;
  private final CompletableFuture<List<StoredRecord>> result = new CompletableFuture<>();
  private List<StoredRecord> written = List.of();

  TransactionWork(
      Transaction transaction,
      TransactionApplier applier,
      StoreCounters counters,
      boolean needsFlush) {
    this.transaction = transaction;
    this.applier = applier;
    this.counters = counters;
    this.needsFlush = needsFlush;
    this.bytes =
        transaction.mutations().stream()
            .mapToLong(
                mutation ->
                    MUTATION_BYTES
                        + (mutation instanceof Mutation.Put put ? put.value().length : 0))
            .sum();
  }

  CompletableFuture<List<StoredRecord>> result() {
    return result;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void apply(BatchChanges changes) {
    written = applier.apply(transaction, changes);
  }

  @Override
  public boolean needsFlush() {
    return needsFlush;
  }

  @Override
  public void acknowledge() {
    counters.applied(transaction.mutations().size());
    result.complete(written);
  }

  @Override
  public void fail(StateStoreException reason) {
    counters.refused(reason);
    result.completeExceptionally(reason);
  }
}
