package io.novacron.api.packing;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A machine that needs a host.
 *
 * @param demand what it takes
 * @param neighbours the hosts of the machines that it should be apart from, one entry for each such
 *     machine; empty when there is none
 * @param domain the failure domain that it must be in; absent for any
 * @param host the host that it must be on; absent for any
 * @param seed what decides between hosts that are equal in all that matters; one seed always
 *     prefers the same host
 */
public record PackingRequest(
    Demand demand,
    List<String> neighbours,
    @Nullable String domain,
    @Nullable String host,
    long seed) {
  public PackingRequest {
    Objects.requireNonNull(demand, "demand");
    neighbours = List.copyOf(neighbours);
  }
}
