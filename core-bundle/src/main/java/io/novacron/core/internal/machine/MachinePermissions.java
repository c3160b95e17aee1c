package io.novacron.core.internal.machine;

import io.novacron.api.machine.AdoptionRequest;
import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachinePatch;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.security.Target;

/** What a caller needs for what, and what a machine is to the authorizer. */
public final class MachinePermissions {
  /** The class of resource that machines are. */
  public static final String KIND = "vm";

  private MachinePermissions() {}

  /** The permission that an action needs. */
  public static Permission of(MachineAction action) {
    return switch (action) {
      case START, STOP, RESTART, PAUSE, RESUME, RESIZE -> Permission.VM_OPERATE;
      case DELETE -> Permission.VM_DELETE;
    };
  }

  /** The permission that a change of what is wanted needs. */
  public static Permission of(MachinePatch patch) {
    return patch.desiredState() == DesiredState.DELETED
        ? Permission.VM_DELETE
        : Permission.VM_OPERATE;
  }

  /** What a machine is to the authorizer. */
  public static Target target(Machine machine) {
    return new Target(
        machine.tenant(), KIND, machine.id(), machine.status().account(), machine.spec().labels());
  }

  static Target target(Caller caller, AdoptionRequest request) {
    return new Target(caller.tenant(), KIND, null, request.account(), request.labels());
  }

  static Target target(Caller caller, MachineSpec spec) {
    return new Target(caller.tenant(), KIND, null, spec.placement().account(), spec.labels());
  }
}
