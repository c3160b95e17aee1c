package io.novacron.core.internal.operation;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.DesiredState;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a create that was cancelled: it ends with no machine. What may have been made is
 * asked about first, what was made is deleted again, and the operation stays live until the absence
 * is certain. Only a clean-up that fails within its own deadline leaves a machine, and says which.
 */
final class CancelledCreateRules extends Rules {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /** Somebody asked to cancel while no call that changes something was under way. */
  static void begin(Draft draft) {
    if (draft.reference != null) {
      cleanUp(draft);
    } else if (!mayExist(draft)) {
      cancelUnsent(
          draft, new Former(MachineState.DELETED, DesiredState.DELETED), MachineState.DELETED);
    } else if (draft.next == Call.POLL) {
      draft.goOn(Call.POLL, Duration.ZERO);
    } else if (draft.next == Call.CREATE) {
      ask(draft, "it was cancelled");
    } else {
      draft.verdict = null;
      draft.goOn(draft.next, Duration.ZERO);
    }
  }

  private static boolean mayExist(Draft draft) {
    return draft.unresolved || draft.handle != null;
  }

  @Override
  void cancel(Draft draft) {
    // A second request changes nothing.
    draft.volatileOnly();
  }

  @Override
  void lost(Draft draft, String reason) {
    if (draft.cleaningUp()) {
      draft.steps.end(
          Step.State.UNKNOWN, draft.steps.detail() + "; outcome unknown: " + reason, draft.now);
      draft.steps.open(
          StepList.CONFIRM, "looks whether " + draft.reference + " is gone", draft.now);
      draft.unknown(Call.DESCRIBE);
    } else if (draft.next == Call.REMOVE_DUPLICATE) {
      cleanUp(draft);
    } else {
      draft.steps.end(
          Step.State.UNKNOWN, draft.steps.detail() + "; outcome unknown: " + reason, draft.now);
      ask(draft, "the outcome of attempt " + draft.sends + " is not known (" + reason + ")");
    }
  }

  @Override
  void done(Draft draft, List<Instance> instances, Cloud cloud) {
    switch (draft.next) {
      case CREATE, POLL -> {
        if (draft.cleaningUp()) {
          confirm(draft);
        } else if (instances.isEmpty()) {
          ask(draft, "the cloud said that it is done but named no machine");
        } else {
          draft.reference = instances.get(0).reference();
          cleanUp(draft);
        }
      }
      case DELETE -> confirm(draft);
      case DESCRIBE -> described(draft, instances.isEmpty() ? null : instances.get(0), cloud);
      case FIND_BY_TOKEN, FIND_BY_OWNER ->
          found(draft, Search.ours(instances, draft.before), cloud);
      case REMOVE_DUPLICATE -> cleanUp(draft);
      case START, STOP, RESTART, PAUSE, RESUME, RESIZE, RESTORE, TAG ->
          throw new IllegalStateException("a create makes no " + draft.next);
    }
  }

  @Override
  void accepted(Draft draft, Outcome.Accepted<List<Instance>> accepted, Cloud cloud) {
    switch (draft.next) {
      case CREATE, POLL -> {
        if (draft.cleaningUp()) {
          pollCleanUp(draft, accepted);
        } else if (accepted.reference() != null || draft.reference != null) {
          draft.reference = accepted.reference() == null ? draft.reference : accepted.reference();
          cleanUp(draft);
        } else if (draft.late()) {
          ask(draft, "the cloud was still making it when its time was over");
        } else {
          pollAgain(draft, accepted);
          if (draft.before.begun()) {
            draft.steps.endIfOpen(
                Step.State.SUCCEEDED, "the cloud took it on as " + accepted.handle(), draft.now);
            draft.steps.open(StepList.POLL, "cancelled; waits for what is made", draft.now);
          }
        }
      }
      case DELETE -> {
        draft.error = null;
        draft.accepted(accepted.handle(), draft.reference, pause(accepted));
        draft.steps.endIfOpen(
            Step.State.SUCCEEDED, "the cloud took it on as " + accepted.handle(), draft.now);
        draft.steps.open(StepList.POLL, "the cloud is deleting it", draft.now);
      }
      case REMOVE_DUPLICATE -> cleanUp(draft);
      case DESCRIBE, FIND_BY_TOKEN, FIND_BY_OWNER ->
          askAgain(
              draft,
              ProviderError.of(Category.UNKNOWN_OUTCOME, "the cloud answered a question late"));
      case START, STOP, RESTART, PAUSE, RESUME, RESIZE, RESTORE, TAG ->
          throw new IllegalStateException("a create makes no " + draft.next);
    }
  }

  @Override
  void failed(Draft draft, ProviderError error, Cloud cloud) {
    switch (draft.next) {
      case CREATE -> {
        draft.steps.endIfOpen(
            Step.State.FAILED, error.category() + ": " + error.message(), draft.now);
        if (mayExist(draft)) {
          ask(draft, "an earlier attempt may have made a machine");
        } else {
          cancelled(draft, null);
        }
      }
      case POLL -> pollFailed(draft, error);
      case DELETE -> {
        if (error.category() == Category.NOT_FOUND) {
          confirm(draft);
        } else {
          draft.steps.endIfOpen(
              Step.State.FAILED, error.category() + ": " + error.message(), draft.now);
          if (passes(error) && !draft.late()) {
            draft.again(CloudProblems.refused(error, draft.before.place()));
          } else {
            // An earlier attempt may have done it all the same.
            draft.verdict = cleanUpFailed(draft, error.message());
            confirm(draft);
          }
        }
      }
      case DESCRIBE -> {
        if (error.category() == Category.NOT_FOUND) {
          described(draft, null, cloud);
        } else if (draft.late()) {
          fail(draft, error.message());
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
      case REMOVE_DUPLICATE -> cleanUp(draft);
      case START, STOP, RESTART, PAUSE, RESUME, RESIZE, RESTORE, TAG ->
          throw new IllegalStateException("a create makes no " + draft.next);
    }
  }

  private static void pollCleanUp(Draft draft, Outcome.Accepted<List<Instance>> accepted) {
    if (draft.late()) {
      draft.verdict = cleanUpFailed(draft, "the cloud was still deleting it");
      confirm(draft);
    } else {
      pollAgain(draft, accepted);
    }
  }

  private static void pollFailed(Draft draft, ProviderError error) {
    if (draft.cleaningUp()) {
      if (passes(error) && !draft.late()) {
        askAgain(draft, error);
      } else {
        confirm(draft);
      }
    } else if (passes(error)) {
      askAgain(draft, error);
    } else if (draft.reference != null) {
      cleanUp(draft);
    } else {
      ask(draft, "the cloud did not finish the create (" + error.message() + ")");
    }
  }

  private static void ask(Draft draft, String why) {
    draft.steps.endIfOpen(Step.State.FAILED, "cancelled", draft.now);
    draft.steps.open(
        StepList.ASK,
        why + "; asks the cloud by token and owner tag whether a machine was made",
        draft.now);
    draft.unknown(Call.FIND_BY_TOKEN);
    draft.error = null;
    draft.verdict = null;
    draft.handle = null;
  }

  /** What was made is deleted again, within a deadline that begins now. */
  private static void cleanUp(Draft draft) {
    Cancellation cancellation = Objects.requireNonNull(draft.cancellation, "cancellation");
    if (!cancellation.cleaningUp()) {
      draft.cancellation = cancellation.begun();
      draft.deadline = draft.now.plus(cancellation.cleanUpWithin());
    }
    draft.steps.endIfOpen(Step.State.SUCCEEDED, "cancelled", draft.now);
    draft.state = OperationState.RUNNING;
    draft.unresolved = false;
    draft.failures = 0;
    draft.error = null;
    draft.verdict = null;
    draft.handle = null;
    draft.waitingFor = null;
    draft.goOn(Call.DELETE, Duration.ZERO);
    draft.change =
        new MachineChange(
            MachineState.DELETING, draft.reference, null, null, false, DesiredState.DELETED, null);
  }

  private static void confirm(Draft draft) {
    draft.error = null;
    draft.failures = 0;
    draft.steps.endIfOpen(Step.State.SUCCEEDED, "the cloud is done with it", draft.now);
    draft.steps.open(StepList.CONFIRM, "looks whether " + draft.reference + " is gone", draft.now);
    draft.goOn(Call.DESCRIBE, Duration.ZERO);
    draft.waitFor(WaitingFor.Kind.PROVIDER, null);
  }

  private static void described(Draft draft, @Nullable Instance instance, Cloud cloud) {
    Instant bornVisible = visibleFrom(draft, cloud);
    if (instance == null && cloud.askedAt().isBefore(bornVisible)) {
      // A machine that was made a moment ago may not be shown yet, so this is no proof.
      draft.goOn(Call.DESCRIBE, bornVisible);
      draft.volatileOnly();
    } else if (instance == null || instance.state() == MachineState.DELETED) {
      absent(draft, instance, cloud);
    } else if (draft.verdict != null) {
      fail(draft, draft.verdict);
    } else if (draft.late()) {
      fail(draft, "the cloud said \"" + instance.rawState() + "\"");
    } else if (instance.state() == MachineState.DELETING) {
      draft.goOn(Call.DESCRIBE, LOOK_AGAIN);
      draft.volatileOnly();
    } else {
      draft.steps.endIfOpen(
          Step.State.SUCCEEDED, "the cloud says \"" + instance.rawState() + "\"", draft.now);
      draft.sendAgain(Call.DELETE, draft.steps.attempts(StepList.CLEAN_UP));
    }
  }

  private static void absent(Draft draft, @Nullable Instance instance, Cloud cloud) {
    draft.steps.endIfOpen(Step.State.SUCCEEDED, draft.reference + " is gone", draft.now);
    if (!draft.duplicates.isEmpty()) {
      List<String> rest = new ArrayList<>(draft.duplicates);
      draft.reference = rest.remove(0);
      draft.duplicates = rest;
      cleanUp(draft);
    } else if (draft.sends > 1 && !cloud.honoursToken()) {
      draft.steps.open(
          StepList.ASK,
          "the create was sent "
              + draft.sends
              + " times to a cloud that honours no token; asks by owner tag for another machine",
          draft.now);
      draft.unknown(Call.FIND_BY_OWNER);
    } else {
      cancelled(draft, instance);
    }
  }

  private static void found(Draft draft, List<Instance> ours, Cloud cloud) {
    List<String> references =
        ours.stream()
            .filter(instance -> instance.state() != MachineState.DELETED)
            .map(Instance::reference)
            .toList();
    if (!references.isEmpty()) {
      draft.steps.endIfOpen(Step.State.SUCCEEDED, "found " + references, draft.now);
      draft.reference = references.get(0);
      draft.duplicates = references.subList(1, references.size());
      cleanUp(draft);
    } else if (draft.next == Call.FIND_BY_TOKEN) {
      draft.goOn(Call.FIND_BY_OWNER, Duration.ZERO);
      draft.volatileOnly();
    } else {
      Instant provenFrom = visibleFrom(draft, cloud);
      if (cloud.askedAt().isBefore(provenFrom)) {
        draft.goOn(Call.FIND_BY_TOKEN, provenFrom);
        draft.waitFor(WaitingFor.Kind.RETRY, provenFrom);
      } else {
        draft.steps.endIfOpen(Step.State.SUCCEEDED, "there is no machine", draft.now);
        cancelled(draft, null);
      }
    }
  }

  private static Instant visibleFrom(Draft draft, Cloud cloud) {
    Instant sentAt = draft.sentAt == null ? draft.now : draft.sentAt;
    return cloud.provesFrom(sentAt);
  }

  private static void cancelled(Draft draft, @Nullable Instance instance) {
    draft.cancel(MachineState.DELETED, DesiredState.DELETED, instance);
  }

  private static void fail(Draft draft, String last) {
    fail(draft, cleanUpFailed(draft, last));
  }

  private static void fail(Draft draft, Problem problem) {
    draft.fail(problem, MachineState.FAILED, null);
  }

  private static Problem cleanUpFailed(Draft draft, String last) {
    List<String> left = new ArrayList<>();
    left.add(String.valueOf(draft.reference));
    left.addAll(draft.duplicates);
    return CloudProblems.cleanUpFailed(draft.before, String.join(", ", left), last);
  }
}
