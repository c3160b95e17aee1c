package io.novacron.core.internal.machine;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.operation.Operation;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Key;
import io.novacron.api.store.RevisionConflictException;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.operation.MachineRecords;
import io.novacron.core.internal.operation.OperationRecord;
import io.novacron.core.internal.operation.Transitions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an operation on one machine to be cancelled, wherever it is: in work here, in the
 * journal, or with another node. Idempotent; safe for use by many threads and nodes.
 */
final class OperationCancellation {
  private static final int MOST_TRIES = 5;

  private final IdempotencyKeys keys;

  OperationCancellation(IdempotencyKeys keys) {
    this.keys = keys;
  }

  /**
   * Asks.
   *
   * @param stored the operation's record, just read
   * @return the operation with the request noted; fails with CONFLICT when it cannot be cancelled
   */
  CompletionStage<Operation> cancel(
      ControlPlane controlPlane,
      Caller caller,
      StoredRecord stored,
      @Nullable String idempotencyKey) {
    IdempotencyKeys.check(idempotencyKey);
    if (idempotencyKey == null) {
      return cancel(controlPlane, caller, stored, MOST_TRIES);
    }
    StateStore store = controlPlane.store();
    String digest = Digest.of("cancel", stored.key().id());
    Key key = IdempotencyKeys.key(caller, idempotencyKey);
    return keys.find(store, key, digest)
        .thenCompose(
            found ->
                cancel(controlPlane, caller, stored, MOST_TRIES)
                    .thenCompose(
                        operation ->
                            found.answer() == null
                                ? remember(store, key, found, digest, operation)
                                : CompletableFuture.completedFuture(operation)));
  }

  /** To ask once more does no harm, so the key is remembered only so that nothing else uses it. */
  private CompletionStage<Operation> remember(
      StateStore store, Key key, IdempotencyKeys.Found found, String digest, Operation operation) {
    return store
        .get(MachineRecords.key(operation.tenant(), operation.target()))
        .thenCompose(
            machine ->
                machine.isEmpty()
                    ? CompletableFuture.<Void>completedFuture(null)
                    : keys.reserve(
                        store, key, found, digest, MachineRecords.read(machine.get()), operation))
        .thenApply(done -> operation);
  }

  private CompletionStage<Operation> cancel(
      ControlPlane controlPlane, Caller caller, StoredRecord stored, int tries) {
    return controlPlane
        .engine()
        .cancel(stored.key().id(), caller.principal())
        .thenCompose(
            noted ->
                noted.isPresent()
                    ? CompletableFuture.completedFuture(noted.get())
                    : notInWork(controlPlane, caller, stored.key(), tries));
  }

  private CompletionStage<Operation> notInWork(
      ControlPlane controlPlane, Caller caller, Key key, int tries) {
    StateStore store = controlPlane.store();
    return store
        .get(key)
        .thenCombine(
            store.get(MachineRecords.key(key.tenant(), key.partitionKey())),
            (operation, machine) -> {
              StoredRecord stored = operation.orElseThrow();
              Transitions.whyNotCancelled(Journal.operation(stored))
                  .ifPresent(
                      problem -> {
                        throw new ProblemException(problem);
                      });
              OperationRecord record = Journal.read(stored);
              Transitions.whyNotCancelled(record)
                  .ifPresent(
                      problem -> {
                        throw new ProblemException(problem);
                      });
              if (record.operation().cancelRequested()) {
                return CompletableFuture.completedFuture(record.operation());
              }
              if (tries <= 1) {
                throw busy(record.id());
              }
              if (controlPlane.claims().claim(key.tenant(), key.partitionKey()).isEmpty()) {
                return note(controlPlane, caller, record, stored, tries);
              }
              controlPlane.engine().take(record, MachineRecords.read(machine.orElseThrow()));
              return cancel(controlPlane, caller, stored, tries - 1);
            })
        .thenCompose(stage -> stage);
  }

  /** Leaves the wish in the journal, for the node that works on the operation or will. */
  private CompletionStage<Operation> note(
      ControlPlane controlPlane,
      Caller caller,
      OperationRecord record,
      StoredRecord stored,
      int tries) {
    return controlPlane
        .store()
        .commit(Transaction.of(Journal.put(record.withCancelRequested())))
        .thenApply(written -> Journal.read(written.get(0)).operation())
        .exceptionallyCompose(
            failure -> {
              Throwable cause = Failures.unwrapped(failure);
              return cause instanceof RevisionConflictException
                  ? cancel(controlPlane, caller, stored, tries - 1)
                  : CompletableFuture.failedFuture(cause);
            });
  }

  private static RuntimeException busy(String operation) {
    return Problem.builder(
            "operation-busy",
            Category.UNAVAILABLE,
            "Operation " + operation + " is being handed from one worker to another.")
        .operation(operation)
        .nextStep("Ask again in a second.")
        .toException();
  }
}
