package io.novacron.core.internal.factor;

import io.novacron.api.catalog.Region;
import io.novacron.core.internal.catalog.Coordinates;
import io.novacron.core.internal.catalog.GreatCircle;
import io.novacron.core.internal.placement.RoundTrips;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Round trips that were measured between regions of one cloud: for AWS medians over a year, for
 * Azure 95th percentiles over a month. A place within {@link #SAME_CITY_KM} of a region counts as
 * that region. Immutable, safe for use by many threads.
 */
public final class RoundTripTable implements RoundTrips {
  /** A city and its surroundings; light needs less than a millisecond there and back. */
  private static final double SAME_CITY_KM = 50;

  private final Map<List<String>, Double> millis = new HashMap<>();

  /** The tables of this bundle. */
  public RoundTripTable() {
    for (String cloud : List.of("aws", "azure")) {
      for (List<String> row : FactorTable.bundled("round-trips-" + cloud + ".tsv").rows()) {
        double value = Double.parseDouble(row.get(2));
        millis.put(List.of(cloud, row.get(0), row.get(1)), value);
        // Where only one direction was measured it stands for both.
        millis.putIfAbsent(List.of(cloud, row.get(1), row.get(0)), value);
      }
    }
  }

  @Override
  public OptionalDouble measured(Coordinates from, Region to, List<Region> regions) {
    double nearest = SAME_CITY_KM;
    OptionalDouble found = OptionalDouble.empty();
    for (Region region : regions) {
      if (region.cloud().equals(to.cloud())) {
        double distance = GreatCircle.kilometres(from, Coordinates.of(region));
        OptionalDouble between = between(region, to);
        if (distance <= nearest && between.isPresent()) {
          nearest = distance;
          found = between;
        }
      }
    }
    return found;
  }

  /** Between two regions of one cloud, in milliseconds; empty when it was not measured. */
  OptionalDouble between(Region one, Region other) {
    Double value = millis.get(List.of(one.cloud(), one.id(), other.id()));
    return value == null || !one.cloud().equals(other.cloud())
        ? OptionalDouble.empty()
        : OptionalDouble.of(value);
  }
}
