package io.novacron.core.internal.operation;

import io.novacron.api.operation.Operation;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import java.util.concurrent.CompletionStage;

/**
 * Goes on with operations that are not about one machine. The journal's sweep gives it what is not
 * done, after a crash too. Safe for use by many threads.
 */
public interface OperationRunner {
  /** The value of the attribute {@link Journal#RUNNER} of its operations. */
  String name();

  /** Whether an operation is in work here. */
  boolean works(String operation);

  /**
   * Takes an operation into work, unless it is already. It goes on from where its records say.
   *
   * @param stored the operation as it is in the journal
   * @throws io.novacron.core.internal.codec.UnreadableRecordException when it cannot be read
   */
  void take(StoredRecord stored);

  /**
   * All that a caller sees of an operation who asks for this one.
   *
   * @param store where more of it may be
   * @param stored the operation as it is in the journal
   */
  CompletionStage<Operation> describe(StateStore store, StoredRecord stored);

  /**
   * Asks for an operation to be cancelled; to ask once more does no harm.
   *
   * @param stored the operation as it is in the journal
   * @param actor principal who asks
   * @return the operation once the request is durable; fails with CONFLICT when it is done or
   *     cannot be cancelled any more, and with UNAVAILABLE while nobody here works on it
   */
  CompletionStage<Operation> cancel(StoredRecord stored, String actor);

  /**
   * Checks whether an operation can be cancelled now; changes nothing.
   *
   * @param stored the operation as it is in the journal
   * @return its record; throws what {@link #cancel} fails with
   */
  Operation requireCancellable(StoredRecord stored);

  /** Begins nothing more; what is not recorded is found in the journal by the next run. */
  void stop();
}
