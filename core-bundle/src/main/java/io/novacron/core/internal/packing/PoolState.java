package io.novacron.core.internal.packing;

import io.novacron.api.packing.Assignment;
import io.novacron.api.packing.Demand;
import io.novacron.api.packing.Host;
import java.util.Arrays;

/**
 * What is free on each host of a pool, as columns. Immutable: taking and giving back make another
 * state, at the cost of copying the columns (about 40 bytes for a host and 4 for a GPU), so a
 * decision can be made on one state while another is being made.
 */
public final class PoolState {
  private final HostPool pool;
  private final long[] freeCpuMillis;
  private final long[] freeMemoryBytes;
  private final int[] freeGpuMillis;
  private final int[] machines;

  private PoolState(
      HostPool pool,
      long[] freeCpuMillis,
      long[] freeMemoryBytes,
      int[] freeGpuMillis,
      int[] machines) {
    this.pool = pool;
    this.freeCpuMillis = freeCpuMillis;
    this.freeMemoryBytes = freeMemoryBytes;
    this.freeGpuMillis = freeGpuMillis;
    this.machines = machines;
  }

  /** A pool with no machine on it. */
  public static PoolState empty(HostPool pool) {
    long[] cpu = new long[pool.size()];
    long[] memory = new long[pool.size()];
    int[] gpus = new int[pool.gpus()];
    for (int i = 0; i < pool.size(); i++) {
      cpu[i] = pool.cpuMillis(i);
      memory[i] = pool.memoryBytes(i);
    }
    Arrays.fill(gpus, Host.WHOLE_GPU);
    return new PoolState(pool, cpu, memory, gpus, new int[pool.size()]);
  }

  /**
   * This state with one machine more.
   *
   * @throws IllegalArgumentException when the machine does not fit there
   */
  public PoolState with(Assignment assignment) {
    return changed(assignment, 1, true);
  }

  /**
   * This state with one machine more, which is there whether the host has room for it or not: the
   * pool may have become smaller since it came.
   *
   * @throws IllegalArgumentException when there is no such host or GPU
   */
  PoolState holding(Assignment assignment) {
    return changed(assignment, 1, false);
  }

  /**
   * This state with one machine less.
   *
   * @param assignment what {@link #with} was given for it
   * @throws IllegalArgumentException when the host cannot have had such a machine
   */
  public PoolState without(Assignment assignment) {
    return changed(assignment, -1, false);
  }

  private PoolState changed(Assignment assignment, int sign, boolean roomNeeded) {
    Demand demand = assignment.demand();
    int host = pool.find(assignment.host());
    PoolState next =
        new PoolState(
            pool,
            freeCpuMillis.clone(),
            freeMemoryBytes.clone(),
            freeGpuMillis.clone(),
            machines.clone());
    next.machines[host] += sign;
    next.freeCpuMillis[host] -= sign * demand.cpuMillis();
    next.freeMemoryBytes[host] -= sign * demand.memoryBytes();
    boolean possible =
        next.machines[host] >= 0
            && within(next.freeCpuMillis[host], pool.cpuMillis(host), roomNeeded)
            && within(next.freeMemoryBytes[host], pool.memoryBytes(host), roomNeeded);
    for (int gpu : assignment.gpus()) {
      if (gpu < 0 || gpu >= pool.gpus(host)) {
        throw new IllegalArgumentException(assignment.host() + " has no GPU " + gpu);
      }
      int at = pool.firstGpu(host) + gpu;
      next.freeGpuMillis[at] -= sign * demand.gpuMillis();
      possible &= within(next.freeGpuMillis[at], Host.WHOLE_GPU, roomNeeded);
    }
    if (!possible) {
      throw new IllegalArgumentException(
          assignment.host() + (sign > 0 ? " has no room for " : " does not hold ") + demand);
    }
    return next;
  }

  private static boolean within(long free, long all, boolean roomNeeded) {
    return (free >= 0 || !roomNeeded) && free <= all;
  }

  /** The pool that this is a state of. */
  public HostPool pool() {
    return pool;
  }

  /** How many machines are on all hosts. */
  public int machines() {
    return Arrays.stream(machines).sum();
  }

  /** What is free of all GPUs, in thousandths of one. */
  public long freeGpuMillis() {
    return Arrays.stream(freeGpuMillis).asLongStream().sum();
  }

  int machinesOn(int host) {
    return machines[host];
  }

  long freeCpuMillis(int host) {
    return freeCpuMillis[host];
  }

  long freeMemoryBytes(int host) {
    return freeMemoryBytes[host];
  }

  /** What is free of a GPU, by its place in the column of all. */
  int freeOfGpu(int gpu) {
    return freeGpuMillis[gpu];
  }

  /** What is free of all GPUs of a host, in thousandths of one. */
  int freeGpuMillisOn(int host) {
    int free = 0;
    for (int gpu = pool.firstGpu(host); gpu < pool.endOfGpus(host); gpu++) {
      free += freeGpuMillis[gpu];
    }
    return free;
  }

  /** The most that is free of one GPU of a host, in thousandths. */
  int mostFreeOfOneGpu(int host) {
    int most = 0;
    for (int gpu = pool.firstGpu(host); gpu < pool.endOfGpus(host); gpu++) {
      most = Math.max(most, freeGpuMillis[gpu]);
    }
    return most;
  }

  /** How many GPUs of a host nobody has a part of. */
  int idleGpus(int host) {
    int idle = 0;
    for (int gpu = pool.firstGpu(host); gpu < pool.endOfGpus(host); gpu++) {
      idle += freeGpuMillis[gpu] == Host.WHOLE_GPU ? 1 : 0;
    }
    return idle;
  }

  /** States are equal when they are of the same pool and the same is free on each host. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PoolState state
        && pool == state.pool
        && Arrays.equals(freeCpuMillis, state.freeCpuMillis)
        && Arrays.equals(freeMemoryBytes, state.freeMemoryBytes)
        && Arrays.equals(freeGpuMillis, state.freeGpuMillis)
        && Arrays.equals(machines, state.machines);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(freeCpuMillis) + Arrays.hashCode(freeGpuMillis);
  }
}
