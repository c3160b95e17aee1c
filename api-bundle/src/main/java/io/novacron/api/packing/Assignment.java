package io.novacron.api.packing;

import java.util.List;
import java.util.Objects;

/**
 * A machine on a host. Whoever places machines keeps it, because it is what gives back what the
 * machine took.
 *
 * @param host name of the host
 * @param demand what the machine takes
 * @param gpus which of the host's GPUs, counted from 0, in ascending order
 */
public record Assignment(String host, Demand demand, List<Integer> gpus) {
  public Assignment {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(demand, "demand");
    gpus = List.copyOf(gpus);
    if (gpus.size() != demand.gpus() || gpus.stream().distinct().count() != gpus.size()) {
      throw new IllegalArgumentException("gpus names each of " + demand.gpus() + " GPUs once");
    }
  }
}
