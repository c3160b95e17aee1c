package io.novacron.api.packing;

import java.util.List;

/** The pools of hosts that the operator has stated. Safe for use by many threads. */
@FunctionalInterface
public interface HostPools {
  /** No pool is stated. */
  HostPools NONE = List::of;

  /** Each pool with no machine on it; always the same answer. */
  List<PoolOccupancy> empty();
}
