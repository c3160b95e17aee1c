package io.novacron.shell.internal;

import io.novacron.api.machine.MachineService;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationQuery;
import io.novacron.api.operation.OperationService;
import io.novacron.api.operation.OperationState;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

/** Lists operations, newest first. */
@Service
@Command(
    scope = "novacron",
    name = "op-list",
    description = "Lists operations, newest first",
    detailedDescription = "classpath:op-list.txt")
public final class OpList extends ControlPlaneCommand {
  @Option(name = "--state", description = "Only operations in this state")
  @Completion(
      value = StringsCompleter.class,
      values = {"queued", "running", "unknown-outcome", "succeeded", "failed", "cancelled"})
  @Nullable String state;

  @Option(name = "--kind", description = "Only operations of this kind")
  @Completion(
      value = StringsCompleter.class,
      values = {"create", "start", "stop", "delete", "batch"})
  @Nullable String kind;

  @Option(name = "--machine", description = "Only operations on the machine of this name or id")
  @Completion(MachineCompleter.class)
  @Nullable String machine;

  @Option(name = "--parent", description = "Only the parts of this operation, such as a batch")
  @Completion(OperationCompleter.class)
  @Nullable String parent;

  @Option(name = "--active", description = "Only operations that are not done")
  boolean active;

  @Option(
      name = "--limit",
      description = "Most to list; 100 when left out, all of them as json or csv")
  @Nullable String limit;

  @Override
  boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    Values values = new Values();
    OperationState wanted = values.word("--state", state, OperationState.class);
    OperationKind wantedKind = values.word("--kind", kind, OperationKind.class);
    Pages pages = Pages.of(limit, values, out);
    values.check();
    String target =
        machine == null
            ? null
            : new MachineFinder(services.require(MachineService.class)).find(caller, machine).id();
    OperationService operations = services.require(OperationService.class);
    Page<Operation> found =
        pages.read(
            (size, token) ->
                operations.list(
                    caller,
                    new OperationQuery(
                        wanted, active ? false : null, wantedKind, target, parent, size, token)));
    Json json = new Json();
    out.list(
        table(found.items()),
        () -> json.page(found, json::operation),
        "There are no such operations.");
    pages.noteMore(found, out);
    return true;
  }

  private static Table table(List<Operation> operations) {
    Table table =
        new Table()
            .column("ID")
            .column("KIND", 2)
            .column("STATE")
            .column("DONE", 3)
            .column("TARGET", 1)
            .column("CREATED", 4)
            .column("ENDED", 6)
            .column("BY", 7)
            .column("ERROR", 5);
    for (Operation operation : operations) {
      table.row(
          operation.id(),
          operation.kind().wireName(),
          operation.state().name().toLowerCase(Locale.ROOT),
          Text.percent(operation.progress()),
          operation.target(),
          Text.time(operation.createdAt()),
          Text.time(operation.endedAt()),
          operation.actor(),
          operation.error() == null ? "" : operation.error().code());
    }
    return table;
  }
}
