package io.novacron.core.internal.packing;

import io.novacron.api.packing.Demand;

/** How many more machines with one demand a host has room for. Immutable. */
final class Room {
  private final PoolState state;
  private final Demand demand;

  Room(PoolState state, Demand demand) {
    this.state = state;
    this.demand = demand;
  }

  /** How many fit on a host, 0 or more; a demand for nothing fits as often as there are cores. */
  long on(int host) {
    long cpu = Math.max(0, state.freeCpuMillis(host)) / Math.max(1, demand.cpuMillis());
    long memory = Math.max(0, state.freeMemoryBytes(host)) / Math.max(1, demand.memoryBytes());
    long fit = Math.min(cpu, memory);
    return demand.gpus() == 0 ? fit : Math.min(fit, onGpus(host));
  }

  private long onGpus(int host) {
    HostPool pool = state.pool();
    String model = pool.modelName(host);
    if (model == null || !demand.allows(model)) {
      return 0;
    }
    if (demand.takesWholeGpus()) {
      return state.idleGpus(host) / demand.gpus();
    }
    long fit = 0;
    for (int gpu = pool.firstGpu(host); gpu < pool.endOfGpus(host); gpu++) {
      fit += Math.max(0, state.freeOfGpu(gpu)) / demand.gpuMillis();
    }
    return fit;
  }
}
