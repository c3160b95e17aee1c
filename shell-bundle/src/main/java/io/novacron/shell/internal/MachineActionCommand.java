package io.novacron.shell.internal;

import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.MachineAction;

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
    return (machines, caller, id) -> machines.act(caller, id, request, null, idempotencyKey);
  }
}
