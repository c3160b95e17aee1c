package io.novacron.core.internal.placement;

import io.novacron.api.catalog.Region;
import io.novacron.core.internal.catalog.Coordinates;
import io.novacron.core.internal.catalog.RoundTripEstimate;
import java.util.List;
import java.util.Map;

/**
 * The place that a machine must be near to, with what was measured of the way to each region.
 *
 * @param point where it is
 * @param measured round trips that were measured, in milliseconds; others are estimated from the
 *     distance
 */
record Origin(Coordinates point, Map<Region, Double> measured) {
  Origin {
    measured = Map.copyOf(measured);
  }

  /** A place and what is known of the way from it to regions. */
  static Origin of(Coordinates point, List<Region> regions, RoundTrips roundTrips) {
    return new Origin(point, roundTrips.measured(point, regions));
  }

  /** The round trip to a region, in milliseconds. */
  double rttMillis(Region region) {
    Double millis = measured.get(region);
    return millis == null ? RoundTripEstimate.millis(point, region) : millis;
  }

  /** Whether the round trip to a region was estimated. */
  boolean isEstimated(Region region) {
    return !measured.containsKey(region);
  }
}
