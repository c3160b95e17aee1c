package io.novacron.core.internal.machine;

import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.Capability;
import io.novacron.core.internal.operation.ProviderDirectory;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether an action may be begun. Each refusal says what is legal. */
final class ActionCheck {
  private ActionCheck() {}

  /**
   * Checks what can be told without the machine.
   *
   * @throws ProblemException INVALID with all wrong fields
   */
  static void request(ActionRequest request) {
    List<FieldError> errors = new ArrayList<>();
    MachineAction action = request.action();
    if (request.force() && !action.forcible()) {
      errors.add(
          new FieldError(
              "/force", "is for stop, restart and delete only, not for " + action.verb()));
    }
    boolean sized = request.size() != null;
    boolean typed = request.instanceType() != null;
    if (action == MachineAction.RESIZE) {
      if (sized == typed) {
        errors.add(
            new FieldError(
                typed ? "/instanceType" : "/size",
                typed
                    ? "says it all: leave out the size or this"
                    : "is missing; give this or instanceType"));
      }
    } else {
      notForThis(errors, "/size", sized, action);
      notForThis(errors, "/instanceType", typed, action);
    }
    if (!errors.isEmpty()) {
      throw Problem.builder("invalid-action", Category.INVALID, "The action is not legal as it is.")
          .errors(errors)
          .nextStep("Correct the fields named and ask again.")
          .toException();
    }
  }

  private static void notForThis(
      List<FieldError> errors, String pointer, boolean given, MachineAction action) {
    if (given) {
      errors.add(new FieldError(pointer, "is for resize only, not for " + action.verb()));
    }
  }

  /**
   * Checks the revision that a caller expects.
   *
   * @throws ProblemException CONFLICT {@code revision-mismatch}
   */
  static void revision(Machine machine, @Nullable Long expected) {
    if (expected != null && expected != machine.revision()) {
      throw Problem.builder(
              "revision-mismatch",
              Category.CONFLICT,
              "Machine "
                  + machine.id()
                  + " has revision "
                  + machine.revision()
                  + ", not "
                  + expected
                  + ".")
          .nextStep("Read the machine again and repeat the request with its revision.")
          .toException();
    }
  }

  /**
   * Checks an action against the machine's state and what its cloud can do.
   *
   * @throws ProblemException CONFLICT {@code illegal-state} with the legal actions; UNSUPPORTED
   *     with the reason
   */
  static void legal(Machine machine, ActionRequest request, ProviderDirectory providers) {
    MachineAction action = request.action();
    MachineState state = machine.status().state();
    boolean legal =
        state.legalActions().contains(action)
            || (request.force() && state.forcedActions().contains(action));
    if (!legal) {
      throw illegal(machine, action);
    }
    MachineGuard.check(machine, action);
    String account = machine.status().account();
    for (Capability needed : needed(action, state)) {
      Optional<String> absence =
          Optional.ofNullable(account)
              .flatMap(providers::find)
              .flatMap(served -> served.absence(needed));
      if (absence.isPresent()) {
        throw Problem.builder("unsupported-action", Category.UNSUPPORTED, absence.get())
            .provider(machine.status().provider())
            .scope("account " + account)
            .nextStep(
                needed == Capability.RESIZE_RUNNING
                    ? "Stop the machine, resize it, and start it again."
                    : "Ask for an action that the account's capabilities list.")
            .toException();
      }
    }
  }

  private static Set<Capability> needed(MachineAction action, MachineState state) {
    return switch (action) {
      case PAUSE, RESUME -> EnumSet.of(Capability.PAUSE);
      case RESIZE ->
          state == MachineState.RUNNING
              ? EnumSet.of(Capability.RESIZE, Capability.RESIZE_RUNNING)
              : EnumSet.of(Capability.RESIZE);
      case START, STOP, RESTART, DELETE -> EnumSet.noneOf(Capability.class);
    };
  }

  private static ProblemException illegal(Machine machine, MachineAction action) {
    MachineState state = machine.status().state();
    String legal = verbs(state.legalActions());
    Set<MachineAction> more = EnumSet.noneOf(MachineAction.class);
    more.addAll(state.forcedActions());
    more.removeAll(state.legalActions());
    return Problem.builder(
            "illegal-state",
            Category.CONFLICT,
            "A machine that is "
                + state
                + " cannot be asked to "
                + action.verb()
                + "; legal now: "
                + (legal.isEmpty() ? "nothing" : legal)
                + (more.isEmpty() ? "" : "; by force: " + verbs(more))
                + ".")
        .retryable(state.moving())
        .operation(machine.operation())
        .nextStep(
            state.moving()
                ? "Wait until operation " + machine.operation() + " is done, then ask again."
                : "Ask for one of the legal actions.")
        .toException();
  }

  private static String verbs(Set<MachineAction> actions) {
    return actions.stream().map(MachineAction::verb).collect(Collectors.joining(", "));
  }
}
