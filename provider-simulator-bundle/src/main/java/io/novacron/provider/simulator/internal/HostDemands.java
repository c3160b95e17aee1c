package io.novacron.provider.simulator.internal;

import io.novacron.api.catalog.InstanceType;
import io.novacron.api.packing.Demand;
import io.novacron.api.packing.Host;
import java.util.Set;

/** What a machine of a type asks of its host. */
final class HostDemands {
  private static final long CORE = 1000;
  private static final double GIB = 1L << 30;

  private HostDemands() {}

  static Demand of(InstanceType type) {
    long cpu = type.vcpus() * CORE;
    long memory = (long) (type.memoryGib() * GIB);
    if (type.gpus() == 0) {
      return Demand.withoutGpus(cpu, memory);
    }
    Demand demand =
        type.gpus() < 1
            ? Demand.withShareOfGpu(cpu, memory, (int) Math.rint(type.gpus() * Host.WHOLE_GPU))
            : Demand.withGpus(cpu, memory, (int) type.gpus());
    String model = type.gpuModel();
    return model == null ? demand : demand.onModels(Set.of(model));
  }
}
