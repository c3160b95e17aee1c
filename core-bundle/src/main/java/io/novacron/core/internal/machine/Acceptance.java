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
   * Records.
   *
   * @param before the machine as it was; absent for a new one
   * @param machine the machine, with the revision that it was computed from
   * @param operation the new operation
   * @param decision the write of the decision; absent where none was made
   */
  CompletionStage<Accepted> record(
      ControlPlane controlPlane,
      @Nullable Machine before,
      Machine machine,
      OperationRecord operation,
      Mutation.@Nullable Put decision) {
    Mutation.Put machinePut = MachineRecords.put(machine);
    Mutation.Put operationPut = Journal.put(operation);
    List<Mutation> mutations = new ArrayList<>(List.of(machinePut, operationPut));
    if (decision != null) {
      mutations.add(decision);
    }
    Transaction transaction = new Transaction(mutations, null);
    Transaction fenced =
        controlPlane
            .claims()
            .claim(machine.tenant(), machine.id())
            .map(transaction::fencedBy)
            .orElse(transaction);
    Change change =
        Change.at(clock.instant()).machine(before, machine).operation(null, operation.operation());
    return controlPlane
        .changes()
        .commit(fenced, change)
        .<CompletionStage<Accepted>>handle(
            (written, failure) -> {
              if (failure == null) {
                return CompletableFuture.completedFuture(
                    begin(controlPlane, written.get(0), written.get(1)));
              }
              Throwable cause = Failures.unwrapped(failure);
              return cause instanceof StoreUnavailableException
                  ? readBack(controlPlane, machinePut, operationPut, cause)
                  : CompletableFuture.failedFuture(cause);
            })
        .thenCompose(stage -> stage);
  }

  /** A write that was not acknowledged may have been applied all the same. */
  private CompletionStage<Accepted> readBack(
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
              return begin(controlPlane, machine, operation);
            });
  }

  private Accepted begin(
      ControlPlane controlPlane, StoredRecord machineRecord, StoredRecord operationRecord) {
    Machine machine = MachineRecords.read(machineRecord);
    OperationRecord record = Journal.read(operationRecord);
    Operation operation = record.operation();
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
    controlPlane.engine().take(record, machine);
    return new Accepted(machine, operation, false);
  }

  private record Found(Optional<StoredRecord> operation, Optional<StoredRecord> machine) {}
}
