package io.novacron.core.internal.placement;

import io.novacron.api.catalog.Price;
import io.novacron.api.catalog.Region;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.Near;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.placement.PlacementRequest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A valid request whose names are all known.
 *
 * @param request the request
 * @param near where the place is that it must be near to; present when the request has one
 * @param anyPriceAge whether prices count however old they are, as a counterfactual supposes
 */
record ResolvedRequest(PlacementRequest request, @Nullable Origin near, boolean anyPriceAge) {
  /** The longest round trip when none is given, in milliseconds. */
  static final double DEFAULT_MAX_RTT_MILLIS = 10;

  PlacementConstraints constraints() {
    return request.constraints();
  }

  Market.Kind market() {
    return request.market().kind();
  }

  /**
   * Whether prices that are too old are left out: a policy limits them, and neither the type nor
   * the account is named.
   */
  boolean limitsPriceAge(PlacementPolicy policy) {
    return policy.ageLimits().limits(market())
        && !anyPriceAge
        && request.instanceType() == null
        && constraints().account() == null;
  }

  /** The longest round trip allowed, in milliseconds. */
  double maxRttMillis() {
    Near asked = constraints().near();
    Double longest = asked == null ? null : asked.maxRttMillis();
    return longest == null ? DEFAULT_MAX_RTT_MILLIS : longest;
  }

  /** The round trip between the place asked for and a region, in milliseconds. */
  double rttMillis(Region region) {
    return origin().rttMillis(region);
  }

  /** Whether that round trip was estimated from the distance, and not measured. */
  boolean isRttEstimated(Region region) {
    return origin().isEstimated(region);
  }

  private Origin origin() {
    return Objects.requireNonNull(near, "near");
  }

  /** The lower of the ceilings of the market and of the constraints; absent without any. */
  @Nullable BigDecimal ceiling() {
    return Stream.of(request.market().maxPricePerHour(), constraints().maxPricePerHour())
        .filter(Objects::nonNull)
        .min(BigDecimal::compareTo)
        .orElse(null);
  }

  /** The highest price that is not above the ceiling, in millionths of a US dollar. */
  long ceilingMicros() {
    BigDecimal ceiling = ceiling();
    return ceiling == null
        ? Long.MAX_VALUE
        : ceiling
            .multiply(BigDecimal.valueOf(Price.MICROS))
            .setScale(0, RoundingMode.FLOOR)
            .longValueExact();
  }
}
