package io.novacron.core.internal.placement;

import io.novacron.api.catalog.Price;
import io.novacron.api.placement.FactorDefinition;
import io.novacron.api.placement.Utility;

/**
 * The prices of all offers in one market.
 *
 * <p>Utility is {@code -log2(price)} of the price in US dollars per hour: half the price adds one,
 * whatever the size of the machine. So other factors can be weighed against a price ratio.
 */
final class PriceColumn implements FactorColumn {
  /** Name of the factor. */
  static final String NAME = "price";

  /** What it is. */
  static final FactorDefinition DEFINITION =
      new FactorDefinition(
          NAME,
          "operational",
          "USD/h",
          new Utility.ByRatio(false, 1.0 / Price.MICROS),
          FactorDefinition.Validity.CATALOG,
          "price lists of the clouds, in the market that is asked for");

  /** Stands for an offer without a price in this market. */
  static final long NONE = -1;

  private static final double LN_2 = StrictMath.log(2);

  private static final int NO_OFFER = -1;

  private final long[] micros;
  private final double[] utility;
  private final int assumedOffer;
  private final long assumedMicros;

  private PriceColumn(long[] micros, double[] utility, int assumedOffer, long assumedMicros) {
    this.micros = micros;
    this.utility = utility;
    this.assumedOffer = assumedOffer;
    this.assumedMicros = assumedMicros;
  }

  /** Takes over an array of prices in millionths of a US dollar, {@link #NONE} where missing. */
  static PriceColumn of(long[] micros) {
    double[] utility = new double[micros.length];
    for (int offer = 0; offer < micros.length; offer++) {
      utility[offer] = utility(micros[offer]);
    }
    return new PriceColumn(micros, utility, NO_OFFER, NONE);
  }

  /** The published prices but for one that is assumed. */
  PriceColumn assuming(int offer, long price) {
    return new PriceColumn(micros, utility, offer, price);
  }

  /** Whether the price of an offer is an assumed one. */
  boolean isAssumed(int offer) {
    return offer == assumedOffer;
  }

  /** Price per hour in millionths of a US dollar, or {@link #NONE}. */
  long micros(int offer) {
    return offer == assumedOffer ? assumedMicros : micros[offer];
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
    return micros(offer) < 0;
  }

  @Override
  public double value(int account, int offer) {
    return (double) micros(offer) / Price.MICROS;
  }

  @Override
  public boolean estimated(int account, int offer) {
    return false;
  }

  @Override
  public double utility(int account, int offer) {
    return offer == assumedOffer ? utility(assumedMicros) : utility[offer];
  }

  /** StrictMath, so that the same decision comes out on every machine. */
  private static double utility(long micros) {
    return micros < 0
        ? 0
        : 0.0 - StrictMath.log((double) Math.max(micros, 1) / Price.MICROS) / LN_2;
  }
}
