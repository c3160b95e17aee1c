package io.novacron.core.internal.placement;

import io.novacron.api.machine.Market;
import java.util.BitSet;
import java.util.List;

/**
 * Decides where a machine goes: filter, score, choose. A pure function of the request, the
 * candidates, the policy and the seed; the order of the candidates does not matter.
 *
 * <p>Filters that look at the type or at account and region are asked once for each of those, so
 * that an offer costs a few array reads. A candidate is counted by the first filter in the order of
 * {@link Filter} that it does not pass.
 */
final class Placement {
  private Placement() {}

  /** Decides. */
  static Outcome decide(
      ResolvedRequest request, Candidates candidates, PlacementPolicy policy, long seed) {
    CatalogColumns columns = candidates.columns();
    FunnelCounts funnel = new FunnelCounts(candidates);
    BestTwo best = new BestTwo(candidates, seed);
    Scorer scorer = scorer(request, candidates, policy);
    int[] byType = TypeFilters.firstFailed(columns.types(), request.request());
    boolean typeNamed = request.request().instanceType() != null;
    PriceColumn prices = columns.prices(request.market());
    PriceColumn onDemand = columns.prices(Market.Kind.ON_DEMAND);
    long ceiling = request.ceilingMicros();
    boolean aged = request.limitsPriceAge(policy);
    int oldest = policy.ageLimits().days(request.market());
    RefusedOffers refusedOffers = new RefusedOffers(candidates, request);

    for (int account = 0; account < candidates.accounts().size(); account++) {
      PlacementAccount owner = candidates.account(account);
      int[] byRegion = RegionFilters.firstFailed(columns.regions(), owner, request);
      BitSet refused = refusedOffers.of(owner);
      for (int offer : candidates.offersOf(owner)) {
        int failed = Math.min(byType[columns.typeOf(offer)], byRegion[columns.regionOf(offer)]);
        if (!typeNamed && columns.onlyByName(offer)) {
          failed = Math.min(failed, Filter.MARKS.ordinal());
        }
        long price = prices.micros(offer);
        if (price == PriceColumn.NONE) {
          failed = Math.min(failed, Filter.MARKET.ordinal());
          price = onDemand.micros(offer);
        } else if (aged && columns.ageDays(request.market(), offer) > oldest) {
          failed = Math.min(failed, Filter.PRICE_AGE.ordinal());
        } else if (price > ceiling) {
          failed = Math.min(failed, Filter.PRICE_CEILING.ordinal());
        }
        if (failed == Filter.NONE && refused.get(offer)) {
          failed = Filter.REFUSED.ordinal();
        }
        if (failed == Filter.NONE) {
          funnel.pass();
          best.add(account, offer, scorer.score(account, offer));
        } else {
          funnel.remove(failed, account, offer, price);
        }
      }
    }
    candidates
        .offersWithoutAccount()
        .forEach(
            offer ->
                funnel.remove(
                    Filter.CLOUD.ordinal(),
                    FunnelCounts.NO_ACCOUNT,
                    offer,
                    onDemand.micros(offer)));
    return new Outcome(best.best(), best.next(), funnel);
  }

  /** What candidates are scored by for a request. */
  static Scorer scorer(ResolvedRequest request, Candidates candidates, PlacementPolicy policy) {
    return new Scorer(List.of(candidates.columns().prices(request.market())), policy);
  }
}
