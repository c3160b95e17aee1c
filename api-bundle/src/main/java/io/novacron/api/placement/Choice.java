package io.novacron.api.placement;

import io.novacron.api.catalog.Price;
import io.novacron.api.machine.Market;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One place for a machine.
 *
 * @param account account
 * @param cloud cloud
 * @param provider provider type
 * @param region region
 * @param zone zone when one was asked for
 * @param instanceType the cloud's own type
 * @param market kind of market that the price is of
 * @param pricePerHour price, with its date and source
 * @param score what the choice was made by; the highest wins
 */
public record Choice(
    String account,
    String cloud,
    String provider,
    String region,
    @Nullable String zone,
    String instanceType,
    Market.Kind market,
    Price pricePerHour,
    double score) {
  public Choice {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(cloud, "cloud");
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(instanceType, "instanceType");
    Objects.requireNonNull(market, "market");
    Objects.requireNonNull(pricePerHour, "pricePerHour");
  }
}
