package io.novacron.core.internal.packing;

import io.novacron.api.packing.Demand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What machines of a pool usually ask for, and how often: the mix that fragmentation is measured
 * against. Demands without a GPU have no part in it, because fragments are counted in GPUs.
 * Immutable.
 *
 * <p>Demands that ask the same of GPUs stand together, so that what they find there is looked at
 * once.
 */
public final class TypicalDemands {
  /** Nothing is known of what will be asked for. */
  public static final TypicalDemands UNKNOWN = of(List.of());

  private final List<Group> groups;

  private TypicalDemands(List<Group> groups) {
    this.groups = groups;
  }

  /** The mix in which each of these demands is as frequent as it is here. */
  public static TypicalDemands of(Collection<Demand> demands) {
    Map<Demand, Integer> counts = new LinkedHashMap<>();
    demands.forEach(demand -> counts.merge(demand, 1, Integer::sum));
    return of(counts);
  }

  /** The mix in which each demand is as frequent as its number says. */
  static TypicalDemands of(Map<Demand, Integer> demands) {
    Map<Demand, Integer> counts = new LinkedHashMap<>(demands);
    counts.keySet().removeIf(demand -> demand.gpus() == 0);
    double all = counts.values().stream().mapToInt(Integer::intValue).sum();
    Map<GpuNeed, List<Map.Entry<Demand, Integer>>> byNeed = new LinkedHashMap<>();
    for (Map.Entry<Demand, Integer> counted : counts.entrySet()) {
      byNeed
          .computeIfAbsent(GpuNeed.of(counted.getKey()), unused -> new ArrayList<>())
          .add(counted);
    }
    return new TypicalDemands(byNeed.values().stream().map(alike -> group(alike, all)).toList());
  }

  private static Group group(List<Map.Entry<Demand, Integer>> alike, double all) {
    return new Group(
        alike.get(0).getKey(),
        alike.stream().mapToLong(counted -> counted.getKey().cpuMillis()).toArray(),
        alike.stream().mapToLong(counted -> counted.getKey().memoryBytes()).toArray(),
        alike.stream().mapToDouble(counted -> counted.getValue() / all).toArray());
  }

  List<Group> groups() {
    return groups;
  }

  private record GpuNeed(int gpus, int gpuMillis, Set<String> gpuModels) {
    static GpuNeed of(Demand demand) {
      return new GpuNeed(demand.gpus(), demand.gpuMillis(), demand.gpuModels());
    }
  }

  /** Demands that ask the same of GPUs: one of them, and the columns of all. */
  static final class Group {
    private final Demand any;
    private final long[] cpuMillis;
    private final long[] memoryBytes;
    private final double[] share;
    private final double shareInAll;
    private final long mostCpu;
    private final long mostMemory;

    Group(Demand any, long[] cpuMillis, long[] memoryBytes, double[] share) {
      this.any = any;
      this.cpuMillis = cpuMillis;
      this.memoryBytes = memoryBytes;
      this.share = share;
      this.shareInAll = Arrays.stream(share).sum();
      this.mostCpu = Arrays.stream(cpuMillis).max().orElse(0);
      this.mostMemory = Arrays.stream(memoryBytes).max().orElse(0);
    }

    /** One of them, which tells what all ask of GPUs. */
    Demand any() {
      return any;
    }

    int size() {
      return share.length;
    }

    /** How often a demand is asked for, 0 to 1 of all that ask for GPUs. */
    double share(int demand) {
      return share[demand];
    }

    /** How often any of them is asked for, 0 to 1 of all that ask for GPUs. */
    double shareInAll() {
      return shareInAll;
    }

    /** Whether of each demand so many machines fit into so much CPU and memory. */
    boolean allFit(long freeCpu, long freeMemory, int machines) {
      return mostCpu * machines <= freeCpu && mostMemory * machines <= freeMemory;
    }

    /**
     * How many machines with that demand fit into so much CPU and memory.
     *
     * @param most where to stop counting
     */
    int fitting(int demand, long freeCpu, long freeMemory, int most) {
      return Math.min(
          fitting(cpuMillis[demand], freeCpu, most),
          fitting(memoryBytes[demand], freeMemory, most));
    }

    private static int fitting(long asked, long free, int most) {
      // A product is quicker than a quotient, and in most cases all that is needed.
      return asked * most <= free ? most : (int) (free / asked);
    }
  }
}
