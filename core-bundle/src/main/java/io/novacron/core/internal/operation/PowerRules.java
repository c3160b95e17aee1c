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
import java.util.List;

/**
 * The rules of what changes a machine that stays: start, stop, restart, pause, resume, resize. All
 * may be repeated without harm, but the cloud is asked first all the same, so that the journal says
 * what happened; only a restart whose answer was lost may come twice, as no cloud can tell.
 */
final class PowerRules extends Rules {
  private final Goal goal;

  PowerRules(Goal goal) {
    this.goal = goal;
  }

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
            + "); asks the cloud for the state of "
            + draft.reference,
        draft.now);
    draft.unknown(Call.DESCRIBE);
  }

  @Override
  void done(Draft draft, List<Instance> instances, Cloud cloud) {
    if (instances.isEmpty()) {
      vanished(draft, "the cloud no longer shows " + draft.reference);
    } else {
      settle(draft, instances.get(0), cloud);
    }
  }

  /**
   * Before it is sent, nothing happens. After that it cannot be undone: what came of it is learnt,
   * and no other attempt is made.
   */
  @Override
  void cancel(Draft draft) {
    if (draft.sends == 0 && draft.before.arguments().takesOver() == null) {
      cancelUnsent(draft, draft.before.former(), goal.from());
    } else if (draft.next == goal.call()) {
      learn(draft);
    }
  }

  private static void learn(Draft draft) {
    draft.steps.endIfOpen(Step.State.FAILED, "cancelled", draft.now);
    draft.steps.open(
        StepList.ASK,
        "cancelled, so it is not sent again; asks for the state of " + draft.reference,
        draft.now);
    draft.unknown(Call.DESCRIBE);
  }

  @Override
  void accepted(Draft draft, Outcome.Accepted<List<Instance>> accepted, Cloud cloud) {
    if (draft.next == goal.call()) {
      draft.error = null;
      draft.accepted(accepted.handle(), accepted.reference(), pause(accepted));
      draft.steps.endIfOpen(
          Step.State.SUCCEEDED, "the cloud took it on as " + accepted.handle(), draft.now);
      draft.steps.open(StepList.POLL, "the cloud is working on it", draft.now);
    } else if (draft.late()) {
      giveUp(draft, deadline(draft, "the cloud was still working on it"));
    } else {
      pollAgain(draft, accepted);
    }
  }

  @Override
  void failed(Draft draft, ProviderError error, Cloud cloud) {
    if (error.category() == Category.NOT_FOUND) {
      if (draft.next == Call.POLL) {
        draft.goOn(Call.DESCRIBE, Duration.ZERO);
        draft.volatileOnly();
      } else {
        vanished(draft, error.message());
      }
    } else if (draft.next == Call.DESCRIBE || (draft.next == Call.POLL && passes(error))) {
      askAgain(draft, error);
    } else if (draft.cancelRequested && draft.next == goal.call()) {
      draft.steps.endIfOpen(
          Step.State.FAILED, error.category() + ": " + error.message(), draft.now);
      learn(draft);
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

  private void settle(Draft draft, Instance instance, Cloud cloud) {
    if (goal.reached(draft, instance)) {
      draft.steps.endIfOpen(
          Step.State.SUCCEEDED, "the cloud says \"" + instance.rawState() + "\"", draft.now);
      draft.succeed(instance.state(), instance);
    } else if (goal.untouched(instance) && draft.next == Call.DESCRIBE) {
      notDone(draft, instance, cloud);
    } else if (gone(instance)) {
      vanished(draft, "the cloud says \"" + instance.rawState() + "\" of " + instance.reference());
    } else if (draft.late()) {
      giveUp(draft, deadline(draft, "the cloud said \"" + instance.rawState() + "\""));
    } else {
      if (instance.state() == goal.during() && draft.state == OperationState.UNKNOWN_OUTCOME) {
        // That it is at it is the answer to the question.
        draft.state = OperationState.RUNNING;
      }
      lookAgain(draft, instance);
    }
  }

  /** The cloud shows the state that the machine had before. */
  private void notDone(Draft draft, Instance instance, Cloud cloud) {
    Problem verdict = draft.verdict;
    if (verdict == null && !draft.cancelRequested && draft.late()) {
      verdict = deadline(draft, "the cloud said \"" + instance.rawState() + "\"");
    }
    boolean last = verdict != null || draft.cancelRequested;
    if (last && mayStillBeDone(draft, cloud)) {
      draft.verdict = verdict;
      return;
    }
    if (verdict == null && draft.cancelRequested) {
      cancelled(draft, instance);
      return;
    }
    String seen = draft.steps.detail() + "; the cloud says \"" + instance.rawState() + "\"";
    draft.steps.end(Step.State.SUCCEEDED, seen, draft.now);
    if (verdict != null) {
      draft.fail(verdict, instance.state(), instance);
    } else {
      draft.sendAgain(goal.call(), draft.sends);
    }
  }

  /**
   * Looks once more when the last call has had its time: the cloud may do it until then, though
   * nobody heard of it.
   */
  private static boolean mayStillBeDone(Draft draft, Cloud cloud) {
    Instant sentAt = draft.sentAt;
    Instant provenFrom = sentAt == null ? cloud.askedAt() : cloud.provesFrom(sentAt);
    if (!cloud.askedAt().isBefore(provenFrom)) {
      return false;
    }
    draft.goOn(Call.DESCRIBE, provenFrom);
    draft.waitFor(WaitingFor.Kind.RETRY, provenFrom);
    return true;
  }

  /** Not done and not to be tried again. */
  private void cancelled(Draft draft, Instance instance) {
    draft.steps.endIfOpen(
        Step.State.SUCCEEDED, "the cloud says \"" + instance.rawState() + "\"", draft.now);
    Former former = draft.before.former();
    draft.cancel(instance.state(), former == null ? null : former.desired(), instance);
  }

  /** Ends with a failure, once the cloud has said what became of the attempts before. */
  private void giveUp(Draft draft, Problem problem) {
    boolean nothingBegun =
        !draft.unresolved && draft.handle == null && draft.before.arguments().takesOver() == null;
    if (nothingBegun) {
      draft.fail(problem, goal.from(), null);
      return;
    }
    if (draft.next == Call.DESCRIBE) {
      draft.fail(problem, MachineState.UNKNOWN, null);
      return;
    }
    draft.steps.endIfOpen(Step.State.FAILED, problem.detail(), draft.now);
    draft.steps.open(
        StepList.ASK,
        "before it ends as failed: asks for the state of " + draft.reference,
        draft.now);
    draft.unknown(Call.DESCRIBE);
    draft.verdict = problem;
    draft.error = problem;
  }

  private static void vanished(Draft draft, String detail) {
    draft.fail(CloudProblems.vanished(draft.before, detail), MachineState.FAILED, null);
  }

  private static Problem deadline(Draft draft, String last) {
    return CloudProblems.deadlinePassed(draft.before, draft.before.operation().createdAt(), last);
  }
}
