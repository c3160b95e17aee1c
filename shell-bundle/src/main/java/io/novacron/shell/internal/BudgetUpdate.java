package io.novacron.shell.internal;

import io.novacron.api.budget.Budget;
import io.novacron.api.budget.BudgetService;
import io.novacron.api.security.Caller;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Gives a budget a new version. */
@Service
@Command(
    scope = "novacron",
    name = "budget-update",
    description = "Gives a budget a new version, which applies to the next change of a machine",
    detailedDescription = "classpath:budget-update.txt")
public final class BudgetUpdate extends BudgetWriteCommand {
  @Argument(
      name = "budget",
      description = "Name of the budget",
      required = true,
      multiValued = true)
  @Completion(BudgetCompleter.class)
  List<String> words = List.of();

  @Option(
      name = "--revision",
      description = "Change it only when it still has this revision, as budget-info -o json tells")
  @Nullable String revision;

  @Override
  List<String> words() {
    return words;
  }

  @Override
  CompletionStage<Budget> begin(BudgetService budgets, Caller caller, String name, Values values)
      throws UsageException {
    Long expected = revision(revision, values);
    return budgets.addVersion(caller, name, content(values), expected, Preview.options(dryRun));
  }
}
