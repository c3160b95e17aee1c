package io.novacron.core.internal.operation;

import io.novacron.api.catalog.Price;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * From which instance type to which a machine goes.
 *
 * @param state state in which the machine was, RUNNING or STOPPED, and is again afterwards
 * @param from the type that it had
 * @param to the type that it gets
 * @param pricePerHour what the new type costs, with the price's date
 * @param decision id of the placement decision that chose the new type
 * @param formerSize the size that was wanted before; absent for none
 * @param formerInstanceType the type that was wanted before; absent for none
 */
public record Resize(
    MachineState state,
    String from,
    String to,
    Price pricePerHour,
    String decision,
    @Nullable Size formerSize,
    @Nullable String formerInstanceType) {
  public Resize {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(pricePerHour, "pricePerHour");
    Objects.requireNonNull(decision, "decision");
  }

  /** The machine at the price that it will have. */
  public Machine priced(Machine machine) {
    return machine.toBuilder()
        .status(machine.status().toBuilder().pricePerHour(pricePerHour).build())
        .build();
  }

  /** What is wanted of the machine when nothing comes of it. */
  MachineSpec undo(MachineSpec spec) {
    return spec.toBuilder().size(formerSize).instanceType(formerInstanceType).build();
  }
}
