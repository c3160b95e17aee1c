package io.novacron.core.internal.budget;

import io.novacron.api.budget.BudgetContent;
import io.novacron.api.catalog.Price;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineState;
import io.novacron.core.internal.catalog.Micros;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one machine costs, and what it is covered by.
 *
 * @param account its account; absent for none yet
 * @param labels its labels
 * @param micros its price in millionths of a US dollar per hour, rounded up; 0 when it is not known
 * @param priced whether its price is known
 */
record Commitment(
    @Nullable String account, Map<String, String> labels, long micros, boolean priced) {
  /** What a machine costs as it is; absent when it costs nothing, as nothing of it is there. */
  static @Nullable Commitment of(Machine machine) {
    MachineState state = machine.status().state();
    boolean nothingMade =
        state == MachineState.FAILED && machine.status().providerReference() == null;
    if (state == MachineState.DELETED || nothingMade) {
      return null;
    }
    Price price = machine.status().pricePerHour();
    return new Commitment(
        machine.status().account(),
        machine.spec().labels(),
        price == null ? 0 : Micros.of(price.amount(), RoundingMode.CEILING),
        price != null);
  }

  boolean coveredBy(BudgetContent budget) {
    return budget.covers(account, labels);
  }
}
