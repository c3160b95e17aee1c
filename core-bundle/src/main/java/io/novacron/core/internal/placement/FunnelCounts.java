package io.novacron.core.internal.placement;

import io.novacron.api.machine.Market;
import java.util.Arrays;

/**
 * Counts what each filter takes out and remembers the cheapest of it, which is what a reader would
 * have liked to have. Not thread-safe.
 */
final class FunnelCounts implements Removals {
  /** The account of an example that has none, because no account is at its cloud. */
  static final int NO_ACCOUNT = -1;

  private static final int NOTHING = -1;

  private final Candidates candidates;
  private final Market.Kind market;
  private final int[] removed = new int[Filter.NONE];
  private final int[] exampleAccount = new int[Filter.NONE];
  private final int[] exampleOffer = new int[Filter.NONE];
  private final long[] examplePrice = new long[Filter.NONE];
  private int passed;

  /**
   * Counts nothing yet.
   *
   * @param market in whose prices the cheapest is looked for
   */
  FunnelCounts(Candidates candidates, Market.Kind market) {
    this.candidates = candidates;
    this.market = market;
    Arrays.fill(exampleOffer, NOTHING);
  }

  @Override
  public void pass() {
    passed++;
  }

  @Override
  public void remove(int filter, int account, int offer, long price) {
    removed[filter]++;
    consider(filter, account, offer, price);
  }

  @Override
  public void removeRegion(int filter, int account, int region) {
    CatalogColumns columns = candidates.columns();
    int count = columns.offersIn(region).length;
    if (count > 0) {
      removed[filter] += count;
      int cheapest = columns.cheapestIn(region, market);
      consider(filter, account, cheapest, columns.microsOrOnDemand(market, cheapest));
    }
  }

  private void consider(int filter, int account, int offer, long price) {
    int example = exampleOffer[filter];
    if (example == NOTHING
        || price < examplePrice[filter]
        || (price == examplePrice[filter]
            && candidates.precedes(account, offer, exampleAccount[filter], example))) {
      exampleAccount[filter] = account;
      exampleOffer[filter] = offer;
      examplePrice[filter] = price;
    }
  }

  /** How many candidates there were. */
  int total() {
    return Arrays.stream(removed).sum() + passed;
  }

  int removedBy(Filter filter) {
    return removed[filter.ordinal()];
  }

  /** The example's offer; only for a filter that took something out. */
  int exampleOffer(Filter filter) {
    return exampleOffer[filter.ordinal()];
  }

  /** The example's account, or {@link #NO_ACCOUNT}. */
  int exampleAccount(Filter filter) {
    return exampleAccount[filter.ordinal()];
  }
}
