package io.novacron.core.internal.packing;

import io.novacron.api.packing.Demand;
import io.novacron.api.packing.Host;
import java.util.Arrays;
import java.util.List;

/**
 * The host, and for a share the GPU on it, on which the machine adds least to the fragmentation of
 * the pool; of equals the tightest fit.
 */
final class FragmentationScorer implements HostScorer {
  /**
   * Differences below a billionth of a GPU come from the order in which doubles were added up, so
   * they count for nothing.
   */
  private static final double GRAIN = 1e-6;

  private static final int NONE = -1;

  private final PoolState state;
  private final HostPool pool;
  private final Demand demand;
  private final Fragmentation fragmentation;
  private final Leftover leftover;
  private final AlikeHosts alike;

  /** What was worked out so far, by the first of hosts that are alike; NaN where nothing was. */
  private final double[] known;

  private final int[] free = new int[Host.MOST_GPUS];

  FragmentationScorer(PoolState state, Demand demand, TypicalDemands typical) {
    this.state = state;
    this.pool = state.pool();
    this.demand = demand;
    this.fragmentation = new Fragmentation(typical, pool);
    this.leftover = new Leftover(state, demand);
    this.alike = new AlikeHosts(state);
    this.known = new double[pool.size()];
    Arrays.fill(known, Double.NaN);
  }

  @Override
  public double score(int host) {
    if (state.freeGpuMillisOn(host) == 0) {
      return 0;
    }
    int like = alike.firstLike(host);
    if (Double.isNaN(known[like])) {
      known[like] = added(like);
    }
    return known[like];
  }

  private double added(int host) {
    read(host);
    double before = fragmentation(host, 0, 0);
    return rounded(
        sharesAGpu() ? withShareOn(host, bestForShare(host)) - before : withWhole(host) - before);
  }

  @Override
  public double tieScore(int host) {
    return leftover.on(host);
  }

  @Override
  public List<Integer> gpus(int host) {
    if (!sharesAGpu()) {
      return GpuChoice.tightest(state, host, demand);
    }
    read(host);
    return List.of(bestForShare(host));
  }

  private boolean sharesAGpu() {
    return demand.gpus() > 0 && !demand.takesWholeGpus();
  }

  private void read(int host) {
    for (int i = 0; i < pool.gpus(host); i++) {
      free[i] = state.freeOfGpu(pool.firstGpu(host) + i);
    }
  }

  private double withWhole(int host) {
    for (int gpu : GpuChoice.tightest(state, host, demand)) {
      free[gpu] = 0;
    }
    return fragmentation(host, demand.cpuMillis(), demand.memoryBytes());
  }

  /** The GPU on which a share adds least; of equals the one of which least is free. */
  private int bestForShare(int host) {
    int best = NONE;
    double least = 0;
    for (int i = 0; i < pool.gpus(host); i++) {
      if (free[i] >= demand.gpuMillis() && !sameAsEarlier(i)) {
        double now = rounded(withShareOn(host, i));
        if (best == NONE || now < least || (now == least && free[i] < free[best])) {
          best = i;
          least = now;
        }
      }
    }
    return best;
  }

  private boolean sameAsEarlier(int gpu) {
    for (int i = 0; i < gpu; i++) {
      if (free[i] == free[gpu]) {
        return true;
      }
    }
    return false;
  }

  private double withShareOn(int host, int gpu) {
    free[gpu] -= demand.gpuMillis();
    double now = fragmentation(host, demand.cpuMillis(), demand.memoryBytes());
    free[gpu] += demand.gpuMillis();
    return now;
  }

  private double fragmentation(int host, long cpu, long memory) {
    return fragmentation.of(
        pool.model(host),
        state.freeCpuMillis(host) - cpu,
        state.freeMemoryBytes(host) - memory,
        free,
        pool.gpus(host));
  }

  private static double rounded(double value) {
    return Math.rint(value / GRAIN) * GRAIN;
  }
}
