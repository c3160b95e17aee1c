package io.novacron.core.internal.factor;

import io.novacron.api.catalog.Region;
import io.novacron.core.internal.catalog.Coordinates;
import io.novacron.core.internal.catalog.GreatCircle;
import io.novacron.core.internal.catalog.Table;
import io.novacron.core.internal.placement.RoundTrips;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Round trips that were measured between regions of one cloud: for AWS medians over a year, for
 * Azure 95th percentiles over a month. A place within {@link #SAME_CITY_KM} of a region counts as
 * that region. Read when it is first asked; safe for use by many threads.
 */
public final class RoundTripTable implements RoundTrips {
  /** A city and its surroundings; light needs less than a millisecond there and back. */
  private static final double SAME_CITY_KM = 50;

  private final AtomicReference<@Nullable Map<List<String>, Double>> read = new AtomicReference<>();

  /** Two threads that are the first to ask may both read the tables; either result is good. */
  private Map<List<String>, Double> millis() {
    Map<List<String>, Double> known = read.get();
    if (known == null) {
      known = bundled();
      read.set(known);
    }
    return known;
  }

  private static Map<List<String>, Double> bundled() {
    Map<List<String>, Double> millis = new HashMap<>();
    for (String cloud : List.of("aws", "azure")) {
      for (Table.Row row : Table.bundled("factors/round-trips-" + cloud + ".tsv")) {
        double value = row.decimal(2);
        millis.put(List.of(cloud, row.text(0), row.text(1)), value);
        // Where only one direction was measured it stands for both.
        millis.putIfAbsent(List.of(cloud, row.text(1), row.text(0)), value);
      }
    }
    return millis;
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
            ? millis().get(List.of(one.cloud(), one.id(), other.id()))
            : null;
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
