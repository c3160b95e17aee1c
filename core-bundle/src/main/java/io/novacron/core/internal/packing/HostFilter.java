package io.novacron.core.internal.packing;

import io.novacron.api.packing.Demand;
import io.novacron.api.packing.Host;
import io.novacron.api.packing.Shortage;
import org.jspecify.annotations.Nullable;

/** Says what hosts lack for one machine. Immutable. */
final class HostFilter {
  private final PoolState state;
  private final HostPool pool;
  private final Demand demand;
  private final Surroundings surroundings;

  HostFilter(PoolState state, Demand demand, Surroundings surroundings) {
    this.state = state;
    this.pool = state.pool();
    this.demand = demand;
    this.surroundings = surroundings;
  }

  /** The first thing that a host lacks; absent when it has room. */
  @Nullable Shortage lacks(int host) {
    if (!surroundings.allows(host)) {
      return Shortage.PLACE;
    }
    if (demand.gpus() > 0) {
      String model = pool.modelName(host);
      if (model != null && !demand.allows(model)) {
        return Shortage.GPU_MODEL;
      }
      if (amount(Shortage.GPU, host) < asked(Shortage.GPU)) {
        return Shortage.GPU;
      }
    }
    if (amount(Shortage.CPU, host) < asked(Shortage.CPU)) {
      return Shortage.CPU;
    }
    return amount(Shortage.MEMORY, host) < asked(Shortage.MEMORY) ? Shortage.MEMORY : null;
  }

  /** What the machine asks for; 0 for the place and the model, which are no amounts. */
  long asked(Shortage of) {
    return switch (of) {
      case PLACE, GPU_MODEL -> 0;
      case GPU -> demand.gpuMillisInAll();
      case CPU -> demand.cpuMillis();
      case MEMORY -> demand.memoryBytes();
    };
  }

  /**
   * What a host has free in a form that the machine could take: of GPUs either the most of one or
   * the idle ones. Of hosts with the wrong model, what is free of GPUs at all.
   */
  long amount(Shortage of, int host) {
    return switch (of) {
      case PLACE -> 0;
      case GPU_MODEL -> state.freeGpuMillisOn(host);
      case GPU ->
          demand.takesWholeGpus()
              ? (long) state.idleGpus(host) * Host.WHOLE_GPU
              : state.mostFreeOfOneGpu(host);
      case CPU -> state.freeCpuMillis(host);
      case MEMORY -> state.freeMemoryBytes(host);
    };
  }
}
