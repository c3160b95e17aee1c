package io.novacron.core.internal.packing;

import io.novacron.api.packing.Assignment;
import io.novacron.api.packing.Demand;
import io.novacron.api.packing.Host;
import io.novacron.api.packing.HostUsage;
import io.novacron.api.packing.PackingOutcome;
import io.novacron.api.packing.PackingRequest;
import io.novacron.api.packing.PoolDefinition;
import io.novacron.api.packing.PoolOccupancy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The library as the API offers it. Immutable. */
public final class PackedPool implements PoolOccupancy {
  private final PoolDefinition definition;
  private final PoolState state;

  /** How many machines on the pool have each demand. */
  private final Map<Demand, Integer> demands;

  private PackedPool(PoolDefinition definition, PoolState state, Map<Demand, Integer> demands) {
    this.definition = definition;
    this.state = state;
    this.demands = demands;
  }

  /**
   * A pool with no machine on it.
   *
   * @throws IllegalArgumentException when two hosts have one name
   */
  public static PoolOccupancy empty(PoolDefinition definition) {
    return new PackedPool(
        definition,
        PoolState.empty(new HostPool(definition.hosts(), definition.overcommit())),
        Map.of());
  }

  @Override
  public PoolDefinition pool() {
    return definition;
  }

  @Override
  public PackingOutcome place(PackingRequest request) {
    return Packing.place(
        definition.strategy(),
        state,
        request.demand(),
        TypicalDemands.of(demands),
        new Surroundings(state.pool(), request.neighbours(), request.domain(), request.host()),
        request.seed());
  }

  @Override
  public PoolOccupancy with(Assignment assignment) {
    return new PackedPool(definition, state.holding(assignment), counted(assignment.demand(), 1));
  }

  @Override
  public PoolOccupancy without(Assignment assignment) {
    return new PackedPool(definition, state.without(assignment), counted(assignment.demand(), -1));
  }

  @Override
  public List<HostUsage> hosts() {
    HostPool pool = state.pool();
    List<HostUsage> usages = new ArrayList<>(pool.size());
    for (int host = 0; host < pool.size(); host++) {
      usages.add(
          new HostUsage(
              pool.name(host),
              pool.domainName(host),
              state.machinesOn(host),
              pool.cpuMillis(host),
              state.freeCpuMillis(host),
              pool.memoryBytes(host),
              state.freeMemoryBytes(host),
              (long) pool.gpus(host) * Host.WHOLE_GPU,
              state.freeGpuMillisOn(host)));
    }
    usages.sort(Comparator.comparing(HostUsage::host));
    return List.copyOf(usages);
  }

  @Override
  public long room(Demand demand) {
    Room room = new Room(state, demand);
    long all = 0;
    for (int host = 0; host < state.pool().size(); host++) {
      all += room.on(host);
    }
    return all;
  }

  @Override
  public double fragmentedGpuMillis() {
    HostPool pool = state.pool();
    Fragmentation fragmentation = new Fragmentation(TypicalDemands.of(demands), pool);
    int[] free = new int[Host.MOST_GPUS];
    double all = 0;
    for (int host = 0; host < pool.size(); host++) {
      for (int i = 0; i < pool.gpus(host); i++) {
        free[i] = Math.max(0, state.freeOfGpu(pool.firstGpu(host) + i));
      }
      all +=
          pool.gpus(host) == 0
              ? 0
              : fragmentation.of(
                  pool.model(host),
                  state.freeCpuMillis(host),
                  state.freeMemoryBytes(host),
                  free,
                  pool.gpus(host));
    }
    return all;
  }

  private Map<Demand, Integer> counted(Demand demand, int sign) {
    Map<Demand, Integer> counts = new LinkedHashMap<>(demands);
    counts.merge(demand, sign, Integer::sum);
    counts.remove(demand, 0);
    return counts;
  }
}
