package io.novacron.core.internal.component;

import io.novacron.api.health.ReadinessCheck;
import io.novacron.core.internal.access.Dependency;
import io.novacron.core.internal.machine.ControlPlane;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Ready when the state store is open, all shards are claimed, and the journal, the budgets and the
 * placement groups were read once.
 */
final class OperationReadiness implements ReadinessCheck {
  private final Dependency<ControlPlane> controlPlane;
  private final SortedMap<String, BooleanSupplier> read;

  /**
   * Makes the check.
   *
   * @param controlPlane what works while the state store is there
   * @param read whether something has been read that requests need, by what it is called
   */
  OperationReadiness(Dependency<ControlPlane> controlPlane, Map<String, BooleanSupplier> read) {
    this.controlPlane = controlPlane;
    this.read = new TreeMap<>(read);
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
                read.entrySet().stream()
                    .filter(part -> !part.getValue().getAsBoolean())
                    .findFirst()
                    .map(part -> "the " + part.getKey() + " have not been read yet"));
  }
}
