package io.novacron.core.internal.packing;

import io.novacron.api.packing.Demand;
import java.util.List;

/** The tightest fit. */
final class BestFitScorer implements HostScorer {
  private final PoolState state;
  private final Demand demand;
  private final Leftover leftover;

  BestFitScorer(PoolState state, Demand demand) {
    this.state = state;
    this.demand = demand;
    this.leftover = new Leftover(state, demand);
  }

  @Override
  public double score(int host) {
    return leftover.on(host);
  }

  /** Nothing: of equally tight hosts a lot decides. */
  @Override
  public double tieScore(int host) {
    return 0;
  }

  @Override
  public List<Integer> gpus(int host) {
    return GpuChoice.tightest(state, host, demand);
  }
}
