package io.novacron.api.placement;

import java.util.Objects;

/**
 * The offer that a machine runs on now.
 *
 * @param cloud its cloud
 * @param region id of its region
 * @param instanceType its type
 */
public record CurrentPlace(String cloud, String region, String instanceType) {
  public CurrentPlace {
    Objects.requireNonNull(cloud, "cloud");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(instanceType, "instanceType");
  }
}
