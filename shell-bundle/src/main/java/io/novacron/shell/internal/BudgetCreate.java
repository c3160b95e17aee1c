package io.novacron.shell.internal;

import io.novacron.api.budget.Budget;
import io.novacron.api.budget.BudgetService;
import io.novacron.api.security.Caller;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Makes a budget. */
@Service
@Command(
    scope = "novacron",
    name = "budget-create",
    description = "Makes a budget, which refuses what would cost more",
    detailedDescription = "classpath:budget-create.txt")
public final class BudgetCreate extends BudgetWriteCommand {
  @Argument(
      name = "budget",
      description = "Name of the new budget",
      required = true,
      multiValued = true)
  List<String> words = List.of();

  @Override
  List<String> words() {
    return words;
  }

  @Override
  CompletionStage<Budget> begin(BudgetService budgets, Caller caller, String name, Values values)
      throws UsageException {
    return budgets.create(caller, name, content(values), Preview.options(dryRun));
  }
}
