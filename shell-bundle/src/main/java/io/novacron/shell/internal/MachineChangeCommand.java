package io.novacron.shell.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineService;
import io.novacron.api.plan.PlanRequest;
import io.novacron.api.security.Caller;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;

/** A command that changes one machine. */
abstract class MachineChangeCommand extends AcceptedCommand {
  @Argument(
      name = "machine",
      description = "Name or id of the machine",
      required = true,
      multiValued = true)
  @Completion(MachineCompleter.class)
  List<String> words = List.of();

  @Override
  final List<String> words() {
    return words;
  }

  /** Reads what the options ask for; of no use when values are wrong. */
  abstract Change change(Values values);

  /** What is asked of the control plane. */
  interface Change {
    CompletionStage<Accepted> begin(MachineService machines, Caller caller, String id);

    /** The request for a plan of it. */
    PlanRequest plan(String id);
  }

  @Override
  final boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    String word = MachineFinder.only(arguments);
    Values values = new Values();
    Duration limit = limit(values);
    Change change = change(values);
    values.check();
    MachineService machines = services.require(MachineService.class);
    Machine machine = new MachineFinder(machines).find(caller, word);
    if (dryRun) {
      return plan(caller, change.plan(machine.id()), out);
    }
    Accepted accepted = Answers.get(change.begin(machines, caller, machine.id()));
    noteReplay(accepted, out);
    Accepted settled = settle(caller, accepted, limit, out);
    Facts facts = facts(settled);
    Json json = new Json();
    out.write(
        facts::print,
        () -> {
          ObjectNode shape = json.object();
          shape.set("machine", json.machine(settled.machine()));
          shape.set("operation", json.operation(settled.operation()));
          return shape;
        },
        facts::table);
    return conclude(settled, out);
  }
}
