package io.novacron.core.internal.operation;

import io.novacron.api.error.Problem;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.WaitingFor;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which operations move: a pure function of the record, what happened, and the time.
 * It makes no call, reads no clock and rolls no dice, so that a whole life of an operation can be
 * played under any time and any order of events.
 */
public final class Transitions {
  private Transitions() {}

  /**
   * What comes of a stimulus.
   *
   * @param record the operation, not done
   * @param stimulus what happened
   * @param now when
   */
  public static Transition apply(OperationRecord record, Stimulus stimulus, Instant now) {
    if (record.done()) {
      throw new IllegalStateException("operation " + record.id() + " is done");
    }
    Draft draft = new Draft(record, now);
    if (stimulus instanceof Stimulus.Begin begin) {
      draft.deadline = draft.deadline.plus(begin.waited());
      begin(draft, begin.node());
    } else if (stimulus instanceof Stimulus.Replied replied) {
      draft.begun = false;
      rules(record).replied(draft, replied.outcome(), replied.cloud());
    } else if (stimulus instanceof Stimulus.TakenOver) {
      takenOver(draft);
    } else if (stimulus instanceof Stimulus.CancelRequested requested) {
      cancel(draft, requested);
    } else if (stimulus instanceof Stimulus.PlaceSought sought) {
      Fallback.sought(draft, sought.answer());
    } else if (stimulus instanceof Stimulus.ProviderMissing) {
      providerMissing(draft);
    } else if (stimulus instanceof Stimulus.ProviderBack) {
      providerBack(draft);
    }
    return draft.toTransition();
  }

  /**
   * An operation that is ended because another takes over its machine.
   *
   * @param by id of the other operation
   */
  public static OperationRecord superseded(OperationRecord record, String by, Instant now) {
    if (record.done()) {
      throw new IllegalStateException("operation " + record.id() + " is done");
    }
    Draft draft = new Draft(record, now);
    draft.supersede(CloudProblems.superseded(by));
    return draft.toTransition().record();
  }

  private static Rules rules(OperationRecord record) {
    OperationKind kind = record.operation().kind();
    return switch (kind) {
      case CREATE, SNAPSHOT ->
          record.cancellation() == null ? new CreateRules() : new CancelledCreateRules();
      case START, STOP, RESTART, PAUSE, RESUME, RESIZE -> new PowerRules(Goal.of(record));
      case UPDATE -> throw new IllegalArgumentException("an update makes no call");
      case DELETE, DELETE_SNAPSHOT -> new DeleteRules();
      case RESTORE_SNAPSHOT -> new RestoreRules();
      case ADOPT -> new AdoptRules();
      case BATCH -> throw new IllegalArgumentException("a batch is not about one machine");
      case COMPACT, QUARANTINE_ORPHAN, DELETE_ORPHAN, SWAP_PROVIDER ->
          throw new IllegalStateException(kind + " is not about one machine");
    };
  }

  /**
   * Why an operation cannot be cancelled, or cannot any more; empty when it can, and when it was
   * asked for already.
   */
  public static Optional<Problem> whyNotCancelled(OperationRecord record) {
    Operation operation = record.operation();
    if (operation.cancelRequested()) {
      return Optional.empty();
    }
    if (record.done()) {
      return whyNotCancelled(operation);
    }
    return rules(record).whyNotCancelled(record);
  }

  /**
   * Why an operation that is done cannot be cancelled; empty when it is not done. What was recorded
   * as done at once has nothing in the journal beyond this.
   */
  public static Optional<Problem> whyNotCancelled(Operation operation) {
    return operation.done() && !operation.cancelRequested()
        ? Optional.of(CloudProblems.alreadyDone(operation))
        : Optional.empty();
  }

  private static void cancel(Draft draft, Stimulus.CancelRequested requested) {
    draft.cancelRequested = true;
    draft.cancellation = new Cancellation(requested.actor(), requested.cleanUpWithin(), false);
    if (!draft.begun) {
      rules(draft.before).cancel(draft);
    }
  }

  private static void begin(Draft draft, String node) {
    OperationRecord record = draft.before;
    if (!draft.next.mutating()) {
      throw new IllegalStateException(draft.next + " changes nothing and needs no intent");
    }
    draft.begin(node);
    if (draft.next == Call.REMOVE_DUPLICATE) {
      draft.steps.open(
          StepList.REMOVE,
          "deletes " + draft.duplicates.get(0) + ", made a second time for this request",
          draft.now);
      return;
    }
    if (draft.cleaningUp()) {
      draft.steps.open(
          StepList.CLEAN_UP,
          "deletes " + draft.reference + " again, since the create is cancelled",
          draft.now);
      return;
    }
    draft.sends++;
    draft.sentAt = draft.now;
    Resize resize = record.arguments().resize();
    String what =
        draft.next == Call.CREATE
            ? "create " + record.place().instanceType()
            : (record.arguments().force() ? "force " : "")
                + draft.next.word()
                + " "
                + draft.reference
                + (resize == null ? "" : " from " + resize.from() + " to " + resize.to());
    String how =
        draft.next == Call.CREATE
            ? (draft.sends > 1 ? " with the same token " : " with token ") + record.token()
            : "";
    draft.steps.open(
        StepList.CALL,
        what + " in " + record.place() + how + (draft.sends > 1 ? ", attempt " + draft.sends : ""),
        draft.now);
  }

  /** Whoever worked on it before may have died between the call and its own record. */
  private static void takenOver(Draft draft) {
    OperationRecord record = draft.before;
    if (record.begun()) {
      draft.begun = false;
      rules(record)
          .lost(
              draft,
              "it was found in the journal as begun and without an outcome, at start or take-over");
      return;
    }
    if (record.operation().steps().isEmpty() && needsSearch(record)) {
      openSearch(draft);
    }
    draft.volatileOnly();
  }

  private static boolean needsSearch(OperationRecord record) {
    return record.next() == Call.FIND_BY_TOKEN && record.operation().kind() == OperationKind.DELETE;
  }

  private static void openSearch(Draft draft) {
    draft.steps.open(
        StepList.ASK,
        "the create of this machine ended without a reference; asks the cloud by token and owner"
            + " tag whether anything was made",
        draft.now);
  }

  private static void providerMissing(Draft draft) {
    Problem problem = CloudProblems.providerMissing(draft.before.place());
    if (isProviderMissing(draft.error)) {
      draft.volatileOnly();
      return;
    }
    draft.error = problem;
    draft.waitingFor = new WaitingFor(WaitingFor.Kind.PROVIDER, draft.now, null);
  }

  /** The time spent without a provider is given back, since no attempt could be made in it. */
  private static void providerBack(Draft draft) {
    WaitingFor waitingFor = draft.waitingFor;
    if (!isProviderMissing(draft.error) || waitingFor == null) {
      draft.volatileOnly();
      return;
    }
    draft.deadline = draft.deadline.plus(Duration.between(waitingFor.since(), draft.now));
    draft.error = null;
    draft.waitingFor = null;
    draft.dueAt = null;
    if (draft.next.mutating()) {
      // Its intent is written next, and this with it.
      draft.volatileOnly();
    }
  }

  private static boolean isProviderMissing(@Nullable Problem problem) {
    return problem != null && problem.code().equals(CloudProblems.PROVIDER_MISSING);
  }
}
