package io.novacron.api.packing;

import java.util.Objects;
import java.util.Set;

/**
 * What a machine asks of its host.
 *
 * @param cpuMillis processor time in thousandths of a core, 0 or more
 * @param memoryBytes memory in bytes, 0 or more
 * @param gpus how many GPUs, 0 to {@link Host#MOST_GPUS}
 * @param gpuMillis how much of each, in thousandths: 0 without a GPU, 1 to 1000 of a single one,
 *     1000 of several
 * @param gpuModels which models will do; empty when any does
 */
public record Demand(
    long cpuMillis, long memoryBytes, int gpus, int gpuMillis, Set<String> gpuModels) {
  public Demand {
    Objects.requireNonNull(gpuModels, "gpuModels");
    if (cpuMillis < 0 || memoryBytes < 0) {
      throw new IllegalArgumentException("cpuMillis and memoryBytes are 0 or more");
    }
    if (gpus < 0 || gpus > Host.MOST_GPUS) {
      throw new IllegalArgumentException("gpus is 0 to " + Host.MOST_GPUS + ", not " + gpus);
    }
    boolean sensible =
        switch (gpus) {
          case 0 -> gpuMillis == 0 && gpuModels.isEmpty();
          case 1 -> gpuMillis >= 1 && gpuMillis <= Host.WHOLE_GPU;
          default -> gpuMillis == Host.WHOLE_GPU;
        };
    if (!sensible) {
      throw new IllegalArgumentException(
          "a machine takes no GPU, a share of one, or whole ones; not "
              + gpus
              + " of "
              + gpuMillis
              + " thousandths on "
              + gpuModels);
    }
    gpuModels = Set.copyOf(gpuModels);
  }

  /** A machine that needs no GPU. */
  public static Demand withoutGpus(long cpuMillis, long memoryBytes) {
    return new Demand(cpuMillis, memoryBytes, 0, 0, Set.of());
  }

  /**
   * A machine that shares a GPU with others.
   *
   * @param gpuMillis its share, 1 to 999 thousandths
   */
  public static Demand withShareOfGpu(long cpuMillis, long memoryBytes, int gpuMillis) {
    return new Demand(cpuMillis, memoryBytes, 1, gpuMillis, Set.of());
  }

  /** A machine with whole GPUs, all on one host. */
  public static Demand withGpus(long cpuMillis, long memoryBytes, int gpus) {
    return new Demand(cpuMillis, memoryBytes, gpus, Host.WHOLE_GPU, Set.of());
  }

  /** The same on certain models of GPU only. */
  public Demand onModels(Set<String> models) {
    return new Demand(cpuMillis, memoryBytes, gpus, gpuMillis, models);
  }

  /** All that it takes of GPUs, in thousandths of one. */
  public int gpuMillisInAll() {
    return gpus * gpuMillis;
  }

  /** Whether it needs GPUs for itself alone. */
  public boolean takesWholeGpus() {
    return gpuMillis == Host.WHOLE_GPU;
  }

  /** Whether a GPU of that model will do. */
  public boolean allows(String model) {
    return gpuModels.isEmpty() || gpuModels.contains(model);
  }
}
