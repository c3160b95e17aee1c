package io.novacron.core.internal.operation;

import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationState;
import io.novacron.api.provider.Instance;
import java.util.Objects;

/** What an operation on a machine that stays is to reach, and how the cloud's answers tell it. */
sealed interface Goal {
  /** The goal of a record whose kind has one. */
  static Goal of(OperationRecord record) {
    OperationKind kind = record.operation().kind();
    return switch (kind) {
      case START ->
          new Power(Call.START, MachineState.STOPPED, MachineState.STARTING, MachineState.RUNNING);
      case STOP ->
          new Power(Call.STOP, MachineState.RUNNING, MachineState.STOPPING, MachineState.STOPPED);
      case PAUSE ->
          new Power(Call.PAUSE, MachineState.RUNNING, MachineState.PAUSING, MachineState.PAUSED);
      case RESUME ->
          new Power(Call.RESUME, MachineState.PAUSED, MachineState.RESUMING, MachineState.RUNNING);
      case RESTART -> new Restarted();
      case RESIZE -> new Resized(Objects.requireNonNull(record.arguments().resize(), "resize"));
      case CREATE,
          UPDATE,
          DELETE,
          SNAPSHOT,
          RESTORE_SNAPSHOT,
          DELETE_SNAPSHOT,
          ADOPT,
          BATCH,
          COMPACT,
          QUARANTINE_ORPHAN,
          DELETE_ORPHAN,
          SWAP_PROVIDER ->
          throw new IllegalArgumentException(kind + " has no such goal");
    };
  }

  /** The call that leads there. */
  Call call();

  /** The state that the machine is in when nothing was done. */
  MachineState from();

  /** The state that the machine is in on the way. */
  MachineState during();

  /** Whether the machine is as it was asked to be. */
  boolean reached(Draft draft, Instance instance);

  /** Whether the machine is as it was before. */
  boolean untouched(Instance instance);

  /** Another state, which the cloud's answer shows. */
  record Power(Call call, MachineState from, MachineState during, MachineState to) implements Goal {
    @Override
    public boolean reached(Draft draft, Instance instance) {
      return instance.state() == to;
    }

    @Override
    public boolean untouched(Instance instance) {
      return instance.state() == from;
    }
  }

  /**
   * The same state as before. That the cloud says "running" proves a restart only when the cloud
   * has taken it on, or was seen to be at it.
   */
  record Restarted() implements Goal {
    @Override
    public Call call() {
      return Call.RESTART;
    }

    @Override
    public MachineState from() {
      return MachineState.RUNNING;
    }

    @Override
    public MachineState during() {
      return MachineState.RESTARTING;
    }

    @Override
    public boolean reached(Draft draft, Instance instance) {
      boolean told = draft.state != OperationState.UNKNOWN_OUTCOME || draft.handle != null;
      return instance.state() == MachineState.RUNNING
          && (draft.next != Call.DESCRIBE || (told && draft.verdict == null));
    }

    @Override
    public boolean untouched(Instance instance) {
      return instance.state() == MachineState.RUNNING;
    }
  }

  /** Another instance type, running or stopped. */
  record Resized(Resize resize) implements Goal {
    @Override
    public Call call() {
      return Call.RESIZE;
    }

    @Override
    public MachineState from() {
      return resize.state();
    }

    @Override
    public MachineState during() {
      return MachineState.RESIZING;
    }

    @Override
    public boolean reached(Draft draft, Instance instance) {
      return settled(instance) && instance.instanceType().equals(resize.to());
    }

    @Override
    public boolean untouched(Instance instance) {
      return settled(instance) && instance.instanceType().equals(resize.from());
    }

    private static boolean settled(Instance instance) {
      return instance.state() == MachineState.RUNNING || instance.state() == MachineState.STOPPED;
    }
  }
}
