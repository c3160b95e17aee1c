package io.novacron.core.internal.packing;

import io.novacron.api.packing.Demand;
import io.novacron.api.packing.Host;
import java.util.ArrayList;
import java.util.List;

/** Which GPUs of a host a machine gets. */
final class GpuChoice {
  private GpuChoice() {}

  /** The first idle ones, or the one of which least is free that has room for the share. */
  static List<Integer> tightest(PoolState state, int host, Demand demand) {
    if (demand.gpus() == 0) {
      return List.of();
    }
    return demand.takesWholeGpus()
        ? idle(state, host, demand.gpus())
        : List.of(tightestForShare(state, host, demand.gpuMillis()));
  }

  private static List<Integer> idle(PoolState state, int host, int count) {
    HostPool pool = state.pool();
    List<Integer> chosen = new ArrayList<>(count);
    for (int i = 0; i < pool.gpus(host) && chosen.size() < count; i++) {
      if (state.freeOfGpu(pool.firstGpu(host) + i) == Host.WHOLE_GPU) {
        chosen.add(i);
      }
    }
    return chosen;
  }

  private static int tightestForShare(PoolState state, int host, int share) {
    HostPool pool = state.pool();
    int chosen = -1;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < pool.gpus(host); i++) {
      int free = state.freeOfGpu(pool.firstGpu(host) + i);
      if (free >= share && free < least) {
        chosen = i;
        least = free;
      }
    }
    return chosen;
  }
}
