package io.novacron.provider.simulator.internal;

import io.novacron.api.packing.Host;
import io.novacron.api.packing.HostPools;
import io.novacron.api.packing.Overcommit;
import java.util.List;

/** The contract on a pool of hosts that has room for all that the kit makes. */
class PoolContractTest extends SimulatorContract {
  private static final HostPools POOLS =
      TestPools.of(
          List.of(
              Host.withoutGpus("host-a", "rack-1", 512_000, 2_048 * TestPools.GIB),
              Host.withoutGpus("host-b", "rack-2", 512_000, 2_048 * TestPools.GIB),
              new Host("host-c", "rack-2", 64_000, 256 * TestPools.GIB, 4, "L4")),
          Overcommit.NONE);

  PoolContractTest() {
    super("onpremise");
  }

  @Override
  protected HostPools pools() {
    return POOLS;
  }
}
