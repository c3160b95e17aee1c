package io.novacron.core.internal.machine;

import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachinePatch;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.Size;
import io.novacron.api.machine.SizePatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a patch means for a machine as it is. */
final class PatchReading {
  private PatchReading() {}

  /** The labels that the machine has from now on. */
  static Map<String, String> labels(Machine machine, MachinePatch patch) {
    Map<String, String> labels = new TreeMap<>();
    if (!patch.clearLabels()) {
      labels.putAll(machine.spec().labels());
    }
    patch
        .labels()
        .forEach(
            (key, value) ->
                value.ifPresentOrElse(text -> labels.put(key, text), () -> labels.remove(key)));
    return labels;
  }

  /**
   * The action that leads to what is wanted; absent when nothing has to be done at the cloud.
   *
   * @throws io.novacron.api.error.ProblemException INVALID when it takes more than one
   */
  static @Nullable ActionRequest action(Machine machine, MachinePatch patch) {
    boolean resize = patch.size() != null || patch.instanceType() != null;
    List<FieldError> errors = new ArrayList<>();
    if (patch.size() != null && patch.instanceType() != null) {
      errors.add(new FieldError("/instanceType", "says it all: leave out size or this"));
    }
    if (resize && patch.desiredState() != null) {
      errors.add(
          new FieldError(
              "/desiredState", "takes an operation of its own: send it in a patch without a size"));
    }
    if (!errors.isEmpty()) {
      throw wrong("The patch asks for more than one operation.", errors);
    }
    DesiredState desired = patch.desiredState();
    if (desired != null) {
      MachineAction towards = towards(desired, machine);
      return towards == null ? null : ActionRequest.of(towards);
    }
    SizePatch size = patch.size();
    String instanceType = patch.instanceType();
    if (size != null) {
      return ActionRequest.resize(size(machine, size));
    }
    return instanceType == null ? null : ActionRequest.resize(instanceType);
  }

  private static @Nullable MachineAction towards(DesiredState desired, Machine machine) {
    MachineState state = machine.status().state();
    if (state.moving() && desired == machine.desiredState() && desired != DesiredState.DELETED) {
      return null;
    }
    return switch (desired) {
      case RUNNING ->
          switch (state) {
            case RUNNING -> null;
            case PAUSED -> MachineAction.RESUME;
            default -> MachineAction.START;
          };
      case STOPPED -> state == MachineState.STOPPED ? null : MachineAction.STOP;
      case DELETED -> MachineAction.DELETE;
    };
  }

  /** The size that was asked for, with the parts of the patch in place of its own. */
  private static Size size(Machine machine, SizePatch patch) {
    Size former = machine.spec().size();
    List<FieldError> errors = new ArrayList<>();
    if (former == null && patch.vcpus() == null) {
      errors.add(missing("/size/vcpus"));
    }
    if (former == null && patch.memoryGib() == null) {
      errors.add(missing("/size/memoryGib"));
    }
    if (!errors.isEmpty()) {
      throw wrong("The size is not whole.", errors);
    }
    Size base = former == null ? new Size(0, 0, 0, null, null) : former;
    return new Size(
        patch.vcpus() == null ? base.vcpus() : patch.vcpus(),
        patch.memoryGib() == null ? base.memoryGib() : patch.memoryGib(),
        patch.cleared().contains("gpus") ? 0 : patch.gpus() == null ? base.gpus() : patch.gpus(),
        part("gpuModel", patch, patch.gpuModel(), base.gpuModel()),
        part("architecture", patch, patch.architecture(), base.architecture()));
  }

  private static @Nullable String part(
      String name, SizePatch patch, @Nullable String given, @Nullable String former) {
    if (patch.cleared().contains(name)) {
      return null;
    }
    return given == null ? former : given;
  }

  private static FieldError missing(String pointer) {
    return new FieldError(pointer, "is missing, as the machine was asked for by instance type");
  }

  private static RuntimeException wrong(String message, List<FieldError> errors) {
    return Problem.builder("invalid-patch", Category.INVALID, message)
        .errors(errors)
        .nextStep("Correct the fields named and ask again.")
        .toException();
  }
}
