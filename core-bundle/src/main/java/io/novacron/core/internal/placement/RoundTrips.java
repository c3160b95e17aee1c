package io.novacron.core.internal.placement;

import io.novacron.api.catalog.Region;
import io.novacron.core.internal.catalog.Coordinates;
import java.util.List;
import java.util.Map;

/** Knows round trips that were measured. Safe for use by many threads. */
@FunctionalInterface
public interface RoundTrips {
  /** Nothing was measured. */
  RoundTrips NONE = (from, regions) -> Map.of();

  /**
   * The round trips between a place and regions, in milliseconds.
   *
   * @param from the place
   * @param regions all regions, some of which the place may be at
   * @return those that were measured
   */
  Map<Region, Double> measured(Coordinates from, List<Region> regions);
}
