package io.novacron.core.internal.operation;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.AdoptionService;
import io.novacron.api.machine.Condition;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.Step;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.OwnerTag;

/**
 * The rules of an adoption: the machine is given our owner tag, and counts as ours only when the
 * cloud's own answer carries it. One that does not become ours leaves no record that could be
 * deleted, and the machine with it.
 */
final class AdoptRules extends RepeatableRules {
  AdoptRules() {
    super(Call.TAG);
  }

  @Override
  boolean tookEffect(Draft draft, Instance instance) {
    return ours(draft, instance);
  }

  @Override
  void finish(Draft draft, Instance instance) {
    if (!ours(draft, instance)) {
      give(
          draft,
          Problem.builder(
                  "adoption-not-seen",
                  Category.DEPENDENCY,
                  "the cloud does not show the owner tag that it was asked to put")
              .retryable(false)
              .provider(draft.before.place().provider())
              .scope(draft.before.place().toString())
              .nextStep("Look at the tags of the machine in the cloud's console.")
              .build());
    } else if (gone(instance)) {
      give(
          draft,
          CloudProblems.vanished(
              draft.before, "the cloud says \"" + instance.rawState() + "\" of the machine"));
    } else {
      draft.steps.endIfOpen(
          Step.State.SUCCEEDED,
          "it carries our owner tag; the cloud says \"" + instance.rawState() + "\"",
          draft.now);
      MachineState state = settled(instance.state());
      draft.succeed(state, instance);
      draft.change =
          new MachineChange(
              state,
              draft.reference,
              instance,
              new Condition(
                  AdoptionService.ADOPTED, true, "Tagged", "it carries our owner tag", draft.now),
              true);
    }
  }

  @Override
  void give(Draft draft, Problem problem) {
    draft.fail(problem, MachineState.DELETED, null);
  }

  private static MachineState settled(MachineState state) {
    return state == MachineState.RUNNING || state == MachineState.STOPPED
        ? state
        : MachineState.UNKNOWN;
  }

  private static boolean ours(Draft draft, Instance instance) {
    return OwnerTag.fromTags(instance.tags())
        .filter(tag -> tag.equals(draft.before.owner()))
        .isPresent();
  }
}
