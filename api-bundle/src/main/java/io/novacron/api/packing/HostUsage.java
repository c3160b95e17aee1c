package io.novacron.api.packing;

import java.util.Objects;

/**
 * What is given away of a host, and what is free. Free is below 0 where machines are on it that it
 * would not be given any more, because the pool was stated smaller than it was.
 *
 * @param host its name
 * @param domain its failure domain
 * @param machines how many machines are on it
 * @param cpuMillis thousandths of a core that may be given away, overcommit included
 * @param freeCpuMillis those that are free
 * @param memoryBytes bytes that may be given away, overcommit included
 * @param freeMemoryBytes those that are free
 * @param gpuMillis thousandths of a GPU that it has in all
 * @param freeGpuMillis those that are free
 */
public record HostUsage(
    String host,
    String domain,
    int machines,
    long cpuMillis,
    long freeCpuMillis,
    long memoryBytes,
    long freeMemoryBytes,
    long gpuMillis,
    long freeGpuMillis) {
  public HostUsage {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(domain, "domain");
  }
}
