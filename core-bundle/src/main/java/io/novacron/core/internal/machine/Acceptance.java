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
import io.novacron.core.internal.event.EventPublisher;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.operation.MachineRecords;
import io.novacron.core.internal.operation.OperationCounts;
import io.novacron.core.internal.operation.OperationRecord;
import io.novacron.core.internal.operation.StateEvents;
import java.time.Clock;
import java.time.Instant;
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
 * Records a machine and its new operation in one transaction, tells of it, and gives the operation
 * to the engine.
 */
final class Acceptance {
  private static final Logger LOG = LoggerFactory.getLogger(Acceptance.class);

  private final EventPublisher events;
  private final StateEvents stateEvents;
  private final OperationCounts counts;
  private final Clock clock;

  Acceptance(EventPublisher events, StateEvents stateEvents, OperationCounts counts, Clock clock) {
    this.events = events;
    this.stateEvents = stateEvents;
    this.counts = counts;
    this.clock = clock;
  }

  /**
   * Records.
   *
   * @param machine the machine, with the revision that it was computed from
   * @param operation the new operation
   * @param decision the write of the decision; absent where none was made
   */
  CompletionStage<Accepted> record(
      ControlPlane controlPlane,
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
    return controlPlane
        .store()
        .commit(fenced)
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
    Instant now = clock.instant();
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
    events.publish(stateEvents.of(machine, now));
    events.publish(stateEvents.of(operation, now));
    controlPlane.engine().take(record, machine);
    return new Accepted(machine, operation, false);
  }

  private record Found(Optional<StoredRecord> operation, Optional<StoredRecord> machine) {}
}
