package io.novacron.core.internal.packing;

import io.novacron.api.packing.Demand;
import io.novacron.api.packing.Host;
import java.util.List;

/**
 * How much of a host's free GPU capacity machines of the usual mix could not use, in thousandths of
 * a GPU. Not thread-safe.
 *
 * <p>For one usual demand it is the sum of two parts:
 *
 * <ul>
 *   <li><b>the next machine</b>: all that is free when the host has no room for it; else what is
 *       free on GPUs of which too little is free. This is the measure of Weng et al., "Beware of
 *       Fragmentation: Scheduling GPU-Sharing Workloads with Fragmentation Gradient Descent",
 *       USENIX ATC 2023, with memory counted beside CPU.
 *   <li><b>filling up</b>: what is left free when as many machines with this demand as fit are put
 *       on the host. It sees early what the first part sees late: that CPU or memory will be used
 *       up before the GPUs are.
 * </ul>
 *
 * The host's figure is the mean of that over the mix, so 0 to twice what is free. Decision 0014
 * says why it is the sum of both.
 */
final class Fragmentation {
  private final TypicalDemands.Group[] groups;

  /** Whether a group may run on GPUs of a model: group by group, and in it model by model. */
  private final boolean[] allowed;

  private final int models;

  Fragmentation(TypicalDemands typical, HostPool pool) {
    groups = typical.groups().toArray(new TypicalDemands.Group[0]);
    List<String> names = pool.models();
    models = names.size();
    allowed = new boolean[groups.length * models];
    for (int group = 0; group < groups.length; group++) {
      for (int model = 0; model < models; model++) {
        allowed[group * models + model] = groups[group].any().allows(names.get(model));
      }
    }
  }

  /**
   * The fragmentation of a host.
   *
   * @param model number of the model of its GPUs
   * @param freeCpu free CPU in thousandths of a core
   * @param freeMemory free memory in bytes
   * @param freeGpu what is free of each of its GPUs, in thousandths
   * @param gpus how many GPUs it has
   */
  double of(int model, long freeCpu, long freeMemory, int[] freeGpu, int gpus) {
    int free = 0;
    int idle = 0;
    for (int i = 0; i < gpus; i++) {
      free += freeGpu[i];
      idle += freeGpu[i] == Host.WHOLE_GPU ? 1 : 0;
    }
    if (free == 0) {
      return 0;
    }
    double fragmented = 0;
    for (int number = 0; number < groups.length; number++) {
      TypicalDemands.Group group = groups[number];
      Demand need = group.any();
      int slots = 0;
      int onGpusWithRoom = 0;
      if (allowed[number * models + model]) {
        if (need.takesWholeGpus()) {
          slots = idle / need.gpus();
          onGpusWithRoom = idle * Host.WHOLE_GPU;
        } else {
          for (int i = 0; i < gpus; i++) {
            if (freeGpu[i] >= need.gpuMillis()) {
              slots += freeGpu[i] / need.gpuMillis();
              onGpusWithRoom += freeGpu[i];
            }
          }
        }
      }
      fragmented += ofGroup(group, free, slots, onGpusWithRoom, freeCpu, freeMemory);
    }
    return fragmented;
  }

  /**
   * The part of a group.
   *
   * @param slots how many machines fit if only GPUs count
   * @param onGpusWithRoom what is free on those GPUs that have room for one
   */
  private static double ofGroup(
      TypicalDemands.Group group,
      int free,
      int slots,
      int onGpusWithRoom,
      long freeCpu,
      long freeMemory) {
    // Most groups fit nowhere or everywhere, and then their demands need not be looked at.
    if (slots == 0) {
      return group.shareInAll() * (free + free);
    }
    int each = group.any().gpuMillisInAll();
    if (group.allFit(freeCpu, freeMemory, slots)) {
      return group.shareInAll() * (free - onGpusWithRoom + free - slots * each);
    }
    double fragmented = 0;
    for (int demand = 0; demand < group.size(); demand++) {
      int fitting = group.fitting(demand, freeCpu, freeMemory, slots);
      int forTheNext = fitting == 0 ? free : free - onGpusWithRoom;
      int whenFilled = free - fitting * each;
      fragmented += group.share(demand) * (forTheNext + whenFilled);
    }
    return fragmented;
  }
}
