package io.novacron.shell.internal;

import io.novacron.api.plan.Plan;
import io.novacron.api.plan.PlanService;
import io.novacron.api.plan.PlannedAction;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists the caller's plans, newest first. */
@Service
@Command(
    scope = "novacron",
    name = "plan-list",
    description = "Lists your plans, newest first",
    detailedDescription = "classpath:plan-list.txt")
public final class PlanList extends ControlPlaneCommand {
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
    PlanService plans = services.require(PlanService.class);
    Page<Plan> found = pages.read((size, token) -> plans.list(caller, size, token));
    Json json = new Json();
    out.list(
        table(found.items()),
        () -> json.page(found, json::plan),
        "You have no plans. A change with --dry-run makes one.");
    pages.noteMore(found, out);
    return true;
  }

  private static Table table(List<Plan> plans) {
    Table table =
        new Table()
            .column("ID")
            .column("WHAT")
            .column("USD IN 730 HOURS", 1)
            .column("EXPIRES")
            .column("OPERATION", 2)
            .column("CREATED", 3);
    for (Plan plan : plans) {
      table.row(
          plan.id(),
          what(plan.actions()),
          PlanFacts.signed(plan.monthlyDelta()),
          Text.time(plan.expiresAt()),
          Text.of(plan.operation()),
          Text.time(plan.createdAt()));
    }
    return table;
  }

  private static String what(List<PlannedAction> actions) {
    if (actions.size() == 1) {
      return actions.get(0).action() + " " + actions.get(0).name();
    }
    return actions.stream()
        .collect(Collectors.groupingBy(PlannedAction::action, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }
}
