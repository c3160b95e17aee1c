package com.example.provider;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.CatalogService;
import io.novacron.api.catalog.InstanceType;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the account can make: what the catalog has of the cloud {@code onpremise} in its region. A
 * provider of a public cloud asks the cloud.
 */
final class Offers {
  /** The cloud as the catalog names it. */
  static final String CLOUD = "onpremise";

  private final CatalogService catalog;
  private final String region;

  Offers(CatalogService catalog, String region) {
    this.catalog = catalog;
    this.region = region;
  }

  boolean sells(String type) {
    return find(type).isPresent();
  }

  boolean hasGpus(String type) {
    return find(type).filter(found -> found.gpus() > 0).isPresent();
  }

  private Optional<InstanceType> find(String type) {
    Catalog current = catalog.current();
    OptionalInt offer = current.find(CLOUD, region, type);
    return offer.isPresent()
        ? Optional.of(current.offer(offer.getAsInt()).type())
        : Optional.empty();
  }
}
