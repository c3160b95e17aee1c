package io.novacron.core.internal.batch;

import io.novacron.api.batch.BatchItem;
import io.novacron.api.batch.BatchRequest;
import io.novacron.api.error.Problem;
import io.novacron.api.operation.Operation;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.StoreUnavailableException;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.operation.Change;
import io.novacron.core.internal.secret.SecretBox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A batch that is about to be recorded: the parent and all that its items need, in one transaction.
 *
 * @param record the parent
 * @param mutations the writes, the parent's first
 */
record NewBatch(BatchRecord record, List<Mutation> mutations) {
  /**
   * Prepares the writes.
   *
   * @param failures problems of the items that are known to fail
   * @param secrets encrypts what must not be read in the store
   * @throws io.novacron.api.error.ProblemException INVALID when the items are too large together
   */
  static NewBatch of(
      Operation operation,
      Caller caller,
      BatchRequest request,
      NavigableMap<Integer, Problem> failures,
      SecretBox secrets) {
    String tenant = operation.tenant();
    List<ItemRequest> items = ItemSecrets.sealed(operation.id(), request.items(), secrets);
    BatchForm.check(items);
    List<ItemRequests> parts = BatchRecords.parted(items);
    ItemTable table = new ItemTable(tenant, operation.id(), request.items().size());
    failures.forEach(
        (index, problem) -> {
          if (request.items().get(index) instanceof BatchItem.Act act) {
            table.about(index, act.machine());
          }
          table.failed(index, problem);
        });
    BatchRecord record =
        new BatchRecord(
            operation.toBuilder().children(table.children()).build(),
            caller,
            request.policy(),
            request.minimum(),
            request.items().size(),
            parts.size(),
            null);
    List<Mutation> mutations = new ArrayList<>();
    mutations.add(BatchRecords.put(record));
    for (int i = 0; i < parts.size(); i++) {
      mutations.add(BatchRecords.putRequests(tenant, operation.id(), i, parts.get(i)));
    }
    mutations.addAll(table.writes());
    return new NewBatch(record, mutations);
  }

  /** The answer that the caller will get once it is recorded. */
  Operation answer() {
    return record.operation().toBuilder().revision(1).build();
  }

  /**
   * Records it.
   *
   * @return the record of the parent
   */
  CompletionStage<StoredRecord> record(ControlPlane controlPlane) {
    Transaction transaction = new Transaction(mutations, null);
    Transaction fenced =
        controlPlane
            .claims()
            .claim(record.tenant(), record.id())
            .map(transaction::fencedBy)
            .orElse(transaction);
    return controlPlane
        .changes()
        .commit(
            fenced, Change.at(record.operation().createdAt()).operation(null, record.operation()))
        .thenApply(written -> written.get(0))
        .exceptionallyCompose(
            failure -> {
              Throwable cause = Failures.unwrapped(failure);
              return cause instanceof StoreUnavailableException
                  ? readBack(controlPlane, cause)
                  : CompletableFuture.failedFuture(cause);
            });
  }

  /** A write that was not acknowledged may have been applied all the same. */
  private CompletionStage<StoredRecord> readBack(ControlPlane controlPlane, Throwable cause) {
    Mutation.Put parent = (Mutation.Put) mutations.get(0);
    return controlPlane
        .store()
        .get(parent.key())
        .thenCompose(
            found ->
                found.isPresent() && Arrays.equals(found.get().value(), parent.value())
                    ? CompletableFuture.completedFuture(found.get())
                    : CompletableFuture.failedFuture(cause));
  }
}
