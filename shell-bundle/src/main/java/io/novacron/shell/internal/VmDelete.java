package io.novacron.shell.internal;

import io.novacron.api.machine.MachineAction;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Deletes a machine and its disks, for good. */
@Service
@Command(
    scope = "novacron",
    name = "vm-delete",
    description = "Deletes a machine and its disks, for good",
    detailedDescription = "classpath:vm-delete.txt")
public final class VmDelete extends ForcibleCommand {
  @Override
  MachineAction action() {
    return MachineAction.DELETE;
  }
}
