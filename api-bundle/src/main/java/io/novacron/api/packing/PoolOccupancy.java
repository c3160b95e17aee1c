package io.novacron.api.packing;

import java.util.List;

/**
 * A pool and what is taken of it. Immutable, so that a choice can be made on one while another is
 * being made; safe for use by many threads. Nothing here blocks or is kept: whoever fills the pool
 * keeps the assignments.
 *
 * <p>What machines usually ask for, which fragmentation is measured against, is what those on the
 * pool ask for.
 */
public interface PoolOccupancy {
  /** The pool. */
  PoolDefinition pool();

  /**
   * Chooses a host. Changes nothing; the same occupancy and request give the same answer, on every
   * machine.
   *
   * @return the host and why, or what each host lacks
   */
  PackingOutcome place(PackingRequest request);

  /**
   * This with one machine more. It tells what is, so it also takes a machine that the host has no
   * room for, and then nothing is free there.
   *
   * @throws IllegalArgumentException when the pool has no such host, or the host no such GPU
   */
  PoolOccupancy with(Assignment assignment);

  /**
   * This with one machine less.
   *
   * @param assignment what {@link #with} was given for it
   * @throws IllegalArgumentException when the host cannot have had such a machine
   */
  PoolOccupancy without(Assignment assignment);

  /** What is taken and free on each host, by name. */
  List<HostUsage> hosts();

  /** How many more machines with a demand would find a host, if nothing else came. */
  long room(Demand demand);

  /**
   * Free capacity of GPUs that machines such as those that are on the pool could not use, in
   * thousandths of a GPU; 0 in a pool without GPUs, or without a machine that has one. Decision
   * 0014 says how it is measured: up to twice what is free.
   */
  double fragmentedGpuMillis();
}
