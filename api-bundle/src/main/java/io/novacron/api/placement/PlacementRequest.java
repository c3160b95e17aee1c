package io.novacron.api.placement;

import io.novacron.api.machine.Market;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.machine.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a place is sought for. Either a size or an instance type is given.
 *
 * @param size how big the machine must at least be
 * @param instanceType a cloud's own type
 * @param market how it is paid for
 * @param constraints where it may go
 * @param current where the machine is now, for the factor {@code hysteresis}; absent for a new one
 */
public record PlacementRequest(
    @Nullable Size size,
    @Nullable String instanceType,
    Market market,
    PlacementConstraints constraints,
    @Nullable CurrentPlace current) {
  /** What a place is sought for that a machine does not have yet. */
  public PlacementRequest(
      @Nullable Size size,
      @Nullable String instanceType,
      Market market,
      PlacementConstraints constraints) {
    this(size, instanceType, market, constraints, null);
  }

  public PlacementRequest {
    Objects.requireNonNull(market, "market");
    Objects.requireNonNull(constraints, "constraints");
  }
}
