package io.novacron.core.internal.operation;

import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineState;
import java.util.Objects;

/**
 * What a machine was before an operation was begun on it, for an operation that is cancelled before
 * it has done anything.
 *
 * @param state its state
 * @param desired what was wanted of it
 */
public record Former(MachineState state, DesiredState desired) {
  public Former {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(desired, "desired");
  }

  /** What a machine is now. */
  public static Former of(Machine machine) {
    return new Former(machine.status().state(), machine.desiredState());
  }
}
