package io.novacron.shell.internal;

import io.novacron.api.batch.BatchItem;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineService;
import io.novacron.api.plan.PlanRequest;
import io.novacron.api.security.Caller;
import java.util.concurrent.CompletionStage;

/** A command that does something to one machine. */
abstract class MachineActionCommand extends MachineChangeCommand {
  abstract MachineAction action();

  /** The action with what it is told. */
  ActionRequest request(Values values) {
    return ActionRequest.of(action());
  }

  @Override
  final Change change(Values values) {
    ActionRequest request = request(values);
    return new Change() {
      @Override
      public CompletionStage<Accepted> begin(MachineService machines, Caller caller, String id) {
        return machines.act(caller, id, request, null, idempotencyKey);
      }

      @Override
      public PlanRequest plan(String id) {
        return new PlanRequest.Single(new BatchItem.Act(id, request), null);
      }
    };
  }
}
