package io.novacron.core.internal.catalog;

import io.novacron.api.catalog.Region;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Knows where the cities of the catalog are. A name is found whatever its case and accents, and
 * with the country after a comma: {@code Frankfurt}, {@code frankfurt am main}, {@code Zurich},
 * {@code Dublin, IE}. Immutable.
 */
public final class Places {
  private static final int SUGGESTIONS = 3;

  private final Map<PlaceName, Coordinates> byName = new HashMap<>();
  private final List<String> cities;

  /** Knows the cities of these regions. */
  public Places(List<Region> regions) {
    TreeSet<String> names = new TreeSet<>();
    for (Region region : regions) {
      names.add(region.city());
      byName.putIfAbsent(PlaceName.of(region.city()), Coordinates.of(region));
      byName.putIfAbsent(
          PlaceName.of(region.city() + ", " + region.country()), Coordinates.of(region));
    }
    cities = List.copyOf(names);
  }

  /** Where a city is; empty when no region is in a city of that name. */
  public Optional<Coordinates> resolve(String place) {
    return Optional.ofNullable(byName.get(PlaceName.of(place)));
  }

  /** The known cities in alphabetical order. */
  public List<String> cities() {
    return cities;
  }

  /**
   * The known cities, at most three, whose names are the most like an unknown one, the closest
   * first.
   */
  public List<String> suggestions(String unknown) {
    PlaceName wanted = PlaceName.of(unknown);
    return cities.stream()
        .sorted(
            Comparator.comparingInt((String city) -> unlikeness(wanted, PlaceName.of(city)))
                .thenComparing(Comparator.naturalOrder()))
        .limit(SUGGESTIONS)
        .toList();
  }

  private static int unlikeness(PlaceName wanted, PlaceName known) {
    boolean begun =
        !wanted.normalized().isEmpty()
            && (known.normalized().startsWith(wanted.normalized())
                || wanted.normalized().startsWith(known.normalized()));
    return begun ? 0 : wanted.distance(known);
  }
}
