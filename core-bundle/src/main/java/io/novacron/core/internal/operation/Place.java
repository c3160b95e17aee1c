package io.novacron.core.internal.operation;

import io.novacron.api.machine.Market.Kind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where an operation does its work.
 *
 * @param account account
 * @param provider provider type of the account
 * @param region region
 * @param zone zone, when one was asked for
 * @param instanceType the cloud's own type
 * @param market kind of market that was decided on; absent where nothing is bought
 */
public record Place(
    String account,
    String provider,
    String region,
    @Nullable String zone,
    String instanceType,
    @Nullable Kind market) {
  public Place {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(instanceType, "instanceType");
  }

  @Override
  public String toString() {
    return "account " + account + ", region " + region;
  }
}
