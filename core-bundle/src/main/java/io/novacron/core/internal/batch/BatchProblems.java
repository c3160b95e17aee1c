package io.novacron.core.internal.batch;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.operation.Operation;
import java.time.Duration;

/** Why a batch is not cancelled, and why an item of it was not begun. */
final class BatchProblems {
  private BatchProblems() {}

  /** It is done. */
  static Problem done(Operation operation) {
    return Problem.builder(
            "operation-done",
            Category.CONFLICT,
            "Batch "
                + operation.id()
                + " is "
                + operation.state()
                + ", so there is nothing left to cancel.")
        .operation(operation.id())
        .nextStep("Read the operation for what it did.")
        .build();
  }

  /** It undoes what it did already. */
  static Problem undoing(String operation) {
    return Problem.builder(
            "not-cancellable",
            Category.CONFLICT,
            "Batch " + operation + " is undoing what it did, which is not cut short.")
        .operation(operation)
        .nextStep("Wait until it is done.")
        .build();
  }

  /** Nobody here works on it yet. */
  static Problem busy(String operation) {
    return Problem.builder(
            "operation-busy",
            Category.UNAVAILABLE,
            "Batch " + operation + " is being handed from one worker to another.")
        .retryAfter(Duration.ofSeconds(1))
        .operation(operation)
        .nextStep("Ask again in a second.")
        .build();
  }

  /** An item comes too late. */
  static Problem notBegun(Operation batch) {
    boolean cancelled = batch.cancelRequested();
    return Problem.builder(
            "not-begun",
            cancelled ? Category.CONFLICT : Category.DEPENDENCY,
            cancelled
                ? "The batch was cancelled before this item was begun."
                : "The batch was given up before this item was begun, since too many others had"
                    + " failed.")
        .operation(batch.id())
        .build();
  }

  /** The operation of an item was cancelled. */
  static Problem cancelled(String operation) {
    return Problem.builder(
            "cancelled", Category.CONFLICT, "Operation " + operation + " was cancelled.")
        .operation(operation)
        .build();
  }
}
