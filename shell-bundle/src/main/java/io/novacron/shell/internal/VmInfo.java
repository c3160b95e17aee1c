package io.novacron.shell.internal;

import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineService;
import io.novacron.api.placement.PlacementService;
import io.novacron.api.security.Caller;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Tells all about one machine, and why it is where it is. */
@Service
@Command(
    scope = "novacron",
    name = "vm-info",
    description = "Tells all about one machine, and why it is where it is",
    detailedDescription = "classpath:vm-info.txt")
public final class VmInfo extends ControlPlaneCommand {
  @Argument(
      name = "machine",
      description = "Name or id of the machine",
      required = true,
      multiValued = true)
  @Completion(MachineCompleter.class)
  List<String> words = List.of();

  @Override
  List<String> words() {
    return words;
  }

  @Override
  boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    String word = MachineFinder.only(arguments);
    Machine machine = new MachineFinder(services.require(MachineService.class)).find(caller, word);
    Facts facts = MachineFacts.of(machine);
    if (machine.decision() != null) {
      DecisionFacts.add(
          facts,
          Answers.get(services.require(PlacementService.class).get(caller, machine.decision())));
    }
    out.write(facts::print, () -> new Json().machine(machine), facts::table);
    return true;
  }
}
