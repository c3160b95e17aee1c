package io.novacron.api.placement;

import io.novacron.api.machine.Market;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;

/**
 * One line of a price history, which is supposed in a replay.
 *
 * @param cloud {@code aws}, {@code azure}, {@code gcp}
 * @param region region id
 * @param instanceType the cloud's own type
 * @param market kind of market
 * @param pricePerHour price in US dollars, more than 0, with at most six decimals
 * @param asOf the first day of the price; it holds until a later line of the same offer
 */
public record ReplayPrice(
    String cloud,
    String region,
    String instanceType,
    Market.Kind market,
    BigDecimal pricePerHour,
    LocalDate asOf) {
  public ReplayPrice {
    Objects.requireNonNull(cloud, "cloud");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(instanceType, "instanceType");
    Objects.requireNonNull(market, "market");
    Objects.requireNonNull(pricePerHour, "pricePerHour");
    Objects.requireNonNull(asOf, "asOf");
  }
}
