package io.novacron.core.internal.placement;

import io.novacron.api.placement.FactorDefinition;
import java.util.List;

/** The factors that placement fills itself, from the catalog and the request. */
public final class OwnFactors {
  /** What they are. */
  public static final List<FactorDefinition> DEFINITIONS =
      List.of(
          PriceColumn.DEFINITION,
          SameWorkColumn.DEFINITION,
          RoundTripColumn.DEFINITION,
          HysteresisColumn.DEFINITION);

  private OwnFactors() {}
}
