package io.novacron.core.internal.operation;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.OperationState;
import io.novacron.api.operation.Step;
import io.novacron.api.placement.Choice;
import java.time.Duration;
import java.util.Objects;

/**
 * The rules by which a create goes to another place. Only for a lack of capacity, or when a region
 * has not answered several attempts in a row, and only once it is certain that nothing was made
 * where it was refused; what a limit or a right forbids is not tried elsewhere. Pure.
 */
final class Fallback {
  /** So often a region may be unavailable in a row before another place is sought. */
  private static final int MOST_FAILURES = 5;

  private Fallback() {}

  /** Whether a create should rather be tried elsewhere than once more here. */
  static boolean isDue(Draft draft, Category category) {
    return category == Category.UNAVAILABLE && draft.failures + 1 == MOST_FAILURES;
  }

  /**
   * Ends a create with a refusal, or lets another place be found for it.
   *
   * @param problem why it was refused; it is certain that nothing was made
   */
  static void seekOr(Draft draft, Problem problem, Runnable end) {
    boolean elsewhere =
        problem.category() == Category.CAPACITY || problem.category() == Category.UNAVAILABLE;
    if (!elsewhere || draft.late() || draft.cancelRequested) {
      end.run();
      return;
    }
    PlacesTried tried = draft.places == null ? PlacesTried.NONE : draft.places;
    draft.places = tried.and(new PlacesTried.Refused(draft.place, problem, draft.now));
    draft.steps.endIfOpen(Step.State.FAILED, problem.detail(), draft.now);
    draft.steps.open(
        StepList.PLACE,
        problem.category() + " at " + described(draft.place) + "; seeks another place",
        draft.now);
    draft.state = OperationState.RUNNING;
    draft.error = problem;
    draft.verdict = null;
    draft.unresolved = false;
    draft.handle = null;
    draft.waitingFor = null;
    draft.goOn(Call.CREATE, Duration.ZERO);
  }

  /** Another place was sought. */
  static void sought(Draft draft, NextPlace.Answer answer) {
    PlacesTried tried = Objects.requireNonNull(draft.places, "places");
    draft.places = tried.settled();
    if (answer instanceof NextPlace.Answer.Found found) {
      move(draft, found);
    } else if (answer instanceof NextPlace.Answer.None none) {
      stay(draft, tried.last().problem(), none);
    }
  }

  /** The create there is another request, so it has a token of its own. */
  private static void move(Draft draft, NextPlace.Answer.Found found) {
    Relocation relocation = Relocation.to(found.decision());
    Choice choice = relocation.choice();
    draft.relocation = relocation;
    draft.place = relocation.place();
    draft.token = found.token();
    draft.sends = 0;
    draft.failures = 0;
    draft.sentAt = null;
    draft.handle = null;
    draft.error = null;
    draft.steps.endIfOpen(
        Step.State.SUCCEEDED,
        "takes the next best, "
            + described(draft.place)
            + ", at "
            + choice.pricePerHour().amount().toPlainString()
            + " "
            + choice.pricePerHour().currency()
            + "/h (decision "
            + found.decision().id()
            + ")",
        draft.now);
    draft.goOn(Call.CREATE, Duration.ZERO);
  }

  private static void stay(Draft draft, Problem problem, NextPlace.Answer.None none) {
    draft.steps.endIfOpen(Step.State.FAILED, none.why(), draft.now);
    if (problem.category() == Category.UNAVAILABLE) {
      draft.again(problem);
      return;
    }
    draft.fail(
        Problem.builder(problem.code(), problem.category(), problem.detail() + " " + none.why())
            .retryAfter(problem.retryAfter())
            .provider(problem.provider())
            .providerCode(problem.providerCode())
            .scope(problem.scope())
            .nextStep(none.nextStep())
            .build(),
        MachineState.FAILED,
        null);
  }

  private static String described(Place place) {
    return place
        + (place.zone() == null ? "" : ", zone " + place.zone())
        + ", type "
        + place.instanceType();
  }
}
