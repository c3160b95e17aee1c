package io.novacron.shell.internal;

import io.novacron.api.inventory.InventoryService;
import io.novacron.api.inventory.RegionView;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Says how fresh what is known of each region is. */
@Service
@Command(
    scope = "novacron",
    name = "inventory-list",
    description = "Lists regions of accounts, with when they were last listed and what was found",
    detailedDescription = "classpath:inventory-list.txt")
public final class InventoryList extends ControlPlaneCommand {
  @Override
  boolean run(Caller caller, List<String> arguments, Output out) throws InterruptedException {
    List<RegionView> regions =
        Answers.get(services.require(InventoryService.class).regions(caller));
    Table table =
        new Table()
            .column("ACCOUNT")
            .column("REGION")
            .column("LISTED", 1)
            .column("MACHINES")
            .column("ORPHANS")
            .column("UNMANAGED", 2)
            .column("FOREIGN", 3)
            .column("PROBLEM", 4);
    for (RegionView view : regions) {
      table.row(
          view.account(),
          view.region(),
          Text.time(view.listedAt()),
          Integer.toString(view.machines()),
          Integer.toString(view.orphans()),
          Integer.toString(view.unmanaged()),
          Integer.toString(view.foreign()),
          Text.of(view.problem()));
    }
    Json json = new Json();
    out.list(
        table,
        () -> json.page(new Page<>(regions, null), view -> InventoryText.shape(view, json)),
        "No region is listed yet; novacron:account-list shows the accounts.");
    return true;
  }
}
