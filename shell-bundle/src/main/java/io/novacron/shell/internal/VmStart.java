package io.novacron.shell.internal;

import io.novacron.api.machine.MachineAction;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Starts a stopped machine. */
@Service
@Command(
    scope = "novacron",
    name = "vm-start",
    description = "Starts a stopped machine",
    detailedDescription = "classpath:vm-start.txt")
public final class VmStart extends MachineActionCommand {
  @Override
  MachineAction action() {
    return MachineAction.START;
  }
}
