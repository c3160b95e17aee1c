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

/** Tells all about one version of a budget. */
@Service
@Command(
    scope = "novacron",
    name = "budget-info",
    description = "Tells what a budget allows and what is used of it",
    detailedDescription = "classpath:budget-info.txt")
public final class BudgetInfo extends BudgetCommand {
  @Argument(
      name = "budget",
      description = "Name of the budget",
      required = true,
      multiValued = true)
  @Completion(BudgetCompleter.class)
  List<String> words = List.of();

  @Option(
      name = "--version",
      description = "Number of a version, also of a deleted budget; the latest when left out")
  @Nullable String version;

  @Override
  List<String> words() {
    return words;
  }

  @Override
  CompletionStage<Budget> begin(BudgetService budgets, Caller caller, String name, Values values)
      throws UsageException {
    Integer number = version == null ? null : Integer.valueOf(values.count("--version", version));
    values.check();
    return budgets.get(caller, name, number);
  }
}
