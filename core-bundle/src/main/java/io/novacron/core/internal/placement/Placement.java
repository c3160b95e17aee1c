package io.novacron.core.internal.placement;

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
    BestTwo best = bestTwo(request, candidates, policy, seed, funnel);
    return new Outcome(best.best(), best.next(), funnel);
  }

  /**
   * The choice alone, which is the one of {@link #decide}. It looks only at what the request can
   * lead to, so it is much quicker than a decision where a type or a place is asked for.
   */
  static @Nullable Candidate choose(
      ResolvedRequest request, Candidates candidates, PlacementPolicy policy, long seed) {
    BestTwo best = new BestTwo(candidates, seed);
    Scorer scorer = Scorer.of(request, candidates, policy);
    forEachPassing(
        request,
        candidates,
        policy,
        (account, offer) -> best.add(account, offer, scorer.score(account, offer)));
    return best.best();
  }

  /** Shows every candidate that passes all filters. */
  static void forEachPassing(
      ResolvedRequest request, Candidates candidates, PlacementPolicy policy, Passing passing) {
    CatalogColumns columns = candidates.columns();
    OfferFilters filters = new OfferFilters(request, columns, policy);
    RefusedOffers refusedOffers = new RefusedOffers(candidates, request);
    int[] byType = TypeFilters.firstFailed(columns.types(), request.request());
    String named = request.request().instanceType();
    int[] ofThatName = named == null ? new int[0] : columns.offersNamed(named);
    for (int account = 0; account < candidates.accounts().size(); account++) {
      PlacementAccount owner = candidates.account(account);
      RefusedOffers.OfAccount refused = refusedOffers.of(owner);
      for (int region : candidates.regionsOf(owner)) {
        if (RegionFilters.firstFailed(columns.regions().get(region), owner, request, policy)
            == Filter.NONE) {
          for (int offer : named == null ? columns.offersIn(region) : ofThatName) {
            int failed = filters.firstFailed(offer, byType[columns.typeOf(offer)]);
            if (failed == Filter.NONE && columns.regionOf(offer) == region && !refused.has(offer)) {
              passing.pass(account, offer);
            }
          }
        }
      }
    }
  }

  /** Is shown candidates that pass all filters. */
  interface Passing {
    /** Takes one. */
    void pass(int account, int offer);
  }

  private static BestTwo bestTwo(
      ResolvedRequest request,
      Candidates candidates,
      PlacementPolicy policy,
      long seed,
      Removals removals) {
    CatalogColumns columns = candidates.columns();
    BestTwo best = new BestTwo(candidates, seed);
    Scorer scorer = Scorer.of(request, candidates, policy);
    int[] byType = TypeFilters.firstFailed(columns.types(), request.request());
    OfferFilters filters = new OfferFilters(request, columns, policy);
    RefusedOffers refusedOffers = new RefusedOffers(candidates, request);

    for (int account = 0; account < candidates.accounts().size(); account++) {
      PlacementAccount owner = candidates.account(account);
      RefusedOffers.OfAccount refused = refusedOffers.of(owner);
      for (int region : candidates.regionsOf(owner)) {
        int byRegion =
            RegionFilters.firstFailed(columns.regions().get(region), owner, request, policy);
        if (byRegion < FIRST_OF_TYPES) {
          removals.removeRegion(byRegion, account, region);
          continue;
        }
        for (int offer : columns.offersIn(region)) {
          int failed =
              filters.firstFailed(offer, Math.min(byType[columns.typeOf(offer)], byRegion));
          if (failed == Filter.NONE && refused.has(offer)) {
            failed = Filter.REFUSED.ordinal();
          }
          if (failed == Filter.NONE) {
            removals.pass();
            best.add(account, offer, scorer.score(account, offer));
          } else {
            removals.remove(failed, account, offer, filters.price(offer));
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
}
