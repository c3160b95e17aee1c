package io.novacron.core.internal.packing;

import java.util.Arrays;

/**
 * Finds hosts on which the same is free, down to each GPU, so that what holds for one need not be
 * worked out for the others. Made for one state; not thread-safe.
 */
final class AlikeHosts {
  private static final int NOBODY = -1;

  private final PoolState state;
  private final HostPool pool;

  /** Hosts by hash, with open addressing; at most half of the places are taken. */
  private final int[] places;

  AlikeHosts(PoolState state) {
    this.state = state;
    this.pool = state.pool();
    this.places = new int[Integer.highestOneBit(Math.max(1, pool.size())) * 4];
    Arrays.fill(places, NOBODY);
  }

  /** The first host that was asked about and is like this one; this one when there was none. */
  int firstLike(int host) {
    int place = hash(host) & (places.length - 1);
    while (places[place] != NOBODY && !alike(places[place], host)) {
      place = (place + 1) & (places.length - 1);
    }
    if (places[place] == NOBODY) {
      places[place] = host;
    }
    return places[place];
  }

  private int hash(int host) {
    long hash = state.freeCpuMillis(host) * 31 + state.freeMemoryBytes(host);
    hash = hash * 31 + pool.model(host);
    for (int gpu = pool.firstGpu(host); gpu < pool.endOfGpus(host); gpu++) {
      hash = hash * 31 + state.freeOfGpu(gpu);
    }
    // The low bits of memory are mostly 0.
    return (int) ((hash * 0x9e3779b97f4a7c15L) >>> 32);
  }

  private boolean alike(int one, int other) {
    if (state.freeCpuMillis(one) != state.freeCpuMillis(other)
        || state.freeMemoryBytes(one) != state.freeMemoryBytes(other)
        || pool.model(one) != pool.model(other)
        || pool.gpus(one) != pool.gpus(other)) {
      return false;
    }
    for (int i = 0; i < pool.gpus(one); i++) {
      if (state.freeOfGpu(pool.firstGpu(one) + i) != state.freeOfGpu(pool.firstGpu(other) + i)) {
        return false;
      }
    }
    return true;
  }
}
