package io.novacron.shell.internal;

import io.novacron.api.machine.MachineAction;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Keeps the memory of a running machine and stops it. */
@Service
@Command(
    scope = "novacron",
    name = "vm-pause",
    description = "Keeps the memory of a running machine and stops it",
    detailedDescription = "classpath:vm-pause.txt")
public final class VmPause extends MachineActionCommand {
  @Override
  MachineAction action() {
    return MachineAction.PAUSE;
  }
}
