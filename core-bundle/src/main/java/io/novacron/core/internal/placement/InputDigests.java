package io.novacron.core.internal.placement;

import io.novacron.api.machine.Market;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.core.internal.codec.JsonCodec;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Digests of what a decision was made from, so that it can be told whether two had the same. */
final class InputDigests {
  private static final JsonCodec<PlacementRequest> REQUESTS = JsonCodec.of(PlacementRequest.class);

  private InputDigests() {}

  /** The digest of each input by its name. */
  static Map<String, String> of(
      PlacementRequest request, Candidates candidates, PlacementPolicy policy) {
    return Map.of(
        "catalog", candidates.columns().digest(),
        "accounts", candidates.accountsDigest(),
        "refusals", candidates.refusalsDigest(),
        "request", digest(request),
        "policy", policy.digest(),
        "factors", candidates.factors().digest());
  }

  /** One digest over all. */
  static String total(Map<String, String> inputs) {
    Digests parts = new Digests();
    new TreeMap<>(inputs).forEach(parts::add);
    return parts.hex();
  }

  private static String digest(PlacementRequest request) {
    return new Digests().add("request", REQUESTS.encode(canonical(request))).hex();
  }

  /** The same request with its prices written in one way, so that 0.15 and 0.1500 are one. */
  private static PlacementRequest canonical(PlacementRequest request) {
    PlacementConstraints constraints = request.constraints();
    return new PlacementRequest(
        request.size(),
        request.instanceType(),
        new Market(request.market().kind(), stripped(request.market().maxPricePerHour())),
        new PlacementConstraints(
            constraints.account(),
            constraints.region(),
            constraints.zone(),
            constraints.near(),
            stripped(constraints.maxPricePerHour()),
            constraints.maxCarbonGramsPerKwh(),
            constraints.policy(),
            constraints.group()),
        request.current());
  }

  private static @Nullable BigDecimal stripped(@Nullable BigDecimal price) {
    return price == null ? null : price.stripTrailingZeros();
  }
}
