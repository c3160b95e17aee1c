package io.novacron.core.internal.batch;

import io.novacron.api.batch.BatchItem;
import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Accepted;
import io.novacron.api.operation.ItemResult;
import io.novacron.api.operation.ItemResult.State;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationState;
import io.novacron.api.operation.WaitingFor;
import io.novacron.api.store.StateStoreException;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.time.SerialExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A batch that this node works on. Its items are begun in a window and followed until all have
 * ended; then it ends, or is undone first. All of it runs on one serial executor, so its fields
 * need no lock. What is known of an item and not written is read again from the item's own
 * operation after a crash.
 */
final class LiveBatch {
  /** How many items may be on their way to being recorded at a time. */
  static final int WINDOW = 32;

  private static final Logger LOG = LoggerFactory.getLogger(LiveBatch.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration LOOK = Duration.ofSeconds(30);

  private final ControlPlane controlPlane;
  private final BatchTools tools;
  private final BatchRunner runner;
  private final SerialExecutor serial;
  private final ItemTable table;
  private final BatchWriter writer;
  private final Deque<Queued> queue = new ArrayDeque<>();
  private final Set<Integer> starting = new HashSet<>();
  private final Map<String, Integer> watched = new HashMap<>();
  private final Set<CompletableFuture<Operation>> cancelling = new HashSet<>();
  private final UndoRun undo;
  private int nextRequests;
  private boolean loading;
  private boolean paused;
  private volatile boolean closed;

  LiveBatch(BatchRecord record, ControlPlane controlPlane, BatchTools tools, BatchRunner runner) {
    this.controlPlane = controlPlane;
    this.tools = tools;
    this.runner = runner;
    serial = new SerialExecutor(tools.executor());
    table = new ItemTable(record.tenant(), record.id(), record.items());
    writer = new BatchWriter(record, controlPlane, table, tools, serial, this::abandon);
    undo = new UndoRun(this, controlPlane, tools, table, serial);
  }

  String id() {
    return writer.record().id();
  }

  BatchRecord record() {
    return writer.record();
  }

  /** Goes on from where the records say. */
  void start() {
    serial.execute(
        () -> {
          loading = true;
          Windowed.run(
                  ItemTable.records(table.size()),
                  1,
                  serial,
                  number ->
                      controlPlane
                          .store()
                          .get(BatchRecords.resultKey(record().tenant(), id(), number))
                          .thenAcceptAsync(stored -> table.load(number, stored), serial))
              .whenCompleteAsync((done, failure) -> loaded(failure), serial);
        });
  }

  /** Begins nothing more. */
  void close() {
    closed = true;
    serial.execute(writer::close);
  }

  /** Asks to cancel it: nothing further is begun, and what is under way is cancelled. */
  CompletionStage<Operation> cancel(String actor) {
    CompletableFuture<Operation> answer = new CompletableFuture<>();
    serial.execute(
        () -> {
          Operation operation = record().operation();
          if (closed || loading) {
            answer.completeExceptionally(BatchProblems.busy(id()).toException());
          } else if (operation.cancelRequested()) {
            answer.complete(operation);
          } else if (record().undoSince() != null) {
            answer.completeExceptionally(BatchProblems.undoing(id()).toException());
          } else {
            LOG.info("batch cancelled operation={} actor={}", id(), actor);
            writer.replace(record().with(operation.toBuilder().cancelRequested(true).build()));
            cancelling.add(answer);
            writer.now(
                () -> {
                  cancelling.remove(answer);
                  answer.complete(record().operation());
                  Set.copyOf(watched.keySet()).forEach(this::cancelPart);
                  goOn();
                });
          }
        });
    return answer;
  }

  /** One that is beyond cancelling goes on to its end. */
  private void cancelPart(String operation) {
    controlPlane
        .engine()
        .cancel(operation, record().operation().actor())
        .whenComplete(
            (noted, failure) -> {
              if (failure != null) {
                LOG.debug(
                    "part not cancelled operation={} error={}", operation, failure.toString());
              }
            });
  }

  /** An operation that it watches is done, as somebody says. */
  void heard(String operation) {
    serial.execute(() -> look(operation));
  }

  private void loaded(@Nullable Throwable failure) {
    loading = false;
    if (failure != null) {
      LOG.warn("batch not read operation={} error=\"{}\"", id(), String.valueOf(failure));
      abandon();
      return;
    }
    for (ItemResult result : table.in(State.RUNNING)) {
      String operation = result.operation();
      if (operation != null) {
        watch(operation, result.index());
        look(operation);
        if (record().operation().cancelRequested()) {
          cancelPart(operation);
        }
      }
    }
    lookNowAndThen();
    writer.now(this::goOn);
  }

  /** Events may be lost, and items may be done by other nodes. */
  private void lookNowAndThen() {
    tools
        .timer()
        .after(
            LOOK,
            () ->
                serial.execute(
                    () -> {
                      if (!closed) {
                        Set.copyOf(watched.keySet()).forEach(this::look);
                        lookNowAndThen();
                      }
                    }));
  }

  /** Does what can be done now. */
  void goOn() {
    if (closed || loading) {
      return;
    }
    if (record().undoSince() != null) {
      if (undo.goOn()) {
        end();
      }
      return;
    }
    boolean stopped = stopped();
    if (stopped) {
      skipQueued();
    }
    if (table.ended() && starting.isEmpty()) {
      allEnded(stopped);
    } else if (!stopped) {
      fill();
    }
  }

  private boolean stopped() {
    return record().operation().cancelRequested() || BatchRules.hopeless(record(), table);
  }

  private void skipQueued() {
    queue.clear();
    for (ItemResult result : table.in(State.QUEUED)) {
      if (!starting.contains(result.index())) {
        table.skipped(result.index(), BatchProblems.notBegun(record().operation()));
      }
    }
    writer.soon();
  }

  private void fill() {
    while (!paused && !loading && starting.size() < WINDOW) {
      Queued next = queue.poll();
      if (next == null) {
        if (nextRequests < record().requests()) {
          loadRequests();
        }
        return;
      }
      begin(next);
    }
  }

  private void loadRequests() {
    loading = true;
    controlPlane
        .store()
        .get(BatchRecords.requestKey(record().tenant(), id(), nextRequests))
        .thenApply(stored -> BatchRecords.readRequests(stored.orElseThrow()))
        .whenCompleteAsync(
            (requests, failure) -> {
              loading = false;
              if (requests == null) {
                LOG.warn("batch not read operation={} error=\"{}\"", id(), String.valueOf(failure));
                abandon();
                return;
              }
              nextRequests++;
              for (int i = 0; i < requests.items().size(); i++) {
                int index = requests.first() + i;
                if (table.get(index).state() == State.QUEUED) {
                  queue.add(new Queued(index, requests.items().get(i)));
                }
              }
              goOn();
            },
            serial);
  }

  private void begin(Queued item) {
    starting.add(item.index);
    PartIds ids = PartIds.of(id(), item.index);
    watch(ids.operation(), item.index);
    // Placing takes processor time, so each item is a task of its own.
    CompletableFuture.supplyAsync(() -> recorded(item, ids), tools.executor())
        .thenCompose(stage -> stage)
        .whenCompleteAsync(
            (accepted, failure) -> {
              starting.remove(item.index);
              if (closed) {
                return;
              }
              if (accepted != null) {
                begun(item.index, ids, accepted);
              } else {
                notBegun(item, ids, failure);
              }
              goOn();
            },
            serial);
  }

  private CompletionStage<Accepted> recorded(Queued item, PartIds ids) {
    BatchItem request = ItemSecrets.opened(id(), item.index, item.request, tools.secrets());
    if (request instanceof BatchItem.Create create) {
      return tools
          .parts()
          .create(
              controlPlane,
              record().caller(),
              create.spec(),
              id(),
              ids.machine(),
              ids.operation(),
              ids.decision());
    }
    BatchItem.Act act = (BatchItem.Act) request;
    return tools
        .parts()
        .act(controlPlane, record().caller(), act.machine(), act.request(), id(), ids.operation());
  }

  private void begun(int index, PartIds ids, Accepted accepted) {
    String operation = accepted.operation().id();
    table.running(index, operation, accepted.machine().id());
    if (!operation.equals(ids.operation())) {
      unwatch(ids.operation());
      watch(operation, index);
    }
    // It may have ended before it was in the table.
    look(operation);
    if (record().operation().cancelRequested()) {
      cancelPart(operation);
    }
    writer.soon();
  }

  private void notBegun(Queued item, PartIds ids, @Nullable Throwable failure) {
    Problem problem = problem(failure);
    Duration pause = pause(failure, deadline(record().operation().createdAt()));
    unwatch(ids.operation());
    if (pause != null) {
      queue.addFirst(item);
      pause(pause);
      return;
    }
    if (item.request.item() instanceof BatchItem.Act act) {
      table.about(item.index, act.machine());
    }
    table.failed(item.index, Pointers.from(problem, item.index, item.request.item()));
    writer.soon();
  }

  private Instant deadline(Instant since) {
    return since.plus(tools.settings().get().createDeadline());
  }

  /** How long to wait before something is tried again; absent when it has failed for good. */
  @Nullable Duration pause(@Nullable Throwable failure, Instant until) {
    Throwable cause = failure == null ? null : Failures.unwrapped(failure);
    if (cause instanceof StateStoreException) {
      // What was recorded is not known, so it can only be tried again.
      return PAUSE;
    }
    boolean late = tools.clock().instant().isAfter(until);
    if (cause instanceof ProblemException known) {
      Problem problem = known.problem();
      boolean passes =
          problem.category() == Category.THROTTLED || problem.category() == Category.UNAVAILABLE;
      Duration after = problem.retryAfter();
      return passes && !late ? (after == null ? PAUSE : after) : null;
    }
    LOG.error("defect operation={}", id(), cause);
    return late ? null : PAUSE;
  }

  static Problem problem(@Nullable Throwable failure) {
    Throwable cause = failure == null ? null : Failures.unwrapped(failure);
    return cause instanceof ProblemException known
        ? known.problem()
        : Problem.builder(
                "internal", Category.INTERNAL, "Something went wrong inside NovaCron: " + cause)
            .build();
  }

  /** Tries again after a while. */
  void pause(Duration pause) {
    if (paused) {
      return;
    }
    paused = true;
    Instant now = tools.clock().instant();
    waitFor(new WaitingFor(WaitingFor.Kind.RETRY, now, now.plus(pause)));
    tools
        .timer()
        .after(
            pause,
            () ->
                serial.execute(
                    () -> {
                      paused = false;
                      waitFor(null);
                      goOn();
                    }));
  }

  boolean paused() {
    return paused;
  }

  private void waitFor(@Nullable WaitingFor waitingFor) {
    BatchRecord now = record();
    writer.replace(now.with(now.operation().toBuilder().waitingFor(waitingFor).build()));
    writer.soon();
  }

  void watch(String operation, int index) {
    watched.put(operation, index);
    runner.watch(operation, this);
  }

  void unwatch(String operation) {
    watched.remove(operation);
    runner.unwatch(operation, this);
  }

  /** Reads how far an operation is. */
  void look(String operation) {
    Integer index = watched.get(operation);
    if (closed || index == null) {
      return;
    }
    String machine = table.get(index).machine();
    if (machine == null) {
      // Not in the table yet; whoever puts it there looks again.
      return;
    }
    controlPlane
        .store()
        .get(Journal.key(record().tenant(), machine, operation))
        .whenCompleteAsync(
            (stored, failure) -> {
              if (stored != null && stored.isPresent() && watched.containsKey(operation)) {
                seen(index, Journal.operation(stored.get()));
              }
            },
            serial);
  }

  private void seen(int index, Operation operation) {
    if (closed || !operation.done()) {
      return;
    }
    unwatch(operation.id());
    if (record().undoSince() != null) {
      undo.ended(index, operation);
    } else if (table.get(index).state() == State.RUNNING) {
      if (operation.state() == OperationState.SUCCEEDED) {
        table.succeeded(index);
      } else {
        table.failed(index, error(operation));
      }
    }
    writer.soon();
    goOn();
  }

  static Problem error(Operation operation) {
    Problem error = operation.error();
    return error != null && operation.state() == OperationState.FAILED
        ? error
        : BatchProblems.cancelled(operation.id());
  }

  private void allEnded(boolean stopped) {
    if (stopped && BatchRules.undoes(record().policy())) {
      loading = true;
      writer.replace(record().undoing(tools.clock().instant()));
      writer.now(
          () -> {
            loading = false;
            goOn();
          });
    } else {
      end();
    }
  }

  private void end() {
    BatchRules.Ending ending = BatchRules.ending(record(), table);
    Instant now = tools.clock().instant();
    loading = true;
    writer.replace(
        record()
            .with(
                record().operation().toBuilder()
                    .state(ending.state())
                    .error(ending.error())
                    .waitingFor(null)
                    .endedAt(now)
                    .build()));
    writer.now(this::leave);
  }

  /** Somebody else, or this node anew, goes on from what is recorded. */
  private void abandon() {
    leave();
    runner.again(record(), controlPlane);
  }

  private void leave() {
    closed = true;
    writer.close();
    List.copyOf(watched.keySet()).forEach(this::unwatch);
    cancelling.forEach(
        answer -> answer.completeExceptionally(BatchProblems.busy(id()).toException()));
    runner.left(this);
  }

  private record Queued(int index, ItemRequest request) {}
}
