package io.novacron.core.internal.batch;

import io.novacron.api.batch.BatchPolicy;
import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.operation.ItemResult;
import io.novacron.api.operation.ItemResult.State;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationState;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What becomes of a batch, as a function of its policy and of how far its items are. */
final class BatchRules {
  private static final int MOST_NAMED = 20;

  private BatchRules() {}

  /** What undoes an action; empty for one that cannot be undone. */
  static Optional<MachineAction> inverse(MachineAction action) {
    return switch (action) {
      case START -> Optional.of(MachineAction.STOP);
      case STOP -> Optional.of(MachineAction.START);
      case PAUSE -> Optional.of(MachineAction.RESUME);
      case RESUME -> Optional.of(MachineAction.PAUSE);
      case RESTART, RESIZE, DELETE -> Optional.empty();
    };
  }

  /** What undoes an operation that succeeded; empty for one that cannot be undone. */
  static Optional<MachineAction> inverse(OperationKind kind) {
    return switch (kind) {
      case CREATE -> Optional.of(MachineAction.DELETE);
      case START -> inverse(MachineAction.START);
      case STOP -> inverse(MachineAction.STOP);
      case PAUSE -> inverse(MachineAction.PAUSE);
      case RESUME -> inverse(MachineAction.RESUME);
      case RESTART,
          RESIZE,
          UPDATE,
          SNAPSHOT,
          RESTORE_SNAPSHOT,
          DELETE_SNAPSHOT,
          ADOPT,
          DELETE,
          BATCH,
          COMPACT,
          QUARANTINE_ORPHAN,
          DELETE_ORPHAN,
          SWAP_PROVIDER ->
          Optional.empty();
    };
  }

  /** Whether what was done is undone when the batch does not succeed. */
  static boolean undoes(BatchPolicy policy) {
    return switch (policy) {
      case ALL_OR_NOTHING, AT_LEAST -> true;
      case KEEP_SUCCESSES -> false;
    };
  }

  /** How many items may fail without the batch being given up. */
  static int tolerated(BatchPolicy policy, @Nullable Integer minimum, int items) {
    return switch (policy) {
      case ALL_OR_NOTHING -> 0;
      case KEEP_SUCCESSES -> items;
      case AT_LEAST -> items - (minimum == null ? items : minimum);
    };
  }

  /** Whether the batch cannot succeed any more, so that nothing further is begun. */
  static boolean hopeless(BatchRecord record, ItemTable table) {
    return table.count(State.FAILED) > tolerated(record.policy(), record.minimum(), table.size());
  }

  /** How a batch ends whose items have all ended and are undone where they should be. */
  static Ending ending(BatchRecord record, ItemTable table) {
    int failed = table.count(State.FAILED) + table.count(State.SKIPPED);
    if (record.operation().cancelRequested()) {
      return new Ending(OperationState.CANCELLED, cancelled(record, table));
    }
    if (record.undoSince() != null) {
      return new Ending(OperationState.FAILED, undone(record, table));
    }
    if (failed == 0 || record.policy() == BatchPolicy.AT_LEAST) {
      return new Ending(OperationState.SUCCEEDED, null);
    }
    int kept = table.count(State.SUCCEEDED);
    String counts = failed + " of " + table.size() + " items failed";
    return new Ending(
        OperationState.FAILED,
        kept > 0
            ? Problem.builder(
                    "batch-partial",
                    Category.PARTIAL,
                    counts + "; the other " + kept + " are kept.")
                .operation(record.id())
                .nextStep("Read result.items of the operation; send those that failed again.")
                .build()
            : failed(record, table, "batch-failed", "All " + table.size() + " items failed"));
  }

  private static Problem undone(BatchRecord record, ItemTable table) {
    int done = table.count(State.UNDONE);
    return table.count(State.NOT_UNDONE) > 0
        ? left(record, table)
        : failed(
            record,
            table,
            "batch-undone",
            table.count(State.FAILED)
                + " of "
                + table.size()
                + " items failed, so "
                + (done == 0 ? "nothing is kept" : "the " + done + " that were done are undone"));
  }

  private static @Nullable Problem cancelled(BatchRecord record, ItemTable table) {
    return table.count(State.NOT_UNDONE) > 0 ? left(record, table) : null;
  }

  private static Problem left(BatchRecord record, ItemTable table) {
    int left = table.count(State.NOT_UNDONE);
    String named =
        table.in(State.NOT_UNDONE).stream()
            .limit(MOST_NAMED)
            .map(ItemResult::machine)
            .collect(Collectors.joining(", "));
    return Problem.builder(
            "batch-not-undone",
            Category.PARTIAL,
            "The batch did not succeed, and "
                + left
                + " of its items could not be undone: "
                + named
                + (left > MOST_NAMED ? " and more" : "")
                + ".")
        .operation(record.id())
        .nextStep("Read undoError of these items, and delete the machines that are left.")
        .build();
  }

  private static Problem failed(BatchRecord record, ItemTable table, String code, String what) {
    Problem first = table.firstError();
    return first == null
        ? Problem.builder(code, Category.PARTIAL, what + ".").operation(record.id()).build()
        : Problem.builder(code, first.category(), what + "; the first because: " + first.detail())
            .retryable(first.retryable())
            .retryAfter(first.retryAfter())
            .provider(first.provider())
            .providerCode(first.providerCode())
            .scope(first.scope())
            .operation(record.id())
            .nextStep(first.nextStep())
            .build();
  }

  /**
   * How a batch ends.
   *
   * @param state its last state
   * @param error why it failed
   */
  record Ending(OperationState state, @Nullable Problem error) {}
}
