package io.novacron.api.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The system of record. The service is registered only while it can serve; while it is absent,
 * nothing may be changed.
 *
 * <p>All methods return at once and are safe for use by many threads. Stages complete on a thread
 * of the store, which must not be blocked, or have completed when they are returned: go on with
 * {@code thenApplyAsync} for longer work. A stage fails with a {@link StateStoreException}.
 */
public interface StateStore {
  /** The largest value of one record, in bytes (1 MiB). */
  int MAX_VALUE_BYTES = 1 << 20;

  /** The most bytes that the values of one transaction may have together (4 MiB). */
  int MAX_TRANSACTION_BYTES = 4 << 20;

  /** Reads one record as of its last acknowledged write. */
  CompletionStage<Optional<StoredRecord>> get(Key key);

  /**
   * Applies a transaction. When the stage completes, all of it is durable against a crash of the
   * process and of the machine, and reads and queries see it.
   *
   * <p>Transactions of one shard are applied in the order in which they were given to this method,
   * and become visible in it: whoever lists a record sees those that earlier transactions of its
   * shard made, unless they are deleted again.
   *
   * @return the records written, in the order of the mutations, without the deleted ones
   * @see RevisionConflictException
   * @see StaleClaimException
   */
  CompletionStage<List<StoredRecord>> commit(Transaction transaction);

  /**
   * Lists records. A list that begins after a write was acknowledged sees that write. A page may be
   * shorter than the limit only when it is the last.
   *
   * @see InvalidPageTokenException
   */
  CompletionStage<Page<StoredRecord>> query(Query query);

  /** Exact counts since this store was opened. */
  StoreStatistics statistics();
}
