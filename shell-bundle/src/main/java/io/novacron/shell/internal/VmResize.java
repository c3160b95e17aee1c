package io.novacron.shell.internal;

import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.Size;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Gives a machine another instance type. */
@Service
@Command(
    scope = "novacron",
    name = "vm-resize",
    description = "Gives a machine another instance type",
    detailedDescription = "classpath:vm-resize.txt")
public final class VmResize extends MachineActionCommand {
  @Option(name = "--vcpus", description = "Hardware threads that it must at least have")
  @Nullable String vcpus;

  @Option(name = "--memory", description = "Memory that it must at least have, in GiB")
  @Nullable String memory;

  @Option(name = "--gpus", description = "GPUs that it must at least have")
  @Nullable String gpus;

  @Option(name = "--gpu-model", description = "Model of the GPUs, as the catalog names it")
  @Nullable String gpuModel;

  @Option(name = "--type", description = "A cloud's own instance type, in place of a size")
  @Completion(InstanceTypeCompleter.class)
  @Nullable String type;

  @Override
  MachineAction action() {
    return MachineAction.RESIZE;
  }

  @Override
  ActionRequest request(Values values) {
    Integer threads = values.integer("--vcpus", vcpus);
    Double gibibytes = values.real("--memory", memory);
    Integer accelerators = values.integer("--gpus", gpus);
    String wanted = type;
    if (wanted != null) {
      if (Stream.of(vcpus, memory, gpus, gpuModel).anyMatch(option -> option != null)) {
        values.wrong("--type", "says it all: leave out the size, or leave out --type");
      }
      return ActionRequest.resize(wanted);
    }
    if (vcpus == null) {
      values.wrong("--vcpus", "is missing; give --vcpus and --memory, or --type");
    }
    if (memory == null) {
      values.wrong("--memory", "is missing; give --vcpus and --memory, or --type");
    }
    return ActionRequest.resize(
        new Size(
            threads == null ? 0 : threads,
            gibibytes == null ? 0 : gibibytes,
            accelerators == null ? 0 : accelerators,
            gpuModel,
            null));
  }
}
