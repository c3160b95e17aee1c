package io.novacron.cache.ignite.internal;

import io.novacron.api.store.RevisionConflictException;
import io.novacron.api.store.StaleClaimException;
import io.novacron.api.store.StateStoreException;
import io.novacron.api.store.StoreStatistics;
import java.util.concurrent.atomic.LongAdder;

/** What a store has done since it was opened. */
final class StoreCounters {
  private final LongAdder transactions = new LongAdder();
  private final LongAdder records = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder conflicts = new LongAdder();

  void applied(int changes) {
    transactions.increment();
    records.add(changes);
  }

  void encoded(long length) {
    bytes.add(length);
  }

  void refused(StateStoreException reason) {
    if (reason instanceof RevisionConflictException || reason instanceof StaleClaimException) {
      conflicts.increment();
    }
  }

  StoreStatistics statistics(long flushes) {
    return new StoreStatistics(
        transactions.sum(), records.sum(), bytes.sum(), flushes, conflicts.sum());
  }
}
