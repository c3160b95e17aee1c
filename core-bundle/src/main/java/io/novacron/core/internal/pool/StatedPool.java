package io.novacron.core.internal.pool;

import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Region;
import io.novacron.api.packing.PoolDefinition;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * What the file of a pool says.
 *
 * @param definition the hosts and how they are filled
 * @param region where they are
 * @param types what is offered on them, with prices
 * @param priceDay the day of the prices
 * @param priceSource where the prices come from
 * @param text the file as it is, for the digest of the catalog
 */
public record StatedPool(
    PoolDefinition definition,
    Region region,
    List<PricedType> types,
    LocalDate priceDay,
    String priceSource,
    String text) {
  public StatedPool {
    Objects.requireNonNull(definition, "definition");
    Objects.requireNonNull(region, "region");
    types = List.copyOf(types);
    Objects.requireNonNull(priceDay, "priceDay");
    Objects.requireNonNull(priceSource, "priceSource");
    Objects.requireNonNull(text, "text");
  }

  /**
   * A type with its price.
   *
   * @param type the type
   * @param micros price per hour in millionths of a US dollar
   */
  public record PricedType(InstanceType type, int micros) {
    public PricedType {
      Objects.requireNonNull(type, "type");
    }
  }
}
