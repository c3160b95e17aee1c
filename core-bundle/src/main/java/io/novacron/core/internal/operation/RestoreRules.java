package io.novacron.core.internal.operation;

import io.novacron.api.error.Problem;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.Step;
import io.novacron.api.provider.Instance;

/** The rules of a restore of a snapshot. That it happened cannot be seen from the machine. */
final class RestoreRules extends RepeatableRules {
  RestoreRules() {
    super(Call.RESTORE);
  }

  @Override
  boolean tookEffect(Draft draft, Instance instance) {
    return false;
  }

  @Override
  void finish(Draft draft, Instance instance) {
    draft.steps.endIfOpen(Step.State.SUCCEEDED, "the disks are put back", draft.now);
    draft.succeed(MachineState.STOPPED, null);
  }

  @Override
  void give(Draft draft, Problem problem) {
    draft.fail(problem, MachineState.STOPPED, null);
  }
}
