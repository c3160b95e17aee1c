package io.novacron.shell.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineService;
import io.novacron.api.machine.Snapshot;
import io.novacron.api.machine.SnapshotService;
import io.novacron.api.plan.PlanRequest;
import io.novacron.api.security.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;

/** A command that does something with one snapshot of a machine. */
abstract class SnapshotCommand extends AcceptedCommand {
  @Argument(
      name = "machine-and-snapshot",
      description = "Name or id of the machine, then name (or id) of the snapshot",
      required = true,
      multiValued = true)
  @Completion(MachineCompleter.class)
  List<String> words = List.of();

  @Override
  final List<String> words() {
    return words;
  }

  /** Begins it. */
  abstract CompletionStage<Accepted> begin(
      SnapshotService snapshots, Caller caller, Machine machine, String snapshot);

  /** What it does, for a plan. */
  abstract PlanRequest.SnapshotAction action();

  @Override
  final boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    Values values = new Values();
    if (arguments.size() != 2) {
      values.wrong(
          "machine-and-snapshot",
          "give a machine and a snapshot, not " + arguments.size() + " words");
    }
    Duration limit = limit(values);
    values.check();
    Machine machine =
        new MachineFinder(services.require(MachineService.class)).find(caller, arguments.get(0));
    if (dryRun) {
      String word = arguments.get(1);
      String subject = action() == PlanRequest.SnapshotAction.CREATE ? word : id(machine, word);
      return plan(caller, new PlanRequest.OfSnapshot(machine.id(), action(), subject), out);
    }
    Accepted accepted =
        Answers.get(
            begin(services.require(SnapshotService.class), caller, machine, arguments.get(1)));
    noteReplay(accepted, out);
    Accepted settled = settle(caller, accepted, limit, out);
    Facts facts = facts(settled);
    settled.machine().snapshots().stream()
        .filter(snapshot -> snapshot.operation().equals(settled.operation().id()))
        .findFirst()
        .ifPresent(
            snapshot ->
                facts.add(
                    "snapshot",
                    snapshot.name()
                        + " ("
                        + snapshot.id()
                        + "), "
                        + snapshot.state().name().toLowerCase(Locale.ROOT)));
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

  /** The id of a snapshot that a person calls by its name or its id. */
  static String id(Machine machine, String word) {
    return machine.snapshots().stream()
        .filter(snapshot -> snapshot.name().equals(word))
        .map(Snapshot::id)
        .findFirst()
        .orElse(word);
  }
}
