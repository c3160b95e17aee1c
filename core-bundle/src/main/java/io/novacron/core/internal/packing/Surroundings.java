package io.novacron.core.internal.packing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a machine may be, and how many machines of its group are where. Immutable.
 *
 * <p>A group is spread over failure domains first and over hosts second, whatever the strategy: it
 * is what the machines' owner asked for, while the strategy is what the pool's owner prefers.
 */
final class Surroundings {
  private final HostPool pool;
  private final int[] onHost;
  private final int[] inDomain;
  private final @Nullable String domain;
  private final @Nullable String host;

  /**
   * @param neighbours the hosts of the machines of the group, one entry for each; hosts that the
   *     pool does not have count for nothing
   * @param domain the failure domain that it must be in
   * @param host the host that it must be on
   */
  Surroundings(
      HostPool pool, List<String> neighbours, @Nullable String domain, @Nullable String host) {
    this.pool = pool;
    this.onHost = new int[pool.size()];
    this.inDomain = new int[pool.domains()];
    this.domain = domain;
    this.host = host;
    for (String neighbour : neighbours) {
      if (pool.has(neighbour)) {
        int number = pool.find(neighbour);
        onHost[number]++;
        inDomain[pool.domain(number)]++;
      }
    }
  }

  static Surroundings anywhere(HostPool pool) {
    return new Surroundings(pool, List.of(), null, null);
  }

  int groupOnHost(int number) {
    return onHost[number];
  }

  int groupInDomain(int number) {
    return inDomain[pool.domain(number)];
  }

  boolean allows(int number) {
    return (domain == null || domain.equals(pool.domainName(number)))
        && (host == null || host.equals(pool.name(number)));
  }

  /** The place that the machine must be at, for people. */
  String wanted() {
    return host != null ? host : String.valueOf(domain);
  }

  /** What a host has in place of that. */
  String has(int number) {
    return host != null ? pool.name(number) : pool.domainName(number);
  }
}
