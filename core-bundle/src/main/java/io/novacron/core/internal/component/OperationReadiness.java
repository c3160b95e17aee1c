package io.novacron.core.internal.component;

import io.novacron.api.health.ReadinessCheck;
import io.novacron.core.internal.access.Dependency;
import io.novacron.core.internal.machine.ControlPlane;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Ready when the state store is open, all shards are claimed, and the journal and the budgets were
 * read once.
 */
final class OperationReadiness implements ReadinessCheck {
  private final Dependency<ControlPlane> controlPlane;
  private final BooleanSupplier budgetsRead;

  /**
   * Makes the check.
   *
   * @param controlPlane what works while the state store is there
   * @param budgetsRead whether the budgets, and what machines cost, have been read
   */
  OperationReadiness(Dependency<ControlPlane> controlPlane, BooleanSupplier budgetsRead) {
    this.controlPlane = controlPlane;
    this.budgetsRead = budgetsRead;
  }

  @Override
  public String name() {
    return "operations";
  }

  @Override
  public Optional<String> problem() {
    ControlPlane current = controlPlane.orNull();
    if (current == null) {
      return Optional.of("the state store is not open yet");
    }
    return current
        .problem()
        .or(
            () ->
                budgetsRead.getAsBoolean()
                    ? Optional.empty()
                    : Optional.of("the budgets have not been read yet"));
  }
}
