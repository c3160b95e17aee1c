package io.novacron.core.internal.operation;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.OperationState;
import io.novacron.api.operation.Step;
import io.novacron.api.operation.WaitingFor;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a delete: a machine counts as deleted only when its absence was seen. One whose
 * create never told a reference is searched for by token and owner tag first.
 */
final class DeleteRules extends Rules {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  @Override
  void lost(Draft draft, String reason) {
    draft.steps.end(
        Step.State.UNKNOWN, draft.steps.detail() + "; outcome unknown: " + reason, draft.now);
    draft.steps.open(
        StepList.ASK,
        "the outcome of attempt "
            + draft.sends
            + " is not known ("
            + reason
            + "); asks whether "
            + draft.reference
            + " is still there",
        draft.now);
    draft.unknown(Call.DESCRIBE);
  }

  @Override
  void done(Draft draft, List<Instance> instances, Cloud cloud) {
    switch (draft.next) {
      case DELETE -> {
        draft.steps.endIfOpen(Step.State.SUCCEEDED, "the cloud took it on", draft.now);
        confirm(draft);
      }
      case POLL -> {
        if (instances.isEmpty() || instances.get(0).state() == MachineState.DELETED) {
          absent(draft, instances.isEmpty() ? null : instances.get(0), cloud);
        } else {
          confirm(draft);
        }
      }
      case DESCRIBE -> described(draft, instances.isEmpty() ? null : instances.get(0), cloud);
      case FIND_BY_TOKEN, FIND_BY_OWNER ->
          found(draft, Search.ours(instances, draft.before), cloud);
      case CREATE, START, STOP, RESTART, PAUSE, RESUME, RESIZE, RESTORE, TAG, REMOVE_DUPLICATE ->
          throw new IllegalStateException("a delete makes no " + draft.next);
    }
  }

  @Override
  void accepted(Draft draft, Outcome.Accepted<List<Instance>> accepted, Cloud cloud) {
    if (draft.next == Call.DELETE) {
      draft.error = null;
      draft.accepted(accepted.handle(), draft.reference, pause(accepted));
      draft.steps.endIfOpen(
          Step.State.SUCCEEDED, "the cloud took it on as " + accepted.handle(), draft.now);
      draft.steps.open(StepList.POLL, "the cloud is deleting it", draft.now);
    } else if (draft.next == Call.POLL && draft.late()) {
      fail(draft, deadline(draft, "the cloud was still deleting it"));
    } else if (draft.next == Call.POLL) {
      pollAgain(draft, accepted);
    } else {
      askAgain(
          draft, ProviderError.of(Category.UNKNOWN_OUTCOME, "the cloud answered a question late"));
    }
  }

  @Override
  void failed(Draft draft, ProviderError error, Cloud cloud) {
    switch (draft.next) {
      case DELETE -> {
        if (error.category() == Category.NOT_FOUND) {
          draft.steps.endIfOpen(Step.State.SUCCEEDED, "the cloud does not know it", draft.now);
          confirm(draft);
        } else if (passes(error) && !draft.late()) {
          callAgain(draft, error);
        } else {
          draft.steps.endIfOpen(
              Step.State.FAILED, error.category() + ": " + error.message(), draft.now);
          giveUp(
              draft,
              passes(error)
                  ? deadline(draft, error.message())
                  : CloudProblems.refused(error, draft.before.place()));
        }
      }
      case POLL -> {
        if (passes(error)) {
          askAgain(draft, error);
        } else if (error.category() == Category.NOT_FOUND) {
          confirm(draft);
        } else {
          draft.steps.endIfOpen(
              Step.State.FAILED, error.category() + ": " + error.message(), draft.now);
          giveUp(draft, CloudProblems.refused(error, draft.before.place()));
        }
      }
      case DESCRIBE -> {
        if (error.category() == Category.NOT_FOUND) {
          described(draft, null, cloud);
        } else {
          askAgain(draft, error);
        }
      }
      case FIND_BY_TOKEN -> {
        if (error.category() == Category.UNSUPPORTED) {
          draft.goOn(Call.FIND_BY_OWNER, Duration.ZERO);
          draft.volatileOnly();
        } else {
          askAgain(draft, error);
        }
      }
      case FIND_BY_OWNER -> askAgain(draft, error);
      case CREATE, START, STOP, RESTART, PAUSE, RESUME, RESIZE, RESTORE, TAG, REMOVE_DUPLICATE ->
          throw new IllegalStateException("a delete makes no " + draft.next);
    }
  }

  /**
   * Only a delete that was not sent can be cancelled, as a machine cannot be brought back; one that
   * has taken over from another operation has a state of its own to find out.
   */
  @Override
  void cancel(Draft draft) {
    if (whyNotCancelled(draft.before).isEmpty()) {
      cancelUnsent(draft, draft.before.former(), MachineState.UNKNOWN);
    }
  }

  @Override
  Optional<Problem> whyNotCancelled(OperationRecord record) {
    return record.sends() == 0 && record.arguments().takesOver() == null
        ? Optional.empty()
        : Optional.of(CloudProblems.tooLateToCancel(record.operation()));
  }

  /** The delete was taken on; the record stays until the machine is seen to be gone. */
  private static void confirm(Draft draft) {
    draft.error = null;
    draft.failures = 0;
    draft.steps.endIfOpen(Step.State.SUCCEEDED, "the cloud is done with it", draft.now);
    draft.steps.open(StepList.CONFIRM, "looks whether " + draft.reference + " is gone", draft.now);
    draft.goOn(Call.DESCRIBE, Duration.ZERO);
    draft.waitFor(WaitingFor.Kind.PROVIDER, null);
  }

  private void described(Draft draft, @Nullable Instance instance, Cloud cloud) {
    Instant bornVisible = draft.before.operation().createdAt().plus(cloud.visibilityBound());
    if (instance == null && cloud.askedAt().isBefore(bornVisible)) {
      // A machine that was made a moment ago may not be shown yet, so this is no proof.
      draft.goOn(Call.DESCRIBE, bornVisible);
      draft.volatileOnly();
    } else if (instance == null || instance.state() == MachineState.DELETED) {
      absent(draft, instance, cloud);
    } else if (draft.verdict != null) {
      fail(draft, draft.verdict);
    } else if (draft.late()) {
      fail(draft, deadline(draft, "the cloud said \"" + instance.rawState() + "\""));
    } else if (instance.state() == MachineState.DELETING) {
      draft.goOn(Call.DESCRIBE, LOOK_AGAIN);
      draft.volatileOnly();
    } else if (draft.state == OperationState.UNKNOWN_OUTCOME || settledSince(draft, cloud)) {
      draft.steps.end(
          Step.State.SUCCEEDED,
          draft.steps.detail()
              + "; the cloud says \""
              + instance.rawState()
              + "\", so it is sent again",
          draft.now);
      draft.sendAgain(Call.DELETE, draft.sends);
    } else {
      draft.goOn(Call.DESCRIBE, LOOK_AGAIN);
      draft.volatileOnly();
    }
  }

  private static boolean settledSince(Draft draft, Cloud cloud) {
    return draft.sentAt == null
        || !cloud.askedAt().isBefore(draft.sentAt.plus(cloud.visibilityBound()));
  }

  private static void absent(Draft draft, @Nullable Instance instance, Cloud cloud) {
    draft.steps.endIfOpen(Step.State.SUCCEEDED, draft.reference + " is gone", draft.now);
    if (draft.duplicates.isEmpty()) {
      Origin origin = draft.before.origin();
      if (origin != null && origin.repeated() && !cloud.honoursToken()) {
        searchDuplicates(draft, cloud);
      } else {
        draft.succeed(MachineState.DELETED, instance);
      }
      return;
    }
    List<String> rest = new ArrayList<>(draft.duplicates);
    draft.reference = rest.remove(0);
    draft.duplicates = rest;
    draft.state = OperationState.RUNNING;
    draft.goOn(Call.DELETE, Duration.ZERO);
  }

  private static void searchDuplicates(Draft draft, Cloud cloud) {
    draft.steps.open(
        StepList.ASK,
        "the create was sent more than once to a cloud that honours no token; asks by owner tag for"
            + " another machine",
        draft.now);
    draft.state = OperationState.RUNNING;
    draft.goOn(Call.FIND_BY_OWNER, provenFrom(draft, cloud));
    draft.waitFor(WaitingFor.Kind.RETRY, draft.dueAt);
  }

  private void found(Draft draft, List<Instance> ours, Cloud cloud) {
    List<String> references =
        ours.stream()
            .filter(instance -> instance.state() != MachineState.DELETED)
            .map(Instance::reference)
            .toList();
    if (!references.isEmpty()) {
      draft.reference = references.get(0);
      draft.duplicates = references.subList(1, references.size());
      draft.waitingFor = null;
      draft.steps.end(
          Step.State.SUCCEEDED, draft.steps.detail() + "; found " + references, draft.now);
      draft.goOn(Call.DELETE, Duration.ZERO);
    } else if (draft.next == Call.FIND_BY_TOKEN) {
      draft.goOn(Call.FIND_BY_OWNER, Duration.ZERO);
      draft.volatileOnly();
    } else {
      notFound(draft, cloud);
    }
  }

  private static void notFound(Draft draft, Cloud cloud) {
    Instant provenFrom = provenFrom(draft, cloud);
    if (cloud.askedAt().isBefore(provenFrom)) {
      draft.goOn(Call.FIND_BY_TOKEN, provenFrom);
      draft.waitFor(WaitingFor.Kind.RETRY, provenFrom);
    } else {
      draft.steps.end(
          Step.State.SUCCEEDED, draft.steps.detail() + "; there is no machine", draft.now);
      draft.succeed(MachineState.DELETED, null);
    }
  }

  /** When a search that finds nothing is proof that the create has made nothing more. */
  private static Instant provenFrom(Draft draft, Cloud cloud) {
    Origin origin = draft.before.origin();
    Instant lastSend = origin == null ? null : origin.sentAt();
    return lastSend == null ? cloud.askedAt() : cloud.provesFrom(lastSend);
  }

  /** Ends with a failure, once it is sure that no earlier attempt has deleted the machine. */
  private static void giveUp(Draft draft, Problem problem) {
    if (!draft.unresolved) {
      fail(draft, problem);
      return;
    }
    draft.steps.open(
        StepList.ASK,
        "before it ends as failed: asks whether " + draft.reference + " is still there",
        draft.now);
    draft.unknown(Call.DESCRIBE);
    draft.verdict = problem;
    draft.error = problem;
  }

  private static void fail(Draft draft, Problem problem) {
    draft.fail(problem, MachineState.FAILED, null);
  }

  private static Problem deadline(Draft draft, String last) {
    return CloudProblems.deadlinePassed(draft.before, draft.before.operation().createdAt(), last);
  }
}
