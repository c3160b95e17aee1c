package io.novacron.core.internal.placement;

import io.novacron.api.machine.Market;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides where a machine goes: filter, score, choose. A pure function of the request, the
 * candidates, the policy and the seed; the order of the candidates does not matter.
 *
 * <p>Filters that look at the type or at account and region are asked once for each of those, so
 * that an offer costs a few array reads. A candidate is counted by the first filter in the order of
 * {@link Filter} that it does not pass.
 */
final class Placement {
  /** Filters before this one look at no offer, so they take out a region as a whole. */
  private static final int FIRST_OF_TYPES = Filter.INSTANCE_TYPE.ordinal();

  private Placement() {}

  /** Decides, and says what each filter took out. */
  static Outcome decide(
      ResolvedRequest request, Candidates candidates, PlacementPolicy policy, long seed) {
    FunnelCounts funnel = new FunnelCounts(candidates, request.market());
    BestTwo best = choose(request, candidates, policy, seed, funnel);
    return new Outcome(best.best(), best.next(), funnel);
  }

  /** The choice alone, which is the one of {@link #decide}. */
  static @Nullable Candidate choose(
      ResolvedRequest request, Candidates candidates, PlacementPolicy policy, long seed) {
    return choose(request, candidates, policy, seed, Removals.IGNORED).best();
  }

  private static BestTwo choose(
      ResolvedRequest request,
      Candidates candidates,
      PlacementPolicy policy,
      long seed,
      Removals removals) {
    CatalogColumns columns = candidates.columns();
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
      BitSet refused = refusedOffers.of(owner);
      for (int region : candidates.regionsOf(owner)) {
        int byRegion = RegionFilters.firstFailed(columns.regions().get(region), owner, request);
        if (byRegion < FIRST_OF_TYPES) {
          removals.removeRegion(byRegion, account, region);
          continue;
        }
        for (int offer : columns.offersIn(region)) {
          int failed = Math.min(byType[columns.typeOf(offer)], byRegion);
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
            removals.pass();
            best.add(account, offer, scorer.score(account, offer));
          } else {
            removals.remove(failed, account, offer, price);
          }
        }
      }
    }
    for (String cloud : candidates.cloudsWithoutAccount()) {
      for (int region : columns.regionsOf(cloud)) {
        removals.removeRegion(Filter.CLOUD.ordinal(), FunnelCounts.NO_ACCOUNT, region);
      }
    }
    return best;
  }

  /** What candidates are scored by for a request. */
  static Scorer scorer(ResolvedRequest request, Candidates candidates, PlacementPolicy policy) {
    return new Scorer(List.of(candidates.columns().prices(request.market())), policy);
  }
}
