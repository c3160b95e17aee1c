package io.novacron.core.internal.operation;

import io.novacron.api.machine.Machine;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationState;
import io.novacron.api.store.Claim;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.StaleClaimException;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.ownership.ShardClaims;
import io.novacron.core.internal.time.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies what happened to an operation and makes it durable, together with what becomes of its
 * machine and the events that tell of both, under the claim of this node. What follows runs only
 * after that. A write whose acknowledgement was lost is read back before it is repeated.
 */
final class OperationWriter {
  private static final Logger LOG = LoggerFactory.getLogger(OperationWriter.class);
  private static final Duration READ_BACK_AFTER = Duration.ofMillis(250);

  private final StateStore store;
  private final ShardClaims claims;
  private final ChangeLog changes;
  private final OperationCounts counts;
  private final OperationTraces traces;
  private final Clock clock;
  private final Timer timer;
  private final Executor executor;
  private final Consumer<LiveOperation> abandon;

  OperationWriter(
      StateStore store,
      ShardClaims claims,
      ChangeLog changes,
      OperationCounts counts,
      OperationTraces traces,
      Clock clock,
      Timer timer,
      Executor executor,
      Consumer<LiveOperation> abandon) {
    this.store = store;
    this.claims = claims;
    this.changes = changes;
    this.counts = counts;
    this.traces = traces;
    this.clock = clock;
    this.timer = timer;
    this.executor = executor;
    this.abandon = abandon;
  }

  /**
   * Applies a stimulus.
   *
   * @param then runs on the executor once the new record is durable, or at once when it need not
   *     be; never runs when the operation is no longer ours
   */
  void apply(LiveOperation operation, Stimulus stimulus, Runnable then) {
    Instant now = clock.instant();
    Transition transition = Transitions.apply(operation.record(), stimulus, now);
    if (!transition.durable()) {
      traces.changed(operation.record(), transition.record());
      operation.replace(transition.record());
      then.run();
      return;
    }
    Optional<Claim> claim = claims.claim(operation.machine().tenant(), operation.machine().id());
    if (claim.isEmpty()) {
      abandon.accept(operation);
      return;
    }
    Machine machine = changed(operation.machine(), transition, now);
    List<Mutation> mutations = new ArrayList<>();
    Mutation.Put put = Journal.put(transition.record());
    mutations.add(put);
    if (machine != null) {
      mutations.add(MachineRecords.put(machine));
    }
    if (transition.relocation() != null) {
      mutations.add(transition.relocation().put(operation.machine()));
    }
    Change change =
        Change.at(now)
            .machine(operation.machine(), machine == null ? operation.machine() : machine)
            .operation(operation.record().operation(), transition.record().operation());
    changes
        .commit(new Transaction(mutations, claim.get()), change)
        .whenCompleteAsync(
            (written, failure) ->
                guard(
                    operation,
                    () -> {
                      if (written != null) {
                        written(operation, transition.record(), machine, written);
                        then.run();
                      } else {
                        notWritten(operation, stimulus, then, put.value(), claim.get(), failure);
                      }
                    }),
            executor);
  }

  private void guard(LiveOperation operation, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.error("defect operation={} effect=\"taken from the journal again\"", operation.id(), e);
      abandon.accept(operation);
    }
  }

  private static @Nullable Machine changed(Machine machine, Transition transition, Instant now) {
    Relocation relocation = transition.relocation();
    Machine placed = relocation == null ? machine : relocation.applyTo(machine);
    MachineChange change = transition.change();
    if (change != null && SnapshotCalls.concern(transition.record().operation().kind())) {
      return SnapshotChanges.apply(machine, transition.record(), change);
    }
    if (change == null) {
      return relocation == null ? null : placed;
    }
    try {
      return change.applyTo(placed, now);
    } catch (IllegalStateException e) {
      LOG.error("illegal move refused machine={} error=\"{}\"", machine.id(), e.getMessage());
      return null;
    }
  }

  private void written(
      LiveOperation operation,
      OperationRecord record,
      @Nullable Machine machine,
      List<StoredRecord> written) {
    accept(operation, record.withRevision(written.get(0).revision()));
    if (machine != null) {
      operation.replace(MachineRecords.withRevision(machine, written.get(1).revision()));
    }
  }

  private void accept(LiveOperation live, OperationRecord record) {
    OperationState before = live.record().operation().state();
    traces.changed(live.record(), record);
    Operation after = record.operation();
    live.replace(record);
    counts.countChange(before, after);
    if (before != after.state()) {
      log(record);
    }
  }

  private static void log(OperationRecord record) {
    Operation operation = record.operation();
    if (operation.done()) {
      LOG.info(
          "operation ended operation={} kind={} vm={} state={} account={} region={} reference={}"
              + " sends={}{}{}",
          operation.id(),
          operation.kind().wireName(),
          operation.target(),
          operation.state(),
          record.place().account(),
          record.place().region(),
          record.reference(),
          record.sends(),
          operation.error() == null
              ? ""
              : " error="
                  + operation.error().code()
                  + " detail=\""
                  + operation.error().detail()
                  + "\"",
          record.traceId() == null ? "" : " traceId=" + record.traceId());
    } else if (operation.state() == OperationState.UNKNOWN_OUTCOME) {
      LOG.warn(
          "operation asks operation={} kind={} vm={} account={} why=\"{}\"",
          operation.id(),
          operation.kind().wireName(),
          operation.target(),
          record.place().account(),
          operation.steps().get(operation.steps().size() - 1).detail());
    }
  }

  private void notWritten(
      LiveOperation operation,
      Stimulus stimulus,
      Runnable then,
      byte[] attempted,
      Claim claim,
      @Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof StaleClaimException) {
      claims.lost(claim);
      abandon.accept(operation);
      return;
    }
    LOG.warn(
        "journal write not acknowledged operation={} error=\"{}\" effect=\"reads it back\"",
        operation.id(),
        String.valueOf(cause));
    timer.after(READ_BACK_AFTER, () -> readBack(operation, stimulus, then, attempted));
  }

  /** A write that failed may have been applied: the record itself says. */
  private void readBack(
      LiveOperation operation, Stimulus stimulus, Runnable then, byte[] attempted) {
    OperationRecord before = operation.record();
    store
        .get(Journal.key(before.operation()))
        .thenCombine(
            store.get(MachineRecords.key(operation.machine().tenant(), operation.machine().id())),
            ReadBack::new)
        .whenCompleteAsync(
            (found, failure) ->
                guard(
                    operation,
                    () -> {
                      if (found == null) {
                        timer.after(
                            READ_BACK_AFTER.multipliedBy(4),
                            () -> readBack(operation, stimulus, then, attempted));
                      } else {
                        compare(operation, stimulus, then, attempted, found);
                      }
                    }),
            executor);
  }

  private void compare(
      LiveOperation operation, Stimulus stimulus, Runnable then, byte[] attempted, ReadBack found) {
    StoredRecord record = found.record.orElse(null);
    StoredRecord machine = found.machine.orElse(null);
    long expected = operation.record().operation().revision();
    if (record == null || machine == null) {
      LOG.error("journal record missing operation={}", operation.id());
      abandon.accept(operation);
    } else if (record.revision() == expected) {
      operation.replace(MachineRecords.read(machine));
      apply(operation, stimulus, then);
    } else if (Arrays.equals(record.value(), attempted)) {
      accept(operation, Journal.read(record));
      operation.replace(MachineRecords.read(machine));
      then.run();
    } else {
      LOG.warn(
          "journal record moved on operation={} expected={} found={} effect=\"left to its owner\"",
          operation.id(),
          expected,
          record.revision());
      abandon.accept(operation);
    }
  }

  private record ReadBack(Optional<StoredRecord> record, Optional<StoredRecord> machine) {}
}
