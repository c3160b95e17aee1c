package io.novacron.core.internal.placement;

import java.util.Objects;
import java.util.Set;

/**
 * An account that a machine may be placed in.
 *
 * @param name unique name
 * @param tenant tenant that may use it
 * @param cloud {@code aws}, {@code azure}, {@code gcp}
 * @param provider provider type that serves it
 * @param regions ids of the regions that it may use; none when it may use none
 * @param embedded whether it is a simulated one that exists by itself
 */
public record PlacementAccount(
    String name,
    String tenant,
    String cloud,
    String provider,
    Set<String> regions,
    boolean embedded) {
  public PlacementAccount {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(cloud, "cloud");
    Objects.requireNonNull(provider, "provider");
    regions = Set.copyOf(regions);
  }
}
