package io.novacron.core.internal.component;

import io.novacron.api.health.ReadinessCheck;
import io.novacron.core.internal.access.Dependency;
import io.novacron.core.internal.machine.ControlPlane;
import java.util.Optional;

/** Ready when the state store is open, all shards are claimed and the journal was read once. */
final class OperationReadiness implements ReadinessCheck {
  private final Dependency<ControlPlane> controlPlane;

  OperationReadiness(Dependency<ControlPlane> controlPlane) {
    this.controlPlane = controlPlane;
  }

  @Override
  public String name() {
    return "operations";
  }

  @Override
  public Optional<String> problem() {
    ControlPlane current = controlPlane.orNull();
    return current == null ? Optional.of("the state store is not open yet") : current.problem();
  }
}
