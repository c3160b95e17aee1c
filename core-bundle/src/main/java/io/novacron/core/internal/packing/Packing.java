package io.novacron.core.internal.packing;

import io.novacron.api.packing.Assignment;
import io.novacron.api.packing.Demand;
import io.novacron.api.packing.PackingOutcome;
import io.novacron.api.packing.PackingStrategy;
import io.novacron.api.packing.RankedHost;
import io.novacron.api.packing.Shortage;

/**
 * Finds the host for a machine: filter, score, choose. A pure function of strategy, state, demand,
 * usual mix and seed; the order of the hosts does not matter.
 */
public final class Packing {
  private Packing() {}

  /**
   * Looks for a host.
   *
   * @param strategy by what to choose
   * @param state what is free
   * @param demand what the machine asks for
   * @param typical what machines usually ask for; only {@link PackingStrategy#FRAGMENTATION} reads
   *     it
   * @param seed what decides between hosts that are equal in all that matters. One seed always
   *     prefers the same host, which fills one before it begins another
   */
  public static PackingOutcome place(
      PackingStrategy strategy, PoolState state, Demand demand, TypicalDemands typical, long seed) {
    return place(strategy, state, demand, typical, Surroundings.anywhere(state.pool()), seed);
  }

  /**
   * The same with a word about where the machine may be and which machines it should be apart from.
   */
  static PackingOutcome place(
      PackingStrategy strategy,
      PoolState state,
      Demand demand,
      TypicalDemands typical,
      Surroundings surroundings,
      long seed) {
    HostPool pool = state.pool();
    HostFilter filter = new HostFilter(state, demand, surroundings);
    FunnelCounts counts = new FunnelCounts(pool, demand, filter, surroundings);
    BestTwo best = new BestTwo(pool, surroundings, scorer(strategy, state, demand, typical), seed);
    for (int host = 0; host < pool.size(); host++) {
      Shortage shortage = filter.lacks(host);
      if (shortage == null) {
        best.add(host);
      } else {
        counts.remove(host, shortage);
      }
    }
    RankedHost chosen = best.best();
    return chosen == null
        ? new PackingOutcome.NoRoom(counts.funnel())
        : new PackingOutcome.Found(
            counts.funnel(),
            new Assignment(chosen.host(), demand, chosen.gpus()),
            chosen,
            best.next(),
            best.decidedBy());
  }

  private static HostScorer scorer(
      PackingStrategy strategy, PoolState state, Demand demand, TypicalDemands typical) {
    return switch (strategy) {
      case SPREAD -> new SpreadScorer(state, demand);
      case BEST_FIT -> new BestFitScorer(state, demand);
      case FRAGMENTATION -> new FragmentationScorer(state, demand, typical);
    };
  }
}
