package io.novacron.core.internal.packing;

import org.jspecify.annotations.Nullable;

/** Says what hosts lack for one machine. Immutable. */
final class HostFilter {
  private final PoolState state;
  private final HostPool pool;
  private final Demand demand;

  HostFilter(PoolState state, Demand demand) {
    this.state = state;
    this.pool = state.pool();
    this.demand = demand;
  }

  /** The first thing that a host lacks; absent when it has room. */
  @Nullable Shortage lacks(int host) {
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

  /** What the machine asks for; 0 for the model, which is no amount. */
  long asked(Shortage of) {
    return switch (of) {
      case GPU_MODEL -> 0;
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
