package io.novacron.core.internal.operation;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.operation.Operation;
import io.novacron.api.store.Claim;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.machine.ControlPlane;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An operation that an {@link OperationRunner} has in work, and its record: changes are written one
 * after the other, as long as this node holds the shard, and counted and told of. Safe for use by
 * many threads.
 */
public final class JournaledOperation {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final ControlPlane controlPlane;
  private final Function<Operation, Mutation> record;
  private final OperationCounts counts;
  private final Clock clock;
  private final Consumer<String> lost;
  private CompletableFuture<?> last = CompletableFuture.completedFuture(null);
  private volatile Operation operation;

  /**
   * Makes the operation as it is known now; nothing is written yet.
   *
   * @param controlPlane what works with the store
   * @param operation as it was read, or is to be accepted
   * @param record makes the record of it
   * @param counts counts operations
   * @param clock the time
   * @param lost told why a change could not be written: the journal has it, and whoever takes it up
   *     goes on from there
   */
  public JournaledOperation(
      ControlPlane controlPlane,
      Operation operation,
      Function<Operation, Mutation> record,
      OperationCounts counts,
      Clock clock,
      Consumer<String> lost) {
    this.controlPlane = controlPlane;
    this.operation = operation;
    this.record = record;
    this.counts = counts;
    this.clock = clock;
    this.lost = lost;
  }

  /** The operation as it was read or written last. */
  public Operation get() {
    return operation;
  }

  /** Its id. */
  public String id() {
    return operation.id();
  }

  /**
   * Writes it for the first time.
   *
   * @param claim that this node holds the shard
   * @param more what is written with it
   * @return the operation once it is durable
   */
  public CompletionStage<Operation> accept(Claim claim, List<? extends Mutation> more) {
    Operation queued = operation;
    return commit(null, queued, claim, more)
        .thenApply(
            accepted -> {
              counts.countAccepted(accepted.kind());
              return accepted;
            });
  }

  /**
   * Writes a change, after those that were asked for before; nothing once it is done.
   *
   * @param change makes the operation of the one before
   * @return the operation as it is then; fails with UNAVAILABLE when another node holds the shard
   */
  public CompletionStage<Operation> write(UnaryOperator<Operation> change) {
    return write(change, List.of());
  }

  /**
   * Writes a change and more with it, as {@link #write(UnaryOperator)} does.
   *
   * @param change makes the operation of the one before
   * @param more what is written with it
   */
  public synchronized CompletionStage<Operation> write(
      UnaryOperator<Operation> change, List<? extends Mutation> more) {
    CompletableFuture<Operation> written =
        last.thenCompose(done -> change(change, more)).toCompletableFuture();
    // What could not be written is not so; the next change is made of what was before.
    last = written.handle((done, failure) -> null);
    return written;
  }

  private CompletionStage<Operation> change(
      UnaryOperator<Operation> change, List<? extends Mutation> more) {
    Operation before = operation;
    if (before.done()) {
      return CompletableFuture.completedFuture(before);
    }
    Operation after = change.apply(before);
    Claim claim = controlPlane.claims().claim(after.tenant(), after.target()).orElse(null);
    if (claim == null) {
      lost.accept("its shard is held elsewhere");
      return CompletableFuture.failedFuture(notHeld());
    }
    return commit(before, after, claim, more)
        .thenApply(
            written -> {
              counts.countChange(before.state(), written);
              return written;
            })
        .whenComplete(
            (written, failure) -> {
              if (failure != null) {
                lost.accept(Failures.unwrapped(failure).toString());
              }
            });
  }

  private CompletionStage<Operation> commit(
      @Nullable Operation before, Operation after, Claim claim, List<? extends Mutation> more) {
    List<Mutation> mutations = new ArrayList<>();
    mutations.add(record.apply(after));
    mutations.addAll(more);
    return controlPlane
        .changes()
        .commit(
            new Transaction(mutations, claim), Change.at(clock.instant()).operation(before, after))
        .thenApply(
            written -> {
              operation = after.toBuilder().revision(written.get(0).revision()).build();
              return operation;
            });
  }

  /** Another node holds the shard of what an operation is about. */
  public static ProblemException notHeld() {
    return Problem.builder(
            "shard-not-held", Category.UNAVAILABLE, "This node does not hold the shard.")
        .retryAfter(SOON)
        .nextStep("Try again in a second.")
        .toException();
  }

  /**
   * An operation that can be cancelled where it is worked on, or has ended as it was asked to.
   *
   * @param stored the operation as it is in the journal
   * @param works whether an operation is in work here
   * @param whenDone what a person can do instead once it is done
   * @throws ProblemException with CONFLICT when it is done, with UNAVAILABLE when nobody here works
   *     on it
   */
  public static Operation requireCancellable(
      StoredRecord stored, Predicate<String> works, String whenDone) {
    Operation operation = Journal.operation(stored);
    if (operation.done() && !operation.cancelRequested()) {
      throw alreadyDone(operation.id(), whenDone);
    }
    if (!operation.done() && !works.test(operation.id())) {
      throw busy(operation.id());
    }
    return operation;
  }

  /**
   * Nobody here works on an operation that is to be cancelled.
   *
   * @param operation its id
   */
  public static ProblemException busy(String operation) {
    return Problem.builder(
            "operation-busy",
            Category.UNAVAILABLE,
            "Nobody here works on operation " + operation + " right now.")
        .operation(operation)
        .retryAfter(SOON)
        .nextStep("Ask again in a second.")
        .toException();
  }

  /**
   * Something that is done is to be cancelled.
   *
   * @param operation its id
   * @param nextStep what a person can do instead
   */
  public static ProblemException alreadyDone(String operation, String nextStep) {
    return Problem.builder(
            "operation-done", Category.CONFLICT, "Operation " + operation + " is done already.")
        .operation(operation)
        .nextStep(nextStep)
        .toException();
  }
}
