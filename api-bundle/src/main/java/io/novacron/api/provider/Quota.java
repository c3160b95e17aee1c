package io.novacron.api.provider;

import io.novacron.api.machine.Market.Kind;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How many vCPUs an account may have in one region, by one of its cloud's limits.
 *
 * @param region id of the region
 * @param name what the cloud calls it, such as {@code L-1216C47A} or {@code standardDSv5Family}
 * @param instanceTypePrefixes how the names of the types begin that count; empty for all types
 * @param market the market whose machines count; absent for all
 * @param limit how many vCPUs there may be; not negative
 * @param used how many there are; not negative, and more than the limit where that was lowered
 */
public record Quota(
    String region,
    String name,
    List<String> instanceTypePrefixes,
    @Nullable Kind market,
    long limit,
    long used) {
  public Quota {
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(name, "name");
    instanceTypePrefixes = List.copyOf(instanceTypePrefixes);
    if (limit < 0 || used < 0) {
      throw new IllegalArgumentException(
          "limit and use must not be negative but are " + limit + " and " + used);
    }
  }

  /** How many vCPUs may be added. */
  public long left() {
    return Math.max(0, limit - used);
  }

  /** Whether machines of a type, in a market, count. */
  public boolean covers(String instanceType, Kind itsMarket) {
    return (market == null || market == itsMarket)
        && (instanceTypePrefixes.isEmpty()
            || instanceTypePrefixes.stream().anyMatch(instanceType::startsWith));
  }
}
