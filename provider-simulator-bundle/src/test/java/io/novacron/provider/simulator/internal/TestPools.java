package io.novacron.provider.simulator.internal;

import io.novacron.api.packing.Host;
import io.novacron.api.packing.HostPools;
import io.novacron.api.packing.Overcommit;
import io.novacron.api.packing.PackingStrategy;
import io.novacron.api.packing.PoolDefinition;
import io.novacron.api.packing.PoolOccupancy;
import io.novacron.core.internal.packing.PackedPool;
import java.util.ArrayList;
import java.util.List;

/** Pools of hosts for tests, filled by the core's own packing. */
final class TestPools {
  static final long GIB = 1L << 30;

  private TestPools() {}

  /** Racks of hosts with 16 vCPUs and 64 GiB each, as they are. */
  static HostPools racks(int racks, int hostsInEach) {
    return racks(racks, hostsInEach, Overcommit.NONE);
  }

  static HostPools racks(int racks, int hostsInEach, Overcommit overcommit) {
    List<Host> hosts = new ArrayList<>();
    for (int rack = 1; rack <= racks; rack++) {
      for (int host = 1; host <= hostsInEach; host++) {
        hosts.add(Host.withoutGpus("host-" + rack + "-" + host, "rack-" + rack, 16_000, 64 * GIB));
      }
    }
    return of(hosts, overcommit);
  }

  static HostPools of(List<Host> hosts, Overcommit overcommit) {
    List<PoolOccupancy> empty =
        List.of(
            PackedPool.empty(
                new PoolDefinition(
                    "cellar",
                    "onpremise",
                    "cellar",
                    hosts,
                    overcommit,
                    PackingStrategy.FRAGMENTATION,
                    "group")));
    return () -> empty;
  }
}
