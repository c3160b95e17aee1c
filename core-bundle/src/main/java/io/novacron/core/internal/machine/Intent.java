package io.novacron.core.internal.machine;

import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.placement.Decision;
import io.novacron.core.internal.operation.Call;
import io.novacron.core.internal.operation.Resize;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an accepted action comes to.
 *
 * @param action what is done
 * @param force whether the guest is not waited for
 * @param spec what is wanted of the machine from now on
 * @param resize from which type to which it goes; for a resize
 * @param decision what chose the new type; for a resize
 */
record Intent(
    MachineAction action,
    boolean force,
    MachineSpec spec,
    @Nullable Resize resize,
    @Nullable Decision decision) {
  Intent {
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(spec, "spec");
  }

  /** An action that leaves the spec as it is. */
  static Intent of(ActionRequest request, Machine machine) {
    return new Intent(request.action(), request.force(), machine.spec(), null, null);
  }

  /** The same with another spec. */
  Intent withSpec(MachineSpec value) {
    return new Intent(action, force, value, resize, decision);
  }

  OperationKind kind() {
    return switch (action) {
      case START -> OperationKind.START;
      case STOP -> OperationKind.STOP;
      case RESTART -> OperationKind.RESTART;
      case PAUSE -> OperationKind.PAUSE;
      case RESUME -> OperationKind.RESUME;
      case RESIZE -> OperationKind.RESIZE;
      case DELETE -> OperationKind.DELETE;
    };
  }

  /** The call that comes first for a machine whose reference is known. */
  Call call() {
    return switch (action) {
      case START -> Call.START;
      case STOP -> Call.STOP;
      case RESTART -> Call.RESTART;
      case PAUSE -> Call.PAUSE;
      case RESUME -> Call.RESUME;
      case RESIZE -> Call.RESIZE;
      case DELETE -> Call.DELETE;
    };
  }

  /** What the machine should be in the end; a paused one should still run. */
  DesiredState desired(DesiredState former) {
    return switch (action) {
      case START, RESTART, PAUSE, RESUME -> DesiredState.RUNNING;
      case STOP -> DesiredState.STOPPED;
      case RESIZE -> former;
      case DELETE -> DesiredState.DELETED;
    };
  }
}
