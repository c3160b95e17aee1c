package io.novacron.core.internal.placement;

import io.novacron.api.placement.FactorDefinition;
import io.novacron.api.placement.Utility;

/**
 * CoreMark iterations for a dollar: how much of the same work the money buys. Only as many vCPUs
 * count as were asked for: what a larger machine could do beside is not the work that was asked
 * for.
 *
 * <p>Utility is the binary logarithm of the ratio to the median of the market, so that half the
 * price for the same work adds one. Where the score is missing it is 0, as of a candidate in the
 * middle of the market. It follows the price that is assumed in a comparison.
 */
final class SameWorkColumn implements FactorColumn {
  /** Name of the factor. */
  static final String NAME = "coremark-per-dollar";

  /** Name of the factor that it is made from, in iterations per second. */
  static final String WORK = "coremark";

  /** What it is. */
  static final FactorDefinition DEFINITION =
      new FactorDefinition(
          NAME,
          "performance",
          "iterations/USD",
          new Utility.ByRatio(true, 1),
          FactorDefinition.Validity.CATALOG,
          "CoreMark score of the vCPUs that were asked for, and price; estimated where the score is");

  /** Stands for all vCPUs of a machine. */
  static final int ALL = Integer.MAX_VALUE;

  private static final double LN_2 = StrictMath.log(2);
  private static final double SECONDS_PER_HOUR = 3_600;

  private final FactorColumn work;
  private final PriceColumn prices;
  private final double offset;
  private final CatalogColumns columns;
  private final double[] used;
  private final double[] usedUtility;

  /**
   * Makes the column.
   *
   * @param work CoreMark iterations per second, whose utility is the binary logarithm of the ratio
   *     to its reference
   * @param prices prices per hour
   * @param workReference the reference of the iterations per second
   * @param reference what is worth 0, in iterations per second for a US dollar per hour; more than
   *     0
   * @param columns the catalog
   * @param vcpus how many vCPUs were asked for; {@link #ALL} when a type was
   */
  SameWorkColumn(
      FactorColumn work,
      PriceColumn prices,
      double workReference,
      double reference,
      CatalogColumns columns,
      int vcpus) {
    this.work = work;
    this.prices = prices;
    this.columns = columns;
    this.used = new double[columns.types().size()];
    this.usedUtility = new double[used.length];
    for (int type = 0; type < used.length; type++) {
      used[type] = Math.min(1, (double) vcpus / columns.types().get(type).vcpus());
      usedUtility[type] = StrictMath.log(used[type]) / LN_2;
    }
    this.offset = StrictMath.log(workReference / reference) / LN_2;
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
    return work.missing(account, offer) || prices.missing(account, offer);
  }

  @Override
  public double value(int account, int offer) {
    return SECONDS_PER_HOUR
        * work.value(account, offer)
        * used[columns.typeOf(offer)]
        / prices.value(account, offer);
  }

  @Override
  public boolean estimated(int account, int offer) {
    return work.estimated(account, offer);
  }

  @Override
  public double utility(int account, int offer) {
    return missing(account, offer)
        ? 0
        : work.utility(account, offer)
            + usedUtility[columns.typeOf(offer)]
            + prices.utility(account, offer)
            + offset;
  }
}
