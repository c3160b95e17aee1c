package io.novacron.core.internal.catalog;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.Price;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Prices by what something is, rather than by the number of an offer. */
public final class ListPrices {
  private ListPrices() {}

  /**
   * The on-demand price per hour of an instance type.
   *
   * @param cloud absent where it is not known, as the region
   * @return absent when it is not known
   */
  public static @Nullable Price onDemand(
      Catalog catalog, @Nullable String cloud, @Nullable String region, String type) {
    OptionalInt offer =
        cloud == null || region == null ? OptionalInt.empty() : catalog.find(cloud, region, type);
    return offer.isEmpty() ? null : catalog.offer(offer.getAsInt()).onDemand();
  }
}
