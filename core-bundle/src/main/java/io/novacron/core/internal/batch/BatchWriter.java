package io.novacron.core.internal.batch;

import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationState;
import io.novacron.api.operation.Step;
import io.novacron.api.store.Claim;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.StaleClaimException;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.operation.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes durable how far a batch is: at most once a second while nothing depends on it, and at once
 * where the next step needs it. Used on the serial executor of its batch only.
 */
final class BatchWriter {
  private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final ControlPlane controlPlane;
  private final ItemTable table;
  private final BatchTools tools;
  private final Executor serial;
  private final Runnable abandon;
  private final List<Runnable> waiting = new ArrayList<>();
  private BatchRecord record;
  private @Nullable Instant writtenAt;
  private Operation durable;
  private boolean writing;
  private boolean planned;
  private boolean again;
  private boolean closed;

  /**
   * Makes it.
   *
   * @param record the batch as it is recorded
   * @param serial the serial executor of the batch
   * @param abandon runs when the batch is no longer ours, or what is recorded is not known
   */
  BatchWriter(
      BatchRecord record,
      ControlPlane controlPlane,
      ItemTable table,
      BatchTools tools,
      Executor serial,
      Runnable abandon) {
    this.record = record;
    durable = record.operation();
    this.controlPlane = controlPlane;
    this.table = table;
    this.tools = tools;
    this.serial = serial;
    this.abandon = abandon;
  }

  /** The batch as it is, recorded or about to be. */
  BatchRecord record() {
    return record;
  }

  void replace(BatchRecord next) {
    record = next;
  }

  /** Writes nothing more. */
  void close() {
    closed = true;
  }

  /** Something changed that is worth telling, some time soon. */
  void soon() {
    Instant now = tools.clock().instant();
    Instant last = writtenAt;
    again |= writing;
    if (planned || writing) {
      return;
    }
    planned = true;
    Duration pause =
        last == null || !last.plus(PAUSE).isAfter(now)
            ? PAUSE.dividedBy(10)
            : Duration.between(now, last.plus(PAUSE));
    tools
        .timer()
        .after(
            pause,
            () ->
                serial.execute(
                    () -> {
                      planned = false;
                      if (!writing) {
                        write();
                      }
                    }));
  }

  /** Writes at once; what follows runs when all that is known now is durable. */
  void now(Runnable then) {
    waiting.add(then);
    if (!writing) {
      write();
    }
  }

  private void write() {
    if (closed) {
      return;
    }
    Optional<Claim> claim = controlPlane.claims().claim(record.tenant(), record.id());
    if (claim.isEmpty()) {
      abandon.run();
      return;
    }
    writing = true;
    again = false;
    Instant now = tools.clock().instant();
    Operation before = durable;
    record = record.with(told(record.operation(), now));
    Operation sent = record.operation();
    List<Runnable> then = List.copyOf(waiting);
    waiting.clear();
    List<Mutation> mutations = new ArrayList<>();
    mutations.add(BatchRecords.put(record));
    mutations.addAll(table.writes());
    controlPlane
        .changes()
        .commit(new Transaction(mutations, claim.get()), Change.at(now).operation(before, sent))
        .whenCompleteAsync(
            (written, failure) -> {
              if (written == null) {
                notWritten(claim.get(), failure);
              } else {
                written(sent, written, now, then);
              }
            },
            serial);
  }

  private void written(
      Operation sent, List<StoredRecord> written, Instant now, List<Runnable> then) {
    writing = false;
    writtenAt = now;
    long revision = written.get(0).revision();
    // What was changed while it was written stays.
    record = record.with(record.operation().toBuilder().revision(revision).build());
    Operation after = sent.toBuilder().revision(revision).build();
    table.written(written.subList(1, written.size()));
    if (durable.state() != after.state()) {
      log(after);
      tools.counts().countChange(durable.state(), after);
    }
    durable = after;
    then.forEach(Runnable::run);
    if (!waiting.isEmpty() && !writing) {
      write();
    } else if ((again || table.dirty()) && !writing) {
      soon();
    }
  }

  /** Whether it was applied is not known: the records say, to whoever takes the batch again. */
  private void notWritten(Claim claim, @Nullable Throwable failure) {
    Throwable cause = failure == null ? null : Failures.unwrapped(failure);
    if (cause instanceof StaleClaimException) {
      controlPlane.claims().lost(claim);
    }
    LOG.warn(
        "batch not written operation={} error=\"{}\" effect=\"is read from the journal again\"",
        record.id(),
        String.valueOf(cause));
    abandon.run();
  }

  private Operation told(Operation operation, Instant now) {
    List<Step> steps = new ArrayList<>();
    Instant undoSince = record.undoSince();
    boolean ended = table.ended();
    steps.add(
        new Step(
            "items",
            !ended
                ? Step.State.RUNNING
                : BatchRules.hopeless(record, table) ? Step.State.FAILED : Step.State.SUCCEEDED,
            1,
            operation.createdAt(),
            !ended ? null : undoSince != null ? undoSince : now,
            BatchProgress.items(table)));
    if (undoSince != null) {
      steps.add(
          new Step(
              "undo",
              operation.done() ? BatchProgress.undoState(table) : Step.State.RUNNING,
              1,
              undoSince,
              operation.endedAt(),
              BatchProgress.undo(table)));
    }
    return operation.toBuilder()
        .state(
            operation.state() == OperationState.QUEUED ? OperationState.RUNNING : operation.state())
        .owner(tools.node())
        .children(table.children())
        .progress(
            operation.done()
                ? 1
                : Math.max(operation.progress(), BatchProgress.share(table, undoSince != null)))
        .steps(steps)
        .build();
  }

  private static void log(Operation operation) {
    LOG.info(
        "batch {} operation={} items={} children={}{}",
        operation.done() ? "ended" : "begun",
        operation.id(),
        operation.state(),
        operation.children(),
        operation.error() == null ? "" : " error=" + operation.error().code());
  }
}
