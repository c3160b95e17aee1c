package io.novacron.core.internal.component;

import io.novacron.api.budget.BudgetContent;
import io.novacron.api.store.StateStore;
import io.novacron.core.internal.budget.BudgetCounting;
import io.novacron.core.internal.budget.BudgetRecords;
import io.novacron.core.internal.version.VersionBookUpdates;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Keeps the budgets, and what is used of them, in memory for as long as there is a state store. */
@Component(
    immediate = true,
    service = {})
public final class BudgetsComponent {
  private final BudgetCounting counting;
  private final VersionBookUpdates<BudgetContent> updates;

  @Activate
  public BudgetsComponent(
      @Reference ThreadsComponent threads,
      @Reference CoreComponent core,
      @Reference StateStore store) {
    counting = new BudgetCounting(store, core.budgets(), threads.work());
    updates =
        new VersionBookUpdates<>(
            BudgetRecords.KIND,
            store,
            core.budgets().book(),
            counting::look,
            threads.timer(),
            threads.work());
    counting.start();
    updates.start();
  }

  @Deactivate
  void close() {
    updates.close();
    counting.close();
  }
}
