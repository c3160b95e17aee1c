package io.novacron.core.internal.packing;

import io.novacron.api.packing.Demand;
import io.novacron.api.packing.Host;
import java.util.List;

/**
 * The failure domain with the fewest machines, and in it the host that is used least, by whatever
 * it would have least of (the dominant share of Ghodsi et al., NSDI 2011).
 */
final class SpreadScorer implements HostScorer {
  private final PoolState state;
  private final Demand demand;
  private final int[] machinesInDomain;

  SpreadScorer(PoolState state, Demand demand) {
    this.state = state;
    this.demand = demand;
    HostPool pool = state.pool();
    machinesInDomain = new int[pool.domains()];
    for (int host = 0; host < pool.size(); host++) {
      machinesInDomain[pool.domain(host)] += state.machinesOn(host);
    }
  }

  @Override
  public double score(int host) {
    return machinesInDomain[state.pool().domain(host)];
  }

  @Override
  public double tieScore(int host) {
    HostPool pool = state.pool();
    double cpu = used(state.freeCpuMillis(host) - demand.cpuMillis(), pool.cpuMillis(host));
    double memory =
        used(state.freeMemoryBytes(host) - demand.memoryBytes(), pool.memoryBytes(host));
    double gpus =
        pool.gpus(host) == 0
            ? 0
            : used(
                state.freeGpuMillisOn(host) - demand.gpuMillisInAll(),
                (long) pool.gpus(host) * Host.WHOLE_GPU);
    return Math.max(cpu, Math.max(memory, gpus));
  }

  private static double used(long free, long all) {
    return all == 0 ? 1 : 1 - (double) free / all;
  }

  @Override
  public List<Integer> gpus(int host) {
    return GpuChoice.tightest(state, host, demand);
  }
}
