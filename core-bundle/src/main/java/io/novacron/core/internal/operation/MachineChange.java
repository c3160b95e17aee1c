package io.novacron.core.internal.operation;

import io.novacron.api.machine.Condition;
import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.MachineStatus;
import io.novacron.api.provider.Instance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an operation does to the record of its machine, written in the same transaction.
 *
 * @param state state to move to
 * @param reference the cloud's id of it, when it is known
 * @param seen what the cloud said of it, when it did
 * @param condition a condition to set
 * @param settled whether the machine now is what was asked for, so that an earlier failure is
 *     history
 * @param desired what is wanted of the machine from now on; absent for what was wanted before
 * @param resize the resize that has come about, or that was cancelled; absent for all else
 */
public record MachineChange(
    MachineState state,
    @Nullable String reference,
    @Nullable Instance seen,
    @Nullable Condition condition,
    boolean settled,
    @Nullable DesiredState desired,
    @Nullable Resize resize) {
  /** Type of the condition that tells of a failed operation. */
  public static final String OPERATION_FAILED = "OperationFailed";

  public MachineChange {
    Objects.requireNonNull(state, "state");
  }

  /** A change that leaves what is wanted as it was, and is no resize. */
  MachineChange(
      MachineState state,
      @Nullable String reference,
      @Nullable Instance seen,
      @Nullable Condition condition,
      boolean settled) {
    this(state, reference, seen, condition, settled, null, null);
  }

  /** Applies the change to the record of the machine. */
  Machine applyTo(Machine machine, Instant now) {
    MachineStatus status = machine.status();
    if (!status.state().canBecome(state)) {
      throw new IllegalStateException(
          "machine " + machine.id() + " cannot go from " + status.state() + " to " + state);
    }
    MachineStatus.Builder changed =
        status.toBuilder().state(state).conditions(conditions(status.conditions(), now));
    boolean undone = resize != null && !settled;
    boolean otherwise = undone || (desired != null && desired != machine.desiredState());
    long generation = otherwise ? machine.generation() + 1 : machine.generation();
    if (settled || (desired != null && !state.moving())) {
      changed.observedGeneration(generation);
    }
    if (reference != null) {
      changed.providerReference(reference);
    }
    if (seen != null) {
      changed
          .zone(seen.zone() == null ? status.zone() : seen.zone())
          .instanceType(seen.instanceType())
          .addresses(seen.addresses())
          .observedAt(seen.observedAt())
          .observedFrom("operation");
    }
    Machine.Builder result =
        machine.toBuilder().desiredState(desired == null ? machine.desiredState() : desired);
    if (resize != null && settled) {
      changed.instanceType(resize.to()).pricePerHour(resize.pricePerHour());
      result.decision(resize.decision());
    } else if (resize != null) {
      result.spec(resize.undo(machine.spec()));
    }
    return result.generation(generation).status(changed.build()).build();
  }

  private List<Condition> conditions(List<Condition> former, Instant now) {
    List<Condition> conditions = new ArrayList<>();
    for (Condition held : former) {
      boolean replaced = condition != null && condition.type().equals(held.type());
      boolean history = settled && held.status() && held.type().equals(OPERATION_FAILED);
      if (history && !replaced) {
        conditions.add(
            new Condition(
                OPERATION_FAILED, false, "Succeeded", "a later operation succeeded", now));
      } else if (!replaced) {
        conditions.add(held);
      }
    }
    if (condition != null) {
      conditions.add(condition);
    }
    return conditions;
  }
}
