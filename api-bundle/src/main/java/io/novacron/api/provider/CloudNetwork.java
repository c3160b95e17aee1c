package io.novacron.api.provider;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A network that machines can be put into, as the cloud described it: at AWS a subnet.
 *
 * @param reference the cloud's id of it, as a request for a machine takes it
 * @param name its name, where it has one
 * @param region region
 * @param zone the only zone whose machines it takes; absent when it spans the region
 * @param parent the cloud's id of the virtual network that it is a part of, such as a VPC; absent
 *     where there is none
 * @param addressRanges the blocks that addresses are given from, in CIDR notation; empty where the
 *     cloud does not tell
 * @param freeAddresses how many IPv4 addresses are left for machines; absent where the cloud does
 *     not tell
 * @param usedByDefault whether a machine without a network of its own gets this one, when its zone
 *     is that of the network
 * @param tags all its tags
 * @param observedAt when the cloud said so
 */
public record CloudNetwork(
    String reference,
    @Nullable String name,
    String region,
    @Nullable String zone,
    @Nullable String parent,
    List<String> addressRanges,
    @Nullable Long freeAddresses,
    boolean usedByDefault,
    Map<String, String> tags,
    Instant observedAt) {
  public CloudNetwork {
    Objects.requireNonNull(reference, "reference");
    Objects.requireNonNull(region, "region");
    addressRanges = List.copyOf(addressRanges);
    if (freeAddresses != null && freeAddresses < 0) {
      throw new IllegalArgumentException("freeAddresses must not be negative");
    }
    tags = Map.copyOf(tags);
    Objects.requireNonNull(observedAt, "observedAt");
  }
}
