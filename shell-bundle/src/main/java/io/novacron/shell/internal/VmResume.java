package io.novacron.shell.internal;

import io.novacron.api.machine.MachineAction;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lets a paused machine go on. */
@Service
@Command(
    scope = "novacron",
    name = "vm-resume",
    description = "Lets a paused machine go on",
    detailedDescription = "classpath:vm-resume.txt")
public final class VmResume extends MachineActionCommand {
  @Override
  MachineAction action() {
    return MachineAction.RESUME;
  }
}
