package io.novacron.api.packing;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A host as it is built, with nothing on it. All its GPUs are of one model.
 *
 * @param name name, which no other host of the pool has
 * @param domain what fails together with it: a rack, a room, a power feed
 * @param cpuMillis processor time in thousandths of a core, more than 0
 * @param memoryBytes memory in bytes, more than 0
 * @param gpus how many GPUs, 0 to {@value #MOST_GPUS}
 * @param gpuModel their model; absent when there are none
 */
public record Host(
    String name,
    String domain,
    long cpuMillis,
    long memoryBytes,
    int gpus,
    @Nullable String gpuModel) {
  /** What a whole GPU counts, in thousandths. */
  public static final int WHOLE_GPU = 1000;

  /** The most GPUs that one host may have. */
  public static final int MOST_GPUS = 64;

  public Host {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(domain, "domain");
    if (cpuMillis <= 0 || memoryBytes <= 0) {
      throw new IllegalArgumentException(name + ": a host has some CPU and some memory");
    }
    if (gpus < 0 || gpus > MOST_GPUS) {
      throw new IllegalArgumentException(name + ": gpus is 0 to " + MOST_GPUS + ", not " + gpus);
    }
    if ((gpuModel == null) != (gpus == 0)) {
      throw new IllegalArgumentException(name + ": a GPU model is given where there are GPUs");
    }
  }

  /** A host without GPUs. */
  public static Host withoutGpus(String name, String domain, long cpuMillis, long memoryBytes) {
    return new Host(name, domain, cpuMillis, memoryBytes, 0, null);
  }
}
