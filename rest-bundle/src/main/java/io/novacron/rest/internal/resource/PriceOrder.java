package io.novacron.rest.internal.resource;

import io.novacron.api.catalog.Catalog;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The offers of a catalog by their price on demand, the cheapest first; of equal ones, by their
 * place in the catalog. The order of the latest catalog is kept. Thread-safe.
 */
final class PriceOrder {
  private volatile @Nullable Sorted latest;

  /** The offer at a place of the order. */
  int at(Catalog catalog, int place, boolean dearestFirst) {
    int[] offers = offers(catalog);
    return offers[dearestFirst ? offers.length - 1 - place : place];
  }

  private int[] offers(Catalog catalog) {
    Sorted known = latest;
    if (known != null && known.catalog == catalog) {
      return known.offers;
    }
    int[] offers =
        IntStream.range(0, catalog.size())
            .boxed()
            .sorted(Comparator.comparingLong(catalog::onDemandMicros))
            .mapToInt(Integer::intValue)
            .toArray();
    latest = new Sorted(catalog, offers);
    return offers;
  }

  private record Sorted(Catalog catalog, int[] offers) {}
}
