package io.novacron.shell.internal;

import io.novacron.api.machine.MachineAction;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Stops a running machine, which keeps its disks. */
@Service
@Command(
    scope = "novacron",
    name = "vm-stop",
    description = "Stops a running machine, which keeps its disks",
    detailedDescription = "classpath:vm-stop.txt")
public final class VmStop extends ForcibleCommand {
  @Override
  MachineAction action() {
    return MachineAction.STOP;
  }
}
