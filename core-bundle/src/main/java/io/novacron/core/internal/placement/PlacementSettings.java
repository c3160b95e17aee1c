package io.novacron.core.internal.placement;

import java.util.Objects;

/**
 * The settings of placement.
 *
 * @param ageLimits how old prices may be to be chosen automatically
 * @param policy name of the policy of requests that name none
 */
public record PlacementSettings(PriceAgeLimits ageLimits, String policy) {
  /** What holds unless it is set. */
  public static final PlacementSettings DEFAULT =
      new PlacementSettings(PriceAgeLimits.DEFAULT, PlacementPolicy.CHEAPEST.name());

  public PlacementSettings {
    Objects.requireNonNull(ageLimits, "ageLimits");
    Objects.requireNonNull(policy, "policy");
  }
}
