package io.novacron.shell.internal;

import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineService;
import io.novacron.api.machine.Snapshot;
import io.novacron.api.machine.SnapshotService;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists the snapshots of a machine, oldest first. */
@Service
@Command(
    scope = "novacron",
    name = "snapshot-list",
    description = "Lists the snapshots of a machine, oldest first",
    detailedDescription = "classpath:snapshot-list.txt")
public final class SnapshotList extends ControlPlaneCommand {
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
    List<Snapshot> snapshots =
        Answers.get(services.require(SnapshotService.class).list(caller, machine.id()));
    Json json = new Json();
    out.list(
        table(snapshots),
        () -> json.page(new Page<>(snapshots, null), json::snapshot),
        "The machine has no snapshots. novacron:snapshot-create takes one.");
    return true;
  }

  private static Table table(List<Snapshot> snapshots) {
    Table table =
        new Table()
            .column("NAME")
            .column("STATE")
            .column("CREATED", 1)
            .column("CLOUD'S ID", 2)
            .column("OPERATION", 3)
            .column("ID", 4);
    for (Snapshot snapshot : snapshots) {
      table.row(
          snapshot.name(),
          snapshot.state().name().toLowerCase(Locale.ROOT),
          Text.time(snapshot.createdAt()),
          Text.of(snapshot.providerReference()),
          snapshot.operation(),
          snapshot.id());
    }
    return table;
  }
}
