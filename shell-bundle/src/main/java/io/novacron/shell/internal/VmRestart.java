package io.novacron.shell.internal;

import io.novacron.api.machine.MachineAction;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Starts a running machine anew. */
@Service
@Command(
    scope = "novacron",
    name = "vm-restart",
    description = "Starts a running machine anew",
    detailedDescription = "classpath:vm-restart.txt")
public final class VmRestart extends ForcibleCommand {
  @Override
  MachineAction action() {
    return MachineAction.RESTART;
  }
}
