package io.novacron.core.internal.machine;

import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.Machine;
import io.novacron.api.operation.Operation;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoreUnavailableException;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.operation.Change;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.operation.MachineRecords;
import io.novacron.core.internal.operation.OperationCounts;
import io.novacron.core.internal.operation.OperationRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records a machine, its new operation and the events that tell of them in one transaction, and
 * gives the operation to the engine.
 */
final class Acceptance {
  private static final Logger LOG = LoggerFactory.getLogger(Acceptance.class);

  private final OperationCounts counts;
  private final Clock clock;

  Acceptance(OperationCounts counts, Clock clock) {
    this.counts = counts;
    this.clock = clock;
  }

  /**
   * Records and begins.
   *
   * @param before the machine as it was; absent for a new one
   * @param machine the machine, with the revision that it was computed from
   * @param operation the new operation
   * @param decision the write of the decision; absent where none was made
   * @param superseded the operation that this one takes over from, as it ends; absent for none
   */
  CompletionStage<Accepted> record(
      ControlPlane controlPlane,
      @Nullable Machine before,
      Machine machine,
      OperationRecord operation,
      Mutation.@Nullable Put decision,
      @Nullable Superseded superseded) {
    Change change =
        Change.at(clock.instant()).machine(before, machine).operation(null, operation.operation());
    List<Mutation> more = new ArrayList<>();
    if (decision != null) {
      more.add(decision);
    }
    if (superseded != null) {
      more.add(Journal.put(superseded.after()));
      change.operation(superseded.before().operation(), superseded.after().operation());
    }
    return commit(controlPlane, MachineRecords.put(machine), Journal.put(operation), more, change)
        .thenApply(
            written -> {
              if (superseded != null) {
                controlPlane.engine().drop(superseded.before().id());
              }
              return begin(controlPlane, written);
            });
  }

  private CompletionStage<Written> commit(
      ControlPlane controlPlane,
      Mutation.Put machine,
      Mutation.Put operation,
      List<Mutation> more,
      Change change) {
    List<Mutation> mutations = new ArrayList<>(List.of(machine, operation));
    mutations.addAll(more);
    Transaction transaction = new Transaction(mutations, null);
    Transaction fenced =
        controlPlane
            .claims()
            .claim(machine.key().tenant(), machine.key().partitionKey())
            .map(transaction::fencedBy)
            .orElse(transaction);
    return controlPlane
        .changes()
        .commit(fenced, change)
        .<CompletionStage<Written>>handle(
            (written, failure) -> {
              if (failure == null) {
                return CompletableFuture.completedFuture(
                    new Written(written.get(0), written.get(1)));
              }
              Throwable cause = Failures.unwrapped(failure);
              return cause instanceof StoreUnavailableException
                  ? readBack(controlPlane, machine, operation, cause)
                  : CompletableFuture.failedFuture(cause);
            })
        .thenCompose(stage -> stage);
  }

  /** A write that was not acknowledged may have been applied all the same. */
  private CompletionStage<Written> readBack(
      ControlPlane controlPlane,
      Mutation.Put machinePut,
      Mutation.Put operationPut,
      Throwable cause) {
    StateStore store = controlPlane.store();
    return store
        .get(operationPut.key())
        .thenCombine(store.get(machinePut.key()), Found::new)
        .thenApply(
            found -> {
              StoredRecord operation = found.operation.orElse(null);
              StoredRecord machine = found.machine.orElse(null);
              if (operation == null
                  || machine == null
                  || !Arrays.equals(operation.value(), operationPut.value())) {
                throw cause instanceof RuntimeException known
                    ? known
                    : new IllegalStateException(cause);
              }
              return new Written(machine, operation);
            });
  }

  private Accepted begin(ControlPlane controlPlane, Written written) {
    Machine machine = MachineRecords.read(written.machine);
    OperationRecord record = Journal.read(written.operation);
    Operation operation = record.operation();
    count(machine, operation);
    controlPlane.engine().take(record, machine);
    return new Accepted(machine, operation, false);
  }

  /** Records a change of a machine with an operation that is done with it. */
  CompletionStage<Accepted> recordDone(
      ControlPlane controlPlane, Machine before, Machine machine, Operation operation) {
    return commit(
            controlPlane,
            MachineRecords.put(machine),
            Journal.putDone(operation),
            List.of(),
            Change.at(clock.instant()).machine(before, machine).operation(null, operation))
        .thenApply(
            written -> {
              Machine recorded = MachineRecords.read(written.machine);
              Operation done = Journal.operation(written.operation);
              count(recorded, done);
              counts.countDone(done);
              return new Accepted(recorded, done, false);
            });
  }

  private void count(Machine machine, Operation operation) {
    LOG.info(
        "operation accepted operation={} kind={} vm={} name={} account={} region={} actor={}",
        operation.id(),
        operation.kind().wireName(),
        machine.id(),
        machine.name(),
        machine.status().account(),
        machine.status().region(),
        operation.actor());
    counts.countAccepted(operation.kind());
  }

  /**
   * An operation that another takes over from.
   *
   * @param before as it was
   * @param after as it ends
   */
  record Superseded(OperationRecord before, OperationRecord after) {}

  private record Written(StoredRecord machine, StoredRecord operation) {}

  private record Found(Optional<StoredRecord> operation, Optional<StoredRecord> machine) {}
}
