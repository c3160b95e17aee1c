package io.novacron.core.internal.factor;

import io.novacron.api.catalog.Region;
import io.novacron.core.internal.catalog.Coordinates;
import io.novacron.core.internal.catalog.GreatCircle;
import io.novacron.core.internal.placement.RoundTrips;
import java.util.Comparator;
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
  public Map<Region, Double> measured(Coordinates from, List<Region> regions) {
    List<Region> here =
        regions.stream()
            .filter(region -> distance(from, region) <= SAME_CITY_KM)
            .sorted(Comparator.comparingDouble(region -> distance(from, region)))
            .toList();
    Map<Region, Double> measured = new HashMap<>();
    for (Region nearest : here) {
      for (Region to : regions) {
        between(nearest, to).ifPresent(value -> measured.putIfAbsent(to, value));
      }
    }
    return measured;
  }

  private static double distance(Coordinates from, Region region) {
    return GreatCircle.kilometres(from, Coordinates.of(region));
  }

  /** Between two regions of one cloud, in milliseconds; empty when it was not measured. */
  OptionalDouble between(Region one, Region other) {
    Double value =
        one.cloud().equals(other.cloud())
            ? millis.get(List.of(one.cloud(), one.id(), other.id()))
            : null;
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
