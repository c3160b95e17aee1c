package io.novacron.core.internal.operation;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.Step;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The rules of what may be done twice without harm: the restore of a snapshot, the tag of an
 * adopted machine. When an outcome is not known the machine is looked at first all the same, as
 * there may be nothing left to do it to.
 */
abstract class RepeatableRules extends Rules {
  private final Call call;

  RepeatableRules(Call call) {
    this.call = call;
  }

  /** The machine is as the call leaves it: the operation ends, or something is not right. */
  abstract void finish(Draft draft, Instance instance);

  /** Whether a look at the machine shows that the call has taken effect. */
  abstract boolean tookEffect(Draft draft, Instance instance);

  /** Ends with a failure. */
  abstract void give(Draft draft, Problem problem);

  @Override
  final void cancel(Draft draft) {
    if (draft.before.sends() == 0) {
      cancelUnsent(draft, draft.before.former(), MachineState.DELETED);
    }
  }

  @Override
  final Optional<Problem> whyNotCancelled(OperationRecord record) {
    return record.sends() == 0
        ? Optional.empty()
        : Optional.of(CloudProblems.tooLateToCancel(record.operation()));
  }

  @Override
  final void lost(Draft draft, String reason) {
    draft.steps.end(
        Step.State.UNKNOWN, draft.steps.detail() + "; outcome unknown: " + reason, draft.now);
    draft.steps.open(
        StepList.ASK,
        "the outcome of attempt "
            + draft.sends
            + " is not known ("
            + reason
            + "); looks at the machine",
        draft.now);
    draft.unknown(Call.DESCRIBE);
  }

  @Override
  final void done(Draft draft, List<Instance> instances, Cloud cloud) {
    if (instances.isEmpty()) {
      give(draft, CloudProblems.vanished(draft.before, "the cloud no longer shows the machine"));
    } else if (draft.next != Call.DESCRIBE || tookEffect(draft, instances.get(0))) {
      finish(draft, instances.get(0));
    } else {
      again(draft, instances.get(0));
    }
  }

  private void again(Draft draft, Instance instance) {
    if (draft.late()) {
      give(draft, deadline(draft, "the cloud said \"" + instance.rawState() + "\""));
      return;
    }
    draft.steps.end(
        Step.State.SUCCEEDED,
        draft.steps.detail()
            + "; it is there, \""
            + instance.rawState()
            + "\", and doing it twice does no harm, so it is sent again",
        draft.now);
    draft.sendAgain(call, draft.sends);
  }

  @Override
  final void accepted(Draft draft, Outcome.Accepted<List<Instance>> accepted, Cloud cloud) {
    if (draft.next == call) {
      draft.error = null;
      draft.accepted(accepted.handle(), draft.reference, pause(accepted));
      draft.steps.endIfOpen(
          Step.State.SUCCEEDED, "the cloud took it on as " + accepted.handle(), draft.now);
      draft.steps.open(StepList.POLL, "the cloud is working on it", draft.now);
    } else if (draft.late()) {
      give(draft, deadline(draft, "the cloud was still working on it"));
    } else {
      pollAgain(draft, accepted);
    }
  }

  @Override
  final void failed(Draft draft, ProviderError error, Cloud cloud) {
    if (draft.next == Call.POLL && error.category() == Category.NOT_FOUND) {
      draft.goOn(Call.DESCRIBE, Duration.ZERO);
      draft.volatileOnly();
    } else if (draft.next != call && passes(error)) {
      askAgain(draft, error);
    } else if (passes(error) && !draft.late()) {
      callAgain(draft, error);
    } else {
      draft.steps.endIfOpen(
          Step.State.FAILED, error.category() + ": " + error.message(), draft.now);
      give(
          draft,
          passes(error)
              ? deadline(draft, error.message())
              : CloudProblems.refused(error, draft.before.place()));
    }
  }

  private static Problem deadline(Draft draft, String last) {
    return CloudProblems.deadlinePassed(draft.before, draft.before.operation().createdAt(), last);
  }
}
