package io.novacron.core.internal.placement;

import io.novacron.api.catalog.Region;
import io.novacron.api.placement.FactorDefinition;
import io.novacron.api.placement.Utility;
import java.util.List;

/**
 * The round trip between the place asked for and each region. Half the time is worth one; {@link
 * ResolvedRequest#DEFAULT_MAX_RTT_MILLIS} is worth 0.
 */
final class RoundTripColumn implements FactorColumn {
  /** Name of the factor. */
  static final String NAME = "round-trip-time";

  /** What it is. Under a millisecond nothing is gained. */
  static final FactorDefinition DEFINITION =
      new FactorDefinition(
          NAME,
          "network",
          "ms",
          new Utility.ByRatio(false, 1),
          FactorDefinition.Validity.DECISION,
          "measured between regions of AWS and of Azure; others estimated from the distance");

  private final CatalogColumns columns;
  private final double[] millis;
  private final boolean[] estimated;
  private final double[] utility;

  /**
   * Makes the column.
   *
   * @param request a request with a place
   */
  RoundTripColumn(ResolvedRequest request, CatalogColumns columns) {
    this.columns = columns;
    List<Region> regions = columns.regions();
    this.millis = regions.stream().mapToDouble(request::rttMillis).toArray();
    this.utility = new double[millis.length];
    this.estimated = new boolean[millis.length];
    for (int region = 0; region < millis.length; region++) {
      estimated[region] = request.isRttEstimated(regions.get(region));
      utility[region] =
          DEFINITION.utility().of(millis[region], ResolvedRequest.DEFAULT_MAX_RTT_MILLIS);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String group() {
    return "network";
  }

  @Override
  public String unit() {
    return "ms";
  }

  @Override
  public boolean missing(int account, int offer) {
    return false;
  }

  @Override
  public double value(int account, int offer) {
    return millis[columns.regionOf(offer)];
  }

  @Override
  public boolean estimated(int account, int offer) {
    return estimated[columns.regionOf(offer)];
  }

  @Override
  public double utility(int account, int offer) {
    return utility[columns.regionOf(offer)];
  }
}
