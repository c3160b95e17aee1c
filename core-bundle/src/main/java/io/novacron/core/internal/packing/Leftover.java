package io.novacron.core.internal.packing;

import io.novacron.api.packing.Demand;
import io.novacron.api.packing.Host;

/**
 * What would be left free on a host with a machine on it: the mean of its CPU and its GPUs, each as
 * a share of the most that a host of the pool has; of its CPU and its memory in a pool without
 * GPUs. Less is a tighter fit. Immutable.
 */
final class Leftover {
  private final PoolState state;
  private final Demand demand;
  private final double mostCpu;
  private final double mostMemory;
  private final double mostGpus;

  Leftover(PoolState state, Demand demand) {
    this.state = state;
    this.demand = demand;
    HostPool pool = state.pool();
    double cpu = 1;
    double memory = 1;
    double gpus = 0;
    for (int host = 0; host < pool.size(); host++) {
      cpu = Math.max(cpu, pool.cpuMillis(host));
      memory = Math.max(memory, pool.memoryBytes(host));
      gpus = Math.max(gpus, pool.gpus(host));
    }
    mostCpu = cpu;
    mostMemory = memory;
    mostGpus = gpus * Host.WHOLE_GPU;
  }

  /** The share that is left, 0 to 1. */
  double on(int host) {
    double cpu = (state.freeCpuMillis(host) - demand.cpuMillis()) / mostCpu;
    double scarce =
        mostGpus > 0
            ? (state.freeGpuMillisOn(host) - demand.gpuMillisInAll()) / mostGpus
            : (state.freeMemoryBytes(host) - demand.memoryBytes()) / mostMemory;
    return (cpu + scarce) / 2;
  }
}
