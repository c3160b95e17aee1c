package io.novacron.core.internal.placement;

import io.novacron.api.machine.Market;

/** The filters that look at the offer itself: its marks, its market, the age of its price. */
final class OfferFilters {
  private final CatalogColumns columns;
  private final Market.Kind market;
  private final PriceColumn prices;
  private final boolean typeNamed;
  private final long ceiling;
  private final boolean aged;
  private final int oldest;
  private final long policyCeiling;

  OfferFilters(ResolvedRequest request, CatalogColumns columns, PlacementPolicy policy) {
    this.columns = columns;
    this.market = request.market();
    this.prices = columns.prices(market);
    this.typeNamed = request.request().instanceType() != null;
    this.ceiling = request.ceilingMicros();
    this.aged = request.limitsPriceAge(policy);
    this.oldest = policy.ageLimits().days(market);
    this.policyCeiling =
        policy.rules().stream()
            .filter(rule -> rule.hard() && RuleCheck.isAboutPrice(rule))
            .mapToLong(RuleCheck::ceilingMicros)
            .min()
            .orElse(Long.MAX_VALUE);
  }

  /**
   * The first filter that an offer does not pass, as its position, or {@link Filter#NONE}.
   *
   * @param before the first that its type or its region does not pass
   */
  int firstFailed(int offer, int before) {
    int failed = before;
    if (!typeNamed && columns.onlyByName(offer)) {
      failed = Math.min(failed, Filter.MARKS.ordinal());
    }
    long price = prices.micros(offer);
    if (price == PriceColumn.NONE) {
      return Math.min(failed, Filter.MARKET.ordinal());
    }
    if (aged && columns.ageDays(market, offer) > oldest) {
      return Math.min(failed, Filter.PRICE_AGE.ordinal());
    }
    if (price > ceiling) {
      return Math.min(failed, Filter.PRICE_CEILING.ordinal());
    }
    return price > policyCeiling ? Math.min(failed, Filter.POLICY.ordinal()) : failed;
  }

  /** What an offer costs in the market asked for, or on demand where it is not sold there. */
  long price(int offer) {
    return columns.microsOrOnDemand(market, offer);
  }
}
