package io.novacron.shell.internal;

import io.novacron.api.budget.Budget;
import io.novacron.api.budget.BudgetService;
import io.novacron.api.budget.BudgetUsage;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists budgets by name. */
@Service
@Command(
    scope = "novacron",
    name = "budget-list",
    description = "Lists budgets by name, with what is used of them",
    detailedDescription = "classpath:budget-list.txt")
public final class BudgetList extends ControlPlaneCommand {
  @Option(
      name = "--limit",
      description = "Most to list; 100 when left out, all of them as json or csv")
  @Nullable String limit;

  @Override
  boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    Values values = new Values();
    Pages pages = Pages.of(limit, values, out);
    values.check();
    BudgetService budgets = services.require(BudgetService.class);
    Page<Budget> found = pages.read((size, token) -> budgets.list(caller, size, token));
    Json json = new Json();
    out.list(
        table(found.items()),
        () -> json.page(found, budget -> BudgetText.shape(budget, json)),
        "There are no budgets.");
    pages.noteMore(found, out);
    return true;
  }

  private static Table table(List<Budget> budgets) {
    Table table =
        new Table()
            .column("NAME")
            .column("COVERS", 1)
            .column("ALLOWS")
            .column("COMMITTED")
            .column("LEFT")
            .column("MACHINES", 2)
            .column("ABOUT", 3);
    for (Budget budget : budgets) {
      BudgetUsage usage = budget.usage();
      table.row(
          budget.name(),
          BudgetText.covers(budget),
          BudgetText.amount(budget),
          usage == null ? "" : usage.committed().toPlainString(),
          usage == null ? "" : usage.left().toPlainString(),
          usage == null ? "" : Integer.toString(usage.machines()),
          budget.content().description());
    }
    return table;
  }
}
