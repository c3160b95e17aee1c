package io.novacron.core.internal.placement;

import io.novacron.api.catalog.Region;
import io.novacron.core.internal.catalog.Coordinates;
import java.util.List;
import java.util.OptionalDouble;

/** Knows round trips that were measured. Safe for use by many threads. */
@FunctionalInterface
public interface RoundTrips {
  /** Nothing was measured. */
  RoundTrips NONE = (from, to, regions) -> OptionalDouble.empty();

  /**
   * The round trip between a place and a region, in milliseconds.
   *
   * @param from the place
   * @param to the region
   * @param regions all regions, one of which the place may be at
   * @return empty when it was not measured
   */
  OptionalDouble measured(Coordinates from, Region to, List<Region> regions);
}
