package io.novacron.core.internal.operation;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.OperationState;
import io.novacron.api.operation.Step;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of operation moves on when a call was answered, or when its answer was lost. Pure.
 */
abstract class Rules {
  /** Pause between two looks at a machine that is on its way. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  final void replied(Draft draft, Outcome<List<Instance>> outcome, Cloud cloud) {
    if (outcome instanceof Outcome.Done<List<Instance>> done) {
      done(draft, done.get(), cloud);
    } else if (outcome instanceof Outcome.Accepted<List<Instance>> accepted) {
      accepted(draft, accepted, cloud);
    } else if (outcome instanceof Outcome.Unknown<List<Instance>> unknown) {
      unknown(draft, unknown.reason(), cloud);
    } else if (outcome instanceof Outcome.Failed<List<Instance>> failed) {
      if (failed.error().category() == Category.UNKNOWN_OUTCOME) {
        unknown(draft, failed.error().message(), cloud);
      } else {
        failed(draft, failed.error(), cloud);
      }
    }
  }

  /** The call under way has no recorded outcome; what it changes may or may not have happened. */
  abstract void lost(Draft draft, String reason);

  abstract void done(Draft draft, List<Instance> instances, Cloud cloud);

  abstract void accepted(Draft draft, Outcome.Accepted<List<Instance>> accepted, Cloud cloud);

  abstract void failed(Draft draft, ProviderError error, Cloud cloud);

  /**
   * Somebody asked to cancel; no call that changes something is under way. While one is, the
   * request is only kept, and the rules see it in the record when that call is answered.
   */
  abstract void cancel(Draft draft);

  /** Why the operation cannot be cancelled any more; empty when it can. */
  Optional<Problem> whyNotCancelled(OperationRecord record) {
    return Optional.empty();
  }

  /** Ends as cancelled an operation that has changed nothing. */
  static void cancelUnsent(Draft draft, @Nullable Former former, MachineState otherwise) {
    String actor = draft.cancellation == null ? "somebody" : draft.cancellation.actor();
    draft.steps.endIfOpen(Step.State.FAILED, "cancelled", draft.now);
    draft.steps.open(StepList.CANCEL, "asked for by " + actor + "; nothing was changed", draft.now);
    draft.steps.endIfOpen(Step.State.SUCCEEDED, "ended", draft.now);
    draft.cancel(
        former == null ? otherwise : former.state(),
        former == null ? null : former.desired(),
        null);
  }

  private void unknown(Draft draft, String reason, Cloud cloud) {
    if (draft.next.mutating()) {
      lost(draft, reason);
    } else {
      askAgain(draft, ProviderError.of(Category.UNKNOWN_OUTCOME, reason));
    }
  }

  /**
   * Whether the same call may succeed later. A lack of capacity is left to whoever chooses the
   * place.
   */
  static boolean passes(ProviderError error) {
    return switch (error.category()) {
      case THROTTLED, UNAVAILABLE, DEPENDENCY, UNKNOWN_OUTCOME -> true;
      case INVALID,
          UNAUTHENTICATED,
          DENIED,
          NOT_FOUND,
          CONFLICT,
          QUOTA,
          CAPACITY,
          UNSUPPORTED,
          PARTIAL,
          INTERNAL ->
          false;
    };
  }

  /** A call that reads was not answered: it is made again until it is, however long that takes. */
  static void askAgain(Draft draft, ProviderError error) {
    draft.again(
        error.category() == Category.UNKNOWN_OUTCOME
            ? CloudProblems.unanswered(error.message(), draft.before.place())
            : CloudProblems.refused(error, draft.before.place()));
    if (draft.late() && draft.next == Call.POLL) {
      // What has become of the machine is not known, and the time in which it should have come is
      // over.
      draft.state = OperationState.UNKNOWN_OUTCOME;
    }
  }

  /** The operation's own call failed in a way that passes: it is made again with the same token. */
  static void callAgain(Draft draft, ProviderError error) {
    draft.again(CloudProblems.refused(error, draft.before.place()));
    draft.steps.end(
        Step.State.FAILED,
        "attempt "
            + draft.sends
            + " failed ("
            + error.category()
            + ": "
            + error.message()
            + "); again after "
            + draft.dueAt,
        draft.now);
  }

  /** The machine is on its way: it is looked at again. */
  static void lookAgain(Draft draft, Instance instance) {
    draft.reference = instance.reference();
    String detail = "the cloud says \"" + instance.rawState() + "\"; looks again";
    if (draft.steps.isOpen(StepList.POLL)) {
      draft.volatileOnly();
    } else {
      draft.steps.endIfOpen(Step.State.SUCCEEDED, detail, draft.now);
      draft.steps.open(StepList.POLL, detail, draft.now);
    }
    draft.goOn(Call.DESCRIBE, LOOK_AGAIN);
  }

  /** The cloud still works on what it accepted. */
  static void pollAgain(Draft draft, Outcome.Accepted<List<Instance>> accepted) {
    boolean told = accepted.reference() != null && !accepted.reference().equals(draft.reference);
    boolean moved = !accepted.handle().equals(draft.handle);
    boolean recovered = draft.error != null;
    draft.error = null;
    draft.accepted(accepted.handle(), accepted.reference(), pause(accepted));
    if (!told && !moved && !recovered) {
      draft.volatileOnly();
    }
  }

  /** When to poll: as the cloud says, but not in a tight loop. */
  static Duration pause(Outcome.Accepted<List<Instance>> accepted) {
    Duration least = Duration.ofMillis(50);
    return accepted.pollAfter().compareTo(least) < 0 ? least : accepted.pollAfter();
  }

  static boolean gone(Instance instance) {
    return instance.state() == MachineState.DELETED || instance.state() == MachineState.DELETING;
  }
}
