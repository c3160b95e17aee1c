package io.novacron.core.internal.placement;

import io.novacron.api.placement.CurrentPlace;
import io.novacron.api.placement.FactorDefinition;
import io.novacron.api.placement.Utility;

/**
 * Holds a machine where it is unless another place is better by more than the weight: with a price
 * of weight 1, a weight of 0.1 for this one lets it move when another place is at least 7 % cheaper
 * (1 - 2^-0.1). Missing for a machine that is nowhere yet.
 */
final class HysteresisColumn implements FactorColumn {
  /** Name of the factor. */
  static final String NAME = "hysteresis";

  /** What it is. */
  static final FactorDefinition DEFINITION =
      new FactorDefinition(
          NAME,
          "operational",
          "stays",
          new Utility.ByDifference(true, 1),
          FactorDefinition.Validity.DECISION,
          "1 for the type and region that the machine has now, 0 for others; only where it has one");

  /** Stands for a place that the catalog does not know. */
  private static final int NOWHERE = -1;

  private final int current;

  HysteresisColumn(CurrentPlace place, CatalogColumns columns) {
    current =
        columns.catalog().find(place.cloud(), place.region(), place.instanceType()).orElse(NOWHERE);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String group() {
    return DEFINITION.group();
  }

  @Override
  public String unit() {
    return DEFINITION.unit();
  }

  @Override
  public boolean missing(int account, int offer) {
    return false;
  }

  @Override
  public double value(int account, int offer) {
    return offer == current ? 1 : 0;
  }

  @Override
  public boolean estimated(int account, int offer) {
    return false;
  }

  @Override
  public double utility(int account, int offer) {
    return offer == current ? 1 : 0;
  }
}
