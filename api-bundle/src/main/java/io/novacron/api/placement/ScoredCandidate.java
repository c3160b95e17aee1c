package io.novacron.api.placement;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * One candidate that passed all filters of a decision.
 *
 * @param account account
 * @param cloud cloud
 * @param region region
 * @param instanceType the cloud's own type
 * @param pricePerHour price in US dollars
 * @param score what it was judged by; more is better
 */
public record ScoredCandidate(
    String account,
    String cloud,
    String region,
    String instanceType,
    BigDecimal pricePerHour,
    double score) {
  public ScoredCandidate {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(cloud, "cloud");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(instanceType, "instanceType");
    Objects.requireNonNull(pricePerHour, "pricePerHour");
  }
}
