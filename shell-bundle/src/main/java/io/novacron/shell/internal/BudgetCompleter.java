package io.novacron.shell.internal;

import io.novacron.api.budget.Budget;
import io.novacron.api.budget.BudgetService;
import io.novacron.api.security.Caller;
import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes names of budgets. */
@Service
public final class BudgetCompleter extends MemoryCompleter {
  private static final int MOST = 1000;

  @Override
  Collection<String> words(Caller caller) throws InterruptedException {
    return Answers.get(services.require(BudgetService.class).list(caller, MOST, null), PATIENCE)
        .items()
        .stream()
        .map(Budget::name)
        .toList();
  }
}
