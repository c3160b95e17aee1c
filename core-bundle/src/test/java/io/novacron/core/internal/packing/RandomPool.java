package io.novacron.core.internal.packing;

import io.novacron.api.packing.Demand;
import io.novacron.api.packing.Host;
import io.novacron.api.packing.Overcommit;
import io.novacron.api.packing.PackingOutcome;
import io.novacron.api.packing.PackingStrategy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A small pool, what machines usually ask for, and a series of demands, all made from a number.
 * Sizes are of few values, so that there are many equals.
 */
record RandomPool(long number, List<Host> hosts, Overcommit overcommit, List<Demand> demands) {
  private static final List<String> MODELS = List.of("A10", "T4", "V100");

  static RandomPool of(long number) {
    Random random = new Random(number);
    List<Host> hosts = new ArrayList<>();
    int count = 1 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      int gpus = random.nextInt(3) == 0 ? 0 : 1 << random.nextInt(3);
      hosts.add(
          new Host(
              "host-" + i,
              "rack-" + random.nextInt(3),
              8_000L << random.nextInt(3),
              32L << random.nextInt(3),
              gpus,
              gpus == 0 ? null : MODELS.get(random.nextInt(MODELS.size()))));
    }
    List<Demand> demands = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      demands.add(demand(random));
    }
    return new RandomPool(
        number,
        hosts,
        new Overcommit(0.5 + 0.5 * random.nextInt(4), 0.5 + 0.5 * random.nextInt(3)),
        demands);
  }

  private static Demand demand(Random random) {
    long cpu = 1_000L << random.nextInt(5);
    long memory = 2L << random.nextInt(5);
    Demand demand =
        switch (random.nextInt(4)) {
          case 0 -> Demand.withoutGpus(cpu, memory);
          case 1 -> Demand.withGpus(cpu, memory, 1 << random.nextInt(3));
          default -> Demand.withShareOfGpu(cpu, memory, 100 * (1 + random.nextInt(9)));
        };
    return demand.gpus() > 0 && random.nextInt(5) == 0
        ? demand.onModels(random.nextBoolean() ? Set.of("T4") : Set.of("A10", "V100"))
        : demand;
  }

  PoolState empty() {
    return PoolState.empty(new HostPool(hosts, overcommit));
  }

  TypicalDemands typical() {
    return TypicalDemands.of(demands);
  }

  /** The same with the hosts in another order. */
  RandomPool shuffled() {
    List<Host> others = new ArrayList<>(hosts);
    Collections.shuffle(others, new Random(number));
    return new RandomPool(number, others, overcommit, demands);
  }

  PackingOutcome place(PackingStrategy strategy, PoolState state, Demand demand) {
    return Packing.place(strategy, state, demand, typical(), number);
  }
}
