package io.novacron.core.internal.placement;

import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;
import io.novacron.api.machine.Size;
import io.novacron.api.placement.PlacementRequest;
import java.util.List;

/** The filters that look at the instance type alone; they are asked once for each type. */
final class TypeFilters {
  private TypeFilters() {}

  /** The first filter that each type does not pass, as its position, or {@link Filter#NONE}. */
  static int[] firstFailed(List<InstanceType> types, PlacementRequest request) {
    int[] failed = new int[types.size()];
    for (int type = 0; type < failed.length; type++) {
      failed[type] = firstFailed(types.get(type), request);
    }
    return failed;
  }

  /** The first filter that a type does not pass, as its position, or {@link Filter#NONE}. */
  static int firstFailed(InstanceType type, PlacementRequest request) {
    String named = request.instanceType();
    if (named != null && !named.equals(type.name())) {
      return Filter.INSTANCE_TYPE.ordinal();
    }
    Size size = request.size();
    return size == null ? Filter.NONE : firstFailed(type, size);
  }

  private static int firstFailed(InstanceType type, Size size) {
    if (type.vcpus() < size.vcpus()) {
      return Filter.VCPUS.ordinal();
    }
    if (type.memoryGib() < size.memoryGib()) {
      return Filter.MEMORY.ordinal();
    }
    if (hasOtherAccelerator(type)
        || (size.gpus() == 0 ? hasGpu(type) : type.gpus() < size.gpus())) {
      return Filter.GPUS.ordinal();
    }
    String model = size.gpuModel();
    if (model != null && !model.equalsIgnoreCase(type.gpuModel())) {
      return Filter.GPU_MODEL.ordinal();
    }
    String architecture = size.architecture();
    if (architecture != null && !architecture.equals(type.architecture())) {
      return Filter.ARCHITECTURE.ordinal();
    }
    return Filter.NONE;
  }

  /** Whether a type has an accelerator that is not a GPU. */
  static boolean hasOtherAccelerator(InstanceType type) {
    return type.marks().contains(Mark.OTHER_ACCELERATOR);
  }

  /**
   * A model without a count is still a GPU: some sources leave out the fraction of a shared one.
   */
  private static boolean hasGpu(InstanceType type) {
    return type.gpus() > 0 || type.gpuModel() != null;
  }
}
