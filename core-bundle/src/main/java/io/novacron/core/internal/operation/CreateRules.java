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

/**
 * The rules of a create: one machine per request, or a clear failure with none. Before anything is
 * repeated the cloud is asked, by token and then by owner tag.
 */
final class CreateRules extends Rules {
  @Override
  void lost(Draft draft, String reason) {
    if (draft.next == Call.REMOVE_DUPLICATE) {
      // Deleting what is being deleted does no harm, so this one needs no question.
      draft.again(CloudProblems.unanswered(reason, draft.before.place()));
      return;
    }
    draft.steps.end(
        Step.State.UNKNOWN, draft.steps.detail() + "; outcome unknown: " + reason, draft.now);
    draft.steps.open(
        StepList.ASK,
        "the outcome of attempt "
            + draft.sends
            + " is not known ("
            + reason
            + "); asks the cloud by token, then by owner tag",
        draft.now);
    draft.unknown(Call.FIND_BY_TOKEN);
  }

  @Override
  void done(Draft draft, List<Instance> instances, Cloud cloud) {
    switch (draft.next) {
      case CREATE, POLL -> {
        if (instances.isEmpty()) {
          lost(draft, "the cloud said that it is done but named no machine");
        } else {
          settle(draft, instances.get(0), cloud);
        }
      }
      case DESCRIBE -> {
        if (instances.isEmpty()) {
          notSeen(draft, cloud);
        } else {
          settle(draft, instances.get(0), cloud);
        }
      }
      case FIND_BY_TOKEN, FIND_BY_OWNER ->
          found(draft, Search.ours(instances, draft.before), cloud);
      case REMOVE_DUPLICATE -> removed(draft, "deleted");
      case START, STOP, RESTART, PAUSE, RESUME, RESIZE, RESTORE, TAG, DELETE ->
          throw new IllegalStateException("a create makes no " + draft.next);
    }
  }

  @Override
  void accepted(Draft draft, Outcome.Accepted<List<Instance>> accepted, Cloud cloud) {
    switch (draft.next) {
      case CREATE -> {
        draft.error = null;
        draft.accepted(accepted.handle(), accepted.reference(), pause(accepted));
        draft.steps.endIfOpen(
            Step.State.SUCCEEDED, "the cloud took it on as " + accepted.handle(), draft.now);
        draft.steps.open(StepList.POLL, "the cloud is making it", draft.now);
        draft.change = provisioning(draft);
      }
      case POLL -> {
        if (draft.late()) {
          giveUp(draft, deadline(draft, "the cloud was still making it"), cloud);
        } else {
          pollAgain(draft, accepted);
        }
      }
      case REMOVE_DUPLICATE -> removed(draft, "is being deleted");
      case DESCRIBE,
          FIND_BY_TOKEN,
          FIND_BY_OWNER,
          START,
          STOP,
          RESTART,
          PAUSE,
          RESUME,
          RESIZE,
          RESTORE,
          TAG,
          DELETE ->
          askAgain(
              draft,
              ProviderError.of(Category.UNKNOWN_OUTCOME, "the cloud answered a question late"));
    }
  }

  @Override
  void failed(Draft draft, ProviderError error, Cloud cloud) {
    switch (draft.next) {
      case CREATE -> {
        Problem problem = CloudProblems.refused(error, draft.before.place());
        if (!passes(error) || Fallback.isDue(draft, error.category())) {
          draft.steps.endIfOpen(
              Step.State.FAILED, error.category() + ": " + error.message(), draft.now);
          giveUp(draft, problem, cloud);
        } else if (draft.late()) {
          giveUp(draft, deadline(draft, error.message()), cloud);
        } else {
          callAgain(draft, error);
        }
      }
      case POLL -> {
        if (passes(error)) {
          askAgain(draft, error);
        } else if (error.category() == Category.NOT_FOUND) {
          handleForgotten(draft);
        } else {
          draft.steps.endIfOpen(
              Step.State.FAILED, error.category() + ": " + error.message(), draft.now);
          giveUp(draft, CloudProblems.refused(error, draft.before.place()), cloud);
        }
      }
      case DESCRIBE -> {
        if (error.category() == Category.NOT_FOUND) {
          notSeen(draft, cloud);
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
      case REMOVE_DUPLICATE -> {
        if (error.category() == Category.NOT_FOUND) {
          removed(draft, "is gone");
        } else if (passes(error) || !draft.late()) {
          draft.again(CloudProblems.refused(error, draft.before.place()));
        } else {
          left(draft, error.message());
        }
      }
      case START, STOP, RESTART, PAUSE, RESUME, RESIZE, RESTORE, TAG, DELETE ->
          throw new IllegalStateException("a create makes no " + draft.next);
    }
  }

  @Override
  void cancel(Draft draft) {
    CancelledCreateRules.begin(draft);
  }

  private void settle(Draft draft, Instance instance, Cloud cloud) {
    draft.reference = instance.reference();
    if (mayHaveDuplicates(draft, cloud) && settled(instance)) {
      searchDuplicates(draft, "the cloud says \"" + instance.rawState() + "\"", cloud);
      return;
    }
    switch (instance.state()) {
      case RUNNING -> {
        draft.steps.endIfOpen(
            Step.State.SUCCEEDED, "running as " + instance.reference(), draft.now);
        draft.succeed(MachineState.RUNNING, instance);
      }
      case CREATING, PROVISIONING, STARTING, RESTARTING, RESUMING, RESIZING, UNKNOWN -> {
        if (draft.late()) {
          giveUp(draft, deadline(draft, "the cloud said \"" + instance.rawState() + "\""), cloud);
        } else {
          boolean news =
              draft.change == null && !instance.reference().equals(draft.before.reference());
          lookAgain(draft, instance);
          if (news) {
            draft.change = provisioning(draft);
            draft.durable = true;
          }
        }
      }
      case DELETING, DELETED ->
          draft.fail(madeAndGone(draft, instance), MachineState.FAILED, instance);
      case STOPPING, STOPPED, PAUSING, PAUSED, FAILED ->
          draft.fail(
              CloudProblems.unexpectedState(draft.before, instance.rawState()),
              MachineState.FAILED,
              instance);
    }
  }

  /**
   * Whether an attempt was repeated whose outcome was never learnt, at a cloud that honours no
   * token; until the cloud was searched for what came of it.
   */
  private static boolean mayHaveDuplicates(Draft draft, Cloud cloud) {
    return draft.unresolved && draft.sends > 1 && !cloud.honoursToken();
  }

  private static boolean settled(Instance instance) {
    return switch (instance.state()) {
      case CREATING, PROVISIONING, STARTING, UNKNOWN -> false;
      default -> true;
    };
  }

  /**
   * A cloud that honours no token was sent the create more than once, so there may be a second
   * machine.
   */
  private static void searchDuplicates(Draft draft, String why, Cloud cloud) {
    draft.steps.endIfOpen(Step.State.SUCCEEDED, why, draft.now);
    draft.steps.open(
        StepList.ASK,
        "the create was sent "
            + draft.sends
            + " times to a cloud that honours no token; asks by owner tag for a second machine",
        draft.now);
    draft.goOn(Call.FIND_BY_OWNER, visibleFrom(draft, cloud));
    draft.waitFor(WaitingFor.Kind.RETRY, draft.dueAt);
    draft.change = provisioning(draft);
  }

  private void found(Draft draft, List<Instance> ours, Cloud cloud) {
    List<Instance> alive = ours.stream().filter(instance -> !gone(instance)).toList();
    boolean searchingDuplicates = draft.reference != null;
    if (searchingDuplicates) {
      duplicatesFound(draft, alive, cloud);
    } else if (!alive.isEmpty()) {
      adopt(draft, alive, cloud);
    } else if (!ours.isEmpty()) {
      Instance former = ours.get(0);
      draft.reference = former.reference();
      draft.steps.end(
          Step.State.SUCCEEDED,
          draft.steps.detail()
              + "; found "
              + former.reference()
              + " by "
              + Search.proof(former, draft.before)
              + ", which is gone",
          draft.now);
      draft.fail(madeAndGone(draft, former), MachineState.FAILED, former);
    } else if (draft.next == Call.FIND_BY_TOKEN) {
      draft.goOn(Call.FIND_BY_OWNER, Duration.ZERO);
      draft.volatileOnly();
    } else {
      notFound(draft, cloud);
    }
  }

  private void adopt(Draft draft, List<Instance> alive, Cloud cloud) {
    Instance kept = alive.get(0);
    draft.reference = kept.reference();
    // Of several attempts, another one may still come to light.
    draft.unresolved = draft.sends > 1;
    draft.verdict = null;
    draft.error = null;
    draft.failures = 0;
    draft.waitingFor = null;
    draft.state = OperationState.RUNNING;
    draft.steps.end(
        Step.State.SUCCEEDED,
        draft.steps.detail()
            + "; found "
            + kept.reference()
            + " by "
            + Search.proof(kept, draft.before)
            + " and adopted it",
        draft.now);
    draft.change = provisioning(draft);
    if (alive.size() > 1) {
      remove(draft, references(alive, kept.reference()));
    } else {
      settle(draft, kept, cloud);
    }
  }

  private void duplicatesFound(Draft draft, List<Instance> alive, Cloud cloud) {
    String kept = String.valueOf(draft.reference);
    List<String> others = references(alive, kept);
    draft.waitingFor = null;
    draft.unresolved = false;
    if (!others.isEmpty()) {
      draft.steps.end(
          Step.State.SUCCEEDED,
          draft.steps.detail() + "; found " + others + " beside " + kept,
          draft.now);
      remove(draft, others);
      return;
    }
    draft.steps.end(
        Step.State.SUCCEEDED, draft.steps.detail() + "; there is only " + kept, draft.now);
    List<Instance> itself =
        alive.stream().filter(instance -> instance.reference().equals(kept)).toList();
    if (itself.isEmpty()) {
      draft.goOn(Call.DESCRIBE, Duration.ZERO);
    } else {
      settle(draft, itself.get(0), cloud);
    }
  }

  private static List<String> references(List<Instance> instances, String except) {
    return instances.stream()
        .map(Instance::reference)
        .filter(each -> !each.equals(except))
        .toList();
  }

  private static void remove(Draft draft, List<String> others) {
    draft.duplicates = others;
    draft.goOn(Call.REMOVE_DUPLICATE, Duration.ZERO);
  }

  /** The machine that was asked for is there all the same; the step says what is to be done. */
  private static void left(Draft draft, String why) {
    draft.steps.end(
        Step.State.FAILED,
        draft.steps.detail()
            + "; could NOT be deleted ("
            + why
            + ") and cost money until somebody deletes them: "
            + draft.duplicates,
        draft.now);
    draft.duplicates = List.of();
    draft.error = null;
    draft.waitingFor = null;
    draft.goOn(Call.DESCRIBE, Duration.ZERO);
  }

  private static void removed(Draft draft, String what) {
    List<String> rest = new ArrayList<>(draft.duplicates);
    String reference = rest.remove(0);
    draft.error = null;
    draft.failures = 0;
    draft.waitingFor = null;
    draft.steps.end(
        Step.State.SUCCEEDED, draft.steps.detail() + "; " + reference + " " + what, draft.now);
    if (rest.isEmpty()) {
      draft.duplicates = List.of();
      draft.goOn(Call.DESCRIBE, Duration.ZERO);
    } else {
      draft.duplicates = rest;
      draft.goOn(Call.REMOVE_DUPLICATE, Duration.ZERO);
    }
  }

  /** Neither the token nor the owner tag led to a machine. */
  private void notFound(Draft draft, Cloud cloud) {
    Instant provenFrom = visibleFrom(draft, cloud);
    boolean proven = !cloud.askedAt().isBefore(provenFrom);
    Problem verdict = draft.verdict;
    if (verdict == null && draft.late()) {
      verdict = deadline(draft, "the cloud has no machine of this request");
    }
    boolean repeat = verdict == null && (proven || cloud.honoursToken());
    if (repeat) {
      draft.failures = 0;
      draft.waitingFor = null;
      draft.steps.end(
          Step.State.SUCCEEDED,
          draft.steps.detail()
              + (cloud.honoursToken()
                  ? "; found nothing, and the cloud honours the token, so it is sent again with it"
                  : "; found nothing, which counts since " + provenFrom + ", so it is sent again"),
          draft.now);
      draft.goOn(Call.CREATE, Duration.ZERO);
    } else if (proven && verdict != null) {
      draft.steps.end(
          Step.State.SUCCEEDED, draft.steps.detail() + "; there is no machine", draft.now);
      Problem proved = verdict;
      Fallback.seekOr(draft, proved, () -> draft.fail(proved, MachineState.FAILED, null));
    } else {
      draft.verdict = verdict;
      draft.goOn(Call.FIND_BY_TOKEN, provenFrom);
      draft.waitFor(WaitingFor.Kind.RETRY, provenFrom);
    }
  }

  /** The machine that a reply named is not shown. */
  private void notSeen(Draft draft, Cloud cloud) {
    Instant provenFrom = visibleFrom(draft, cloud);
    if (cloud.askedAt().isBefore(provenFrom)) {
      draft.goOn(Call.DESCRIBE, Duration.ofMillis(500));
      draft.volatileOnly();
    } else {
      draft.fail(
          CloudProblems.vanished(
              draft.before, "the cloud made " + draft.reference + " and no longer shows it"),
          MachineState.FAILED,
          null);
    }
  }

  /** The cloud does not know its own handle any more. */
  private void handleForgotten(Draft draft) {
    if (draft.reference != null) {
      draft.goOn(Call.DESCRIBE, Duration.ZERO);
      draft.volatileOnly();
    } else {
      lost(draft, "the cloud no longer knows the handle " + draft.handle);
    }
  }

  /** Ends with a failure, once it is sure that no earlier attempt has made a machine. */
  private void giveUp(Draft draft, Problem problem, Cloud cloud) {
    if (draft.reference != null && mayHaveDuplicates(draft, cloud)) {
      searchDuplicates(draft, problem.detail(), cloud);
      return;
    }
    if (draft.reference != null) {
      draft.fail(problem, MachineState.FAILED, null);
      return;
    }
    if (!draft.unresolved && draft.handle == null) {
      Fallback.seekOr(draft, problem, () -> draft.fail(problem, MachineState.FAILED, null));
      return;
    }
    draft.steps.endIfOpen(Step.State.FAILED, problem.detail(), draft.now);
    draft.steps.open(
        StepList.ASK,
        "before it ends as failed: asks the cloud by token and owner tag whether a machine was"
            + " made",
        draft.now);
    draft.unknown(Call.FIND_BY_TOKEN);
    draft.goOn(Call.FIND_BY_TOKEN, visibleFrom(draft, cloud));
    draft.verdict = problem;
    draft.error = problem;
  }

  private static Instant visibleFrom(Draft draft, Cloud cloud) {
    Instant sentAt = draft.sentAt == null ? draft.now : draft.sentAt;
    return cloud.provesFrom(sentAt);
  }

  private static Problem madeAndGone(Draft draft, Instance instance) {
    return CloudProblems.vanished(
        draft.before,
        "the cloud made "
            + instance.reference()
            + " and says \""
            + instance.rawState()
            + "\" of it");
  }

  private static Problem deadline(Draft draft, String last) {
    return CloudProblems.deadlinePassed(draft.before, draft.before.operation().createdAt(), last);
  }

  private static MachineChange provisioning(Draft draft) {
    return new MachineChange(MachineState.PROVISIONING, draft.reference, null, null, false);
  }
}
