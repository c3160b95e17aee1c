package io.novacron.benchmarks;

import io.novacron.api.packing.Demand;
import io.novacron.api.packing.PackingOutcome;
import io.novacron.api.packing.PackingStrategy;
import io.novacron.core.internal.packing.HostPool;
import io.novacron.core.internal.packing.Packing;
import io.novacron.core.internal.packing.PoolState;
import io.novacron.core.internal.packing.TypicalDemands;
import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Machines that come one after the other and stay, until more GPUs have been asked for than there
 * are.
 */
final class GpuArrivals {
  private static final double ASKED_IN_THE_END = 1.3;
  private static final double PERCENT = 100;

  private GpuArrivals() {}

  /**
   * Draws who comes: all of the workload in random order, then others drawn from it again and
   * again, until 130 % of the GPUs are asked for. So did those who published the results.
   *
   * @param capacity thousandths of GPUs that there are
   */
  static List<Demand> draw(List<Demand> workload, long capacity, long seed) {
    Random random = new Random(seed);
    List<Demand> arrivals = new ArrayList<>(workload);
    Collections.shuffle(arrivals, random);
    double most = ASKED_IN_THE_END * capacity;
    long asked = workload.stream().mapToLong(Demand::gpuMillisInAll).sum();
    while (true) {
      Demand next = workload.get(random.nextInt(workload.size()));
      asked += next.gpuMillisInAll();
      if (asked > most) {
        return arrivals;
      }
      arrivals.add(next);
    }
  }

  /**
   * Places all arrivals.
   *
   * @param latencies where the time of each decision is recorded
   * @return the allocated share of the GPUs in percent by the share requested in percent: the mean
   *     over all arrivals at which the rounded share requested was that
   */
  static Map<Integer, Double> place(
      PackingStrategy strategy,
      HostPool pool,
      List<Demand> arrivals,
      TypicalDemands typical,
      long seed,
      Latencies latencies) {
    Map<Integer, DoubleSummaryStatistics> allocated = new HashMap<>();
    PoolState[] state = {PoolState.empty(pool)};
    long capacity = state[0].freeGpuMillis();
    long asked = 0;
    long taken = 0;
    for (Demand demand : arrivals) {
      PackingOutcome[] outcome = new PackingOutcome[1];
      latencies.time(() -> outcome[0] = Packing.place(strategy, state[0], demand, typical, seed));
      if (outcome[0] instanceof PackingOutcome.Found found) {
        state[0] = state[0].with(found.assignment());
        taken += demand.gpuMillisInAll();
      }
      asked += demand.gpuMillisInAll();
      allocated
          .computeIfAbsent(
              (int) Math.rint(PERCENT * asked / capacity), unused -> new DoubleSummaryStatistics())
          .accept(PERCENT * taken / capacity);
    }
    if (state[0].freeGpuMillis() != capacity - taken) {
      throw new IllegalStateException("what is free is not what nobody took");
    }
    Map<Integer, Double> means = new HashMap<>();
    allocated.forEach((requested, figures) -> means.put(requested, figures.getAverage()));
    return means;
  }
}
