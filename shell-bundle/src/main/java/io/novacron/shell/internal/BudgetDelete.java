package io.novacron.shell.internal;

import io.novacron.api.budget.Budget;
import io.novacron.api.budget.BudgetService;
import io.novacron.api.security.Caller;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Deletes a budget. */
@Service
@Command(
    scope = "novacron",
    name = "budget-delete",
    description = "Deletes a budget; its versions can still be read",
    detailedDescription = "classpath:budget-delete.txt")
public final class BudgetDelete extends ControlPlaneCommand {
  @Argument(
      name = "budget",
      description = "Name of the budget",
      required = true,
      multiValued = true)
  @Completion(BudgetCompleter.class)
  List<String> words = List.of();

  @Option(
      name = "--revision",
      description = "Delete it only when it still has this revision, as budget-info -o json tells")
  @Nullable String revision;

  @Option(name = "--dry-run", description = Preview.OPTION)
  boolean dryRun;

  @Override
  List<String> words() {
    return words;
  }

  @Override
  boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    String name = BudgetCommand.only(arguments);
    Values values = new Values();
    Long expected = BudgetCommand.revision(revision, values);
    values.check();
    Budget gone =
        Answers.get(
            services
                .require(BudgetService.class)
                .delete(caller, name, expected, Preview.options(dryRun)));
    if (dryRun) {
      Facts would = BudgetText.facts(gone);
      out.write(would::print, () -> BudgetText.shape(gone, new Json()), would::table);
      Preview.note(true, out);
      return true;
    }
    Facts facts = new Facts().add("name", name).add("deleted", "yes");
    Json json = new Json();
    out.write(
        facts::print, () -> json.object().put("name", name).put("deleted", true), facts::table);
    return true;
  }
}
