package io.novacron.core.internal.component;

import io.novacron.api.budget.BudgetContent;
import io.novacron.api.store.StateStore;
import io.novacron.core.internal.budget.BudgetRecords;
import io.novacron.core.internal.census.MachineCounting;
import io.novacron.core.internal.operation.MachineRecords;
import io.novacron.core.internal.version.VersionBookUpdates;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Keeps the budgets, what is used of them, what machines cost, and where those of placement groups
 * are, in memory for as long as there is a state store.
 */
@Component(
    immediate = true,
    service = {})
public final class CensusComponent {
  private final MachineCounting counting;
  private final MachineCounting grouped;
  private final VersionBookUpdates<BudgetContent> updates;

  @Activate
  public CensusComponent(
      @Reference ThreadsComponent threads,
      @Reference CoreComponent core,
      @Reference StateStore store) {
    counting =
        new MachineCounting(
            store,
            Map.of("deleted", "false"),
            List.of(core.budgets(), core.known(), core.spending()),
            threads.work());
    grouped =
        new MachineCounting(
            store,
            Map.of("deleted", "false", MachineRecords.GROUPED, "true"),
            List.of(core.groups()),
            threads.work());
    updates =
        new VersionBookUpdates<>(
            BudgetRecords.KIND,
            store,
            core.budgets().book(),
            this::look,
            threads.timer(),
            threads.work());
    counting.start();
    grouped.start();
    updates.start();
  }

  private void look() {
    counting.look();
    grouped.look();
  }

  @Deactivate
  void close() {
    updates.close();
    counting.close();
    grouped.close();
  }
}
