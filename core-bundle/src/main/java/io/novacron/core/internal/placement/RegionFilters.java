package io.novacron.core.internal.placement;

import io.novacron.api.catalog.Region;

/** The filters that look at the account and the region; they are asked once for each pair. */
final class RegionFilters {
  private RegionFilters() {}

  /**
   * The first filter that a region does not pass through an account, as its position, or {@link
   * Filter#NONE}. Rules about the price are not looked at.
   */
  static int firstFailed(
      Region region, PlacementAccount account, ResolvedRequest request, PlacementPolicy policy) {
    String accountAsked = request.constraints().account();
    if (accountAsked != null && !accountAsked.equals(account.name())) {
      return Filter.ACCOUNT.ordinal();
    }
    if (!account.regions().contains(region.id())) {
      return Filter.ACCOUNT_REGION.ordinal();
    }
    String regionAsked = request.constraints().region();
    if (regionAsked != null && !regionAsked.equals(region.id())) {
      return Filter.REGION.ordinal();
    }
    if (request.near() != null && request.rttMillis(region) > request.maxRttMillis()) {
      return Filter.NEAR.ordinal();
    }
    Double mostCarbon = request.constraints().maxCarbonGramsPerKwh();
    if (mostCarbon != null && !RuleCheck.isKnownToEmitAtMost(mostCarbon, region.carbon())) {
      return Filter.CARBON.ordinal();
    }
    return policy.rules().stream()
            .anyMatch(rule -> rule.hard() && RuleCheck.breaks(rule, account, region))
        ? Filter.POLICY.ordinal()
        : Filter.NONE;
  }
}
