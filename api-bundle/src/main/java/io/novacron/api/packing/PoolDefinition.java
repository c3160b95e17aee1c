package io.novacron.api.packing;

import java.util.List;
import java.util.Objects;

/**
 * A pool of hosts as its operator has stated it.
 *
 * @param name name of the pool
 * @param cloud the cloud that its offers have in the catalog, such as {@code onpremise}
 * @param region the region that its offers have in the catalog; one pool is one region
 * @param hosts its hosts
 * @param overcommit how much of each host is given away
 * @param strategy by what a host is chosen
 * @param groupLabel the label by whose value machines are told apart into groups that are spread
 */
public record PoolDefinition(
    String name,
    String cloud,
    String region,
    List<Host> hosts,
    Overcommit overcommit,
    PackingStrategy strategy,
    String groupLabel) {
  public PoolDefinition {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(cloud, "cloud");
    Objects.requireNonNull(region, "region");
    hosts = List.copyOf(hosts);
    Objects.requireNonNull(overcommit, "overcommit");
    Objects.requireNonNull(strategy, "strategy");
    Objects.requireNonNull(groupLabel, "groupLabel");
  }

  /** The failure domains of its hosts, sorted. */
  public List<String> domains() {
    return hosts.stream().map(Host::domain).distinct().sorted().toList();
  }
}
