package io.novacron.core.internal.packing;

import java.util.List;

/**
 * Says how good hosts with room are for one machine. Made for one decision and used by one thread.
 */
interface HostScorer {
  /** The score of a host; less is better. */
  double score(int host);

  /** What decides between hosts of one score; less is better. */
  double tieScore(int host);

  /** Which GPUs of a host the machine would get, counted from 0, ascending. */
  List<Integer> gpus(int host);
}
