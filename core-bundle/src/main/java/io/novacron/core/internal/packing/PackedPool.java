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
import java.util.List;

/** The library as the API offers it. Immutable. */
public final class PackedPool implements PoolOccupancy {
  private final PoolDefinition definition;
  private final PoolState state;

  private PackedPool(PoolDefinition definition, PoolState state) {
    this.definition = definition;
    this.state = state;
  }

  /**
   * A pool with no machine on it.
   *
   * @throws IllegalArgumentException when two hosts have one name
   */
  public static PoolOccupancy empty(PoolDefinition definition) {
    return new PackedPool(
        definition, PoolState.empty(new HostPool(definition.hosts(), definition.overcommit())));
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
        TypicalDemands.of(request.usual()),
        new Surroundings(state.pool(), request.neighbours(), request.domain(), request.host()),
        request.seed());
  }

  @Override
  public PoolOccupancy with(Assignment assignment) {
    return new PackedPool(definition, state.holding(assignment));
  }

  @Override
  public PoolOccupancy without(Assignment assignment) {
    return new PackedPool(definition, state.without(assignment));
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
  public double fragmentedGpuMillis(List<Demand> usual) {
    HostPool pool = state.pool();
    Fragmentation fragmentation = new Fragmentation(TypicalDemands.of(usual), pool);
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
}
