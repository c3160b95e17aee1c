package io.novacron.shell.internal;

import io.novacron.api.budget.Budget;
import io.novacron.api.budget.BudgetService;
import io.novacron.api.security.Caller;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A command on one budget, which it then tells. */
abstract class BudgetCommand extends ControlPlaneCommand {
  /**
   * Does the work.
   *
   * @param name name of the budget
   */
  abstract CompletionStage<Budget> begin(
      BudgetService budgets, Caller caller, String name, Values values) throws UsageException;

  /** Whether nothing is to be changed, so that what it tells is what there would be. */
  boolean dryRun() {
    return false;
  }

  @Override
  final boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    Budget budget =
        Answers.get(
            begin(services.require(BudgetService.class), caller, only(arguments), new Values()));
    Facts facts = BudgetText.facts(budget);
    out.write(facts::print, () -> BudgetText.shape(budget, new Json()), facts::table);
    Preview.note(dryRun(), out);
    return true;
  }

  /** The one argument of a command on a budget. */
  static String only(List<String> arguments) throws UsageException {
    if (arguments.size() != 1) {
      throw new UsageException("budget", "give the name of one budget, not of " + arguments.size());
    }
    return arguments.get(0);
  }

  /** A revision that the budget must have; absent for any. */
  static @Nullable Long revision(@Nullable String text, Values values) {
    return text == null ? null : Long.valueOf(values.count("--revision", text));
  }
}
