package io.novacron.shell.internal;

import io.novacron.api.inventory.Drift;
import io.novacron.api.inventory.DriftAspect;
import io.novacron.api.inventory.DriftQuery;
import io.novacron.api.inventory.DriftService;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists differences between machines as they are wanted and as they are seen. */
@Service
@Command(
    scope = "novacron",
    name = "drift-list",
    description = "Lists machines that are not as they are wanted, with in what",
    detailedDescription = "classpath:drift-list.txt")
public final class DriftList extends ControlPlaneCommand {
  @Option(name = "--account", description = "Only those in this account")
  @Completion(AccountCompleter.class)
  @Nullable String account;

  @Option(
      name = "--aspect",
      description = "Only those of this aspect: state, instance-type, labels, owner-tag, presence")
  @Nullable String aspect;

  @Option(name = "--ignored", description = "Those that are ignored instead")
  boolean ignored;

  @Option(
      name = "--limit",
      description = "Most to list; 100 when left out, all of them as json or csv")
  @Nullable String limit;

  @Override
  boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    Values values = new Values();
    Pages pages = Pages.of(limit, values, out);
    DriftAspect only =
        values.word(
            "--aspect", aspect == null ? null : aspect.replace('-', '_'), DriftAspect.class);
    values.check();
    DriftService drifts = services.require(DriftService.class);
    Page<Drift> found =
        pages.read(
            (size, token) ->
                drifts.list(
                    caller, new DriftQuery(null, account, null, only, ignored, size, token)));
    Json json = new Json();
    out.list(
        table(found.items()),
        () -> json.page(found, drift -> InventoryText.shape(drift, json)),
        "There is no drift.");
    pages.noteMore(found, out);
    return true;
  }

  private static Table table(List<Drift> drifts) {
    Table table =
        new Table()
            .column("MACHINE")
            .column("ASPECT")
            .column("WANTED", 1)
            .column("SEEN", 1)
            .column("ACCOUNT", 3)
            .column("REGION", 3)
            .column("FOUND", 2)
            .column("ID");
    for (Drift drift : drifts) {
      table.row(
          drift.name(),
          drift.aspect().wireName(),
          drift.expected(),
          drift.observed(),
          drift.account(),
          drift.region(),
          Text.time(drift.foundAt()),
          drift.id());
    }
    return table;
  }
}
