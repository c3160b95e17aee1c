package io.novacron.shell.internal;

import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineQuery;
import io.novacron.api.machine.MachineService;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.MachineStatus;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

/** Lists machines, newest first. */
@Service
@Command(
    scope = "novacron",
    name = "vm-list",
    description = "Lists machines, newest first",
    detailedDescription = "classpath:vm-list.txt")
public final class VmList extends ControlPlaneCommand {
  @Option(
      name = "--state",
      description = "Only machines in this state; without it, all that are not deleted")
  @Completion(
      value = StringsCompleter.class,
      values = {
        "creating",
        "provisioning",
        "running",
        "stopping",
        "stopped",
        "starting",
        "deleting",
        "deleted",
        "failed",
        "unknown"
      })
  @Nullable String state;

  @Option(name = "--account", description = "Only machines in this account")
  @Completion(AccountCompleter.class)
  @Nullable String account;

  @Option(name = "--region", description = "Only machines in this region")
  @Completion(RegionCompleter.class)
  @Nullable String region;

  @Option(
      name = "--label",
      description = "Only machines with this label, as key=value; may be given several times",
      multiValued = true,
      valueToShowInHelp = "")
  List<String> labels = List.of();

  @Option(
      name = "--limit",
      description = "Most to list; 100 when left out, all of them as json or csv")
  @Nullable String limit;

  @Override
  boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    Values values = new Values();
    MachineState wanted = values.word("--state", state, MachineState.class);
    Map<String, String> wantedLabels = values.labels("--label", labels);
    Pages pages = Pages.of(limit, values, out);
    values.check();
    MachineService machines = services.require(MachineService.class);
    Page<Machine> found =
        pages.read(
            (size, token) ->
                machines.list(
                    caller,
                    new MachineQuery(wanted, null, account, region, wantedLabels, size, token)));
    Json json = new Json();
    out.list(
        table(found.items()),
        () -> json.page(found, json::machine),
        "There are no such machines. novacron:vm-create makes one.");
    pages.noteMore(found, out);
    return true;
  }

  private static Table table(List<Machine> machines) {
    Table table =
        new Table()
            .column("NAME")
            .column("STATE")
            .column("CLOUD", 4)
            .column("REGION", 1)
            .column("TYPE", 3)
            .column("PRICE", 2)
            .column("ADDRESS", 5)
            .column("ACCOUNT", 6)
            .column("CREATED", 7)
            .column("ID", 8);
    for (Machine machine : machines) {
      MachineStatus status = machine.status();
      table.row(
          machine.name(),
          status.state().name().toLowerCase(Locale.ROOT),
          Text.of(status.cloud()),
          Text.of(status.region()),
          Text.of(status.instanceType()),
          Text.price(status.pricePerHour()),
          String.join(" ", status.addresses()),
          Text.of(status.account()),
          Text.time(machine.createdAt()),
          machine.id());
    }
    return table;
  }
}
