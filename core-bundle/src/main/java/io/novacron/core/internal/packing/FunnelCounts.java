package io.novacron.core.internal.packing;

import io.novacron.api.packing.Demand;
import io.novacron.api.packing.Funnel;
import io.novacron.api.packing.FunnelStep;
import io.novacron.api.packing.Shortage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Counts the hosts that each shortage takes out, and remembers the closest. Not thread-safe. */
final class FunnelCounts {
  private static final int NOBODY = -1;

  private final HostPool pool;
  private final Demand demand;
  private final HostFilter filter;
  private final int[] removed = new int[Shortage.values().length];
  private final Surroundings surroundings;
  private final int[] closest = new int[Shortage.values().length];

  FunnelCounts(HostPool pool, Demand demand, HostFilter filter, Surroundings surroundings) {
    Arrays.fill(closest, NOBODY);
    this.surroundings = surroundings;
    this.pool = pool;
    this.demand = demand;
    this.filter = filter;
  }

  /** A host is out. */
  void remove(int host, Shortage shortage) {
    int at = shortage.ordinal();
    removed[at]++;
    if (closest[at] == NOBODY || closer(shortage, host, closest[at])) {
      closest[at] = host;
    }
  }

  private boolean closer(Shortage shortage, int host, int other) {
    long amount = filter.amount(shortage, host);
    long otherAmount = filter.amount(shortage, other);
    return amount != otherAmount
        ? amount > otherAmount
        : pool.name(host).compareTo(pool.name(other)) < 0;
  }

  /** What was counted so far. */
  Funnel funnel() {
    List<FunnelStep> steps = new ArrayList<>();
    int suitable = pool.size();
    for (Shortage shortage : Shortage.values()) {
      int count = removed[shortage.ordinal()];
      if (count > 0) {
        suitable -= count;
        steps.add(step(shortage, count, closest[shortage.ordinal()]));
      }
    }
    return new Funnel(pool.size(), steps, suitable);
  }

  private FunnelStep step(Shortage shortage, int count, int example) {
    return new FunnelStep(
        shortage,
        count,
        pool.name(example),
        switch (shortage) {
          case PLACE -> surroundings.wanted();
          case GPU_MODEL -> String.join(", ", demand.gpuModels().stream().sorted().toList());
          case GPU, CPU, MEMORY -> Long.toString(filter.asked(shortage));
        },
        switch (shortage) {
          case PLACE -> surroundings.has(example);
          case GPU_MODEL -> String.valueOf(pool.modelName(example));
          case GPU, CPU, MEMORY -> Long.toString(filter.amount(shortage, example));
        });
  }
}
