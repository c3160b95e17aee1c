package io.novacron.core.internal.batch;

import io.novacron.api.catalog.Price;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.operation.ItemResult;
import io.novacron.api.operation.ItemResult.State;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationState;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.operation.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Undoes what the items of a batch did: machines that were made are deleted, also those whose
 * create failed, since something of them may be left; others are started or stopped again. Each
 * undo is an operation with its own deadline. Used on the serial executor of its batch only.
 */
final class UndoRun {
  private final LiveBatch batch;
  private final ControlPlane controlPlane;
  private final BatchTools tools;
  private final ItemTable table;
  private final Executor serial;
  private final Deque<Integer> queue = new ArrayDeque<>();
  private final Set<Integer> starting = new HashSet<>();
  private final Set<Integer> running = new HashSet<>();
  private boolean planned;

  UndoRun(
      LiveBatch batch,
      ControlPlane controlPlane,
      BatchTools tools,
      ItemTable table,
      Executor serial) {
    this.batch = batch;
    this.controlPlane = controlPlane;
    this.tools = tools;
    this.table = table;
    this.serial = serial;
  }

  /**
   * Begins what can be begun now.
   *
   * @return whether everything is undone, or has failed to be
   */
  boolean goOn() {
    if (!planned) {
      planned = true;
      for (int i = 0; i < table.size(); i++) {
        if (made(table.get(i))) {
          queue.add(i);
        }
      }
    }
    while (!batch.paused() && starting.size() < LiveBatch.WINDOW && !queue.isEmpty()) {
      begin(queue.remove());
    }
    return queue.isEmpty() && starting.isEmpty() && running.isEmpty();
  }

  /** Whether an item did something, or may have. */
  private boolean made(ItemResult result) {
    boolean created = PartIds.of(batch.id(), result.index()).machine().equals(result.machine());
    return result.operation() != null
        && (result.state() == State.SUCCEEDED || (result.state() == State.FAILED && created));
  }

  private void begin(int index) {
    starting.add(index);
    ItemResult item = table.get(index);
    String id = PartIds.of(batch.id(), index).undo();
    CompletableFuture.supplyAsync(() -> undo(item, id), tools.executor())
        .thenCompose(stage -> stage)
        .whenCompleteAsync((accepted, failure) -> begun(index, id, accepted, failure), serial);
  }

  private CompletionStage<Accepted> undo(ItemResult item, String id) {
    String machine = Objects.requireNonNull(item.machine(), "machine");
    String operation = Objects.requireNonNull(item.operation(), "operation");
    BatchRecord record = batch.record();
    return controlPlane
        .store()
        .get(Journal.key(record.tenant(), machine, operation))
        .thenCompose(
            stored -> {
              Optional<MachineAction> inverse =
                  stored.flatMap(found -> BatchRules.inverse(Journal.operation(found).kind()));
              return tools
                  .parts()
                  .act(
                      controlPlane,
                      record.caller(),
                      machine,
                      ActionRequest.of(inverse.orElse(MachineAction.DELETE)),
                      record.id(),
                      id);
            });
  }

  private void begun(
      int index, String id, @Nullable Accepted accepted, @Nullable Throwable failure) {
    starting.remove(index);
    if (accepted != null) {
      String operation = accepted.operation().id();
      running.add(index);
      table.undo(index, table.get(index).state(), operation, null);
      batch.watch(operation, index);
      batch.look(operation);
    } else {
      Instant since = Objects.requireNonNull(batch.record().undoSince(), "undoSince");
      Instant until = since.plus(tools.settings().get().deadline(OperationKind.DELETE));
      Problem problem = LiveBatch.problem(failure);
      Duration pause = batch.pause(failure, until);
      boolean moving = problem.retryable() && !tools.clock().instant().isAfter(until);
      if (pause != null || moving) {
        queue.add(index);
        batch.pause(pause == null ? Duration.ofSeconds(2) : pause);
      } else {
        notUndone(index, id, problem);
      }
    }
    batch.goOn();
  }

  /** The operation that undoes an item is done. */
  void ended(int index, Operation operation) {
    if (operation.state() == OperationState.SUCCEEDED) {
      State state = table.get(index).state();
      running.remove(index);
      table.undo(index, state == State.SUCCEEDED ? State.UNDONE : state, operation.id(), null);
    } else {
      notUndone(index, operation.id(), LiveBatch.error(operation));
    }
  }

  /** Says what is left of an item, and what it costs. */
  private void notUndone(int index, String operation, Problem problem) {
    running.add(index);
    String machine = Objects.requireNonNull(table.get(index).machine(), "machine");
    tools
        .parts()
        .machine(controlPlane, batch.record().tenant(), machine)
        .whenCompleteAsync(
            (found, failure) -> {
              running.remove(index);
              Problem left =
                  found == null
                      ? problem
                      : Problem.builder(
                              problem.code(),
                              problem.category(),
                              problem.detail() + " " + left(found))
                          .retryable(problem.retryable())
                          .provider(problem.provider())
                          .providerCode(problem.providerCode())
                          .scope(problem.scope())
                          .operation(problem.operation())
                          .nextStep("Delete machine " + machine + " once the cause is mended.")
                          .build();
              table.undo(index, State.NOT_UNDONE, operation, left);
              batch.goOn();
            },
            serial);
  }

  private static String left(Machine machine) {
    Price price = machine.status().pricePerHour();
    return "Machine "
        + machine.id()
        + " ("
        + machine.name()
        + ") is left "
        + machine.status().state()
        + " in account "
        + machine.status().account()
        + (price == null
            ? "."
            : " and costs up to "
                + price.amount().toPlainString()
                + " "
                + price.currency()
                + " an hour.");
  }
}
