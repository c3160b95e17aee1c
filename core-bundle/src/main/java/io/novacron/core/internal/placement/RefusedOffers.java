package io.novacron.core.internal.placement;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The offers of each account that were refused of late, for one request. */
final class RefusedOffers {
  private static final BitSet NONE = new BitSet(0);

  private final Map<String, BitSet> byAccount = new HashMap<>();

  RefusedOffers(Candidates candidates, ResolvedRequest request) {
    for (PlacementAccount account : candidates.accounts()) {
      List<Refusal> concerned =
          candidates.refusals().stream()
              .filter(
                  refusal ->
                      refusal.account().equals(account.name())
                          && refusal.concerns(request.constraints().zone(), request.market()))
              .toList();
      if (!concerned.isEmpty()) {
        byAccount.put(account.name(), offers(candidates, account, concerned));
      }
    }
  }

  private static BitSet offers(
      Candidates candidates, PlacementAccount account, List<Refusal> refusals) {
    CatalogColumns columns = candidates.columns();
    BitSet refused = new BitSet();
    for (int region : candidates.regionsOf(account)) {
      String id = columns.regions().get(region).id();
      List<Refusal> here =
          refusals.stream().filter(refusal -> refusal.region().equals(id)).toList();
      if (!here.isEmpty()) {
        for (int offer : columns.offersIn(region)) {
          if (here.stream().anyMatch(refusal -> isOf(columns, offer, refusal))) {
            refused.set(offer);
          }
        }
      }
    }
    return refused;
  }

  /** Whether a refusal is about an offer of its account. */
  static boolean isOf(CatalogColumns columns, int offer, Refusal refusal) {
    return columns.region(offer).id().equals(refusal.region())
        && (refusal.instanceType() == null
            || Objects.equals(columns.type(offer).name(), refusal.instanceType()));
  }

  /** Numbers of the offers that an account was refused. */
  BitSet of(PlacementAccount account) {
    return byAccount.getOrDefault(account.name(), NONE);
  }
}
