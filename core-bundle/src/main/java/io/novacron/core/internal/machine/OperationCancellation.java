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

/**
 * Asks for an operation on one machine to be cancelled, wherever it is: in work here, in the
 * journal, or with another node. Idempotent; safe for use by many threads and nodes.
 */
final class OperationCancellation {
  private static final int MOST_TRIES = 5;

  /**
   * Asks.
   *
   * @param stored the operation's record, just read
   * @return the operation with the request noted; fails with CONFLICT when it cannot be cancelled
   */
  CompletionStage<Operation> cancel(ControlPlane controlPlane, Caller caller, StoredRecord stored) {
    return cancel(controlPlane, caller, stored, MOST_TRIES);
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
              requireCancellable(stored);
              OperationRecord record = Journal.read(stored);
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

  /**
   * Checks whether an operation can be cancelled, as the journal says; changes nothing.
   *
   * @return the operation
   * @throws ProblemException with CONFLICT when it cannot
   */
  static Operation requireCancellable(StoredRecord stored) {
    Operation operation = Journal.operation(stored);
    Transitions.whyNotCancelled(operation)
        .ifPresent(
            problem -> {
              throw new ProblemException(problem);
            });
    if (!operation.done()) {
      Transitions.whyNotCancelled(Journal.read(stored))
          .ifPresent(
              problem -> {
                throw new ProblemException(problem);
              });
    }
    return operation;
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
