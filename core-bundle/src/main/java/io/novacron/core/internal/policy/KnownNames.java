package io.novacron.core.internal.policy;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.Region;
import io.novacron.core.internal.catalog.ClosestNames;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Names that the catalog has of one sort.
 *
 * @param sort what they name, such as {@code region}
 * @param names the names
 */
record KnownNames(String sort, SortedSet<String> names) {
  private static final String UNION = "EU";
  private static final String ECONOMIC_AREA = "EEA";

  static KnownNames clouds(Catalog catalog) {
    return new KnownNames("cloud", all(catalog, Region::cloud));
  }

  static KnownNames regions(Catalog catalog) {
    return new KnownNames("region", all(catalog, Region::id));
  }

  /** With the European Economic Area also where all of its regions are in the Union. */
  static KnownNames jurisdictions(Catalog catalog) {
    SortedSet<String> names = all(catalog, Region::jurisdiction);
    if (names.contains(UNION)) {
      names.add(ECONOMIC_AREA);
    }
    return new KnownNames("jurisdiction", names);
  }

  /** What is wrong with a name that the catalog does not have; empty when it has it. */
  Optional<String> fault(String name) {
    if (names.contains(name)) {
      return Optional.empty();
    }
    String closest = String.join(", ", ClosestNames.of(name, names.stream()));
    return Optional.of(
        "lists the "
            + sort
            + " "
            + name
            + ", which is not in the catalog"
            + (closest.isEmpty() ? "" : "; the closest names are " + closest));
  }

  private static SortedSet<String> all(Catalog catalog, Function<Region, String> name) {
    List<Region> regions = catalog.regions();
    return regions.stream().map(name).collect(Collectors.toCollection(TreeSet::new));
  }
}
