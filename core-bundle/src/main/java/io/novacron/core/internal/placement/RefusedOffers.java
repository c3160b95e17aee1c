package io.novacron.core.internal.placement;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The offers of each account that were refused of late, or that quotas exclude, for one request.
 */
final class RefusedOffers {
  private final Map<String, OfAccount> byAccount = new HashMap<>();
  private final OfAccount none;

  RefusedOffers(Candidates candidates, ResolvedRequest request) {
    none = new OfAccount(candidates.columns(), new BitSet(0), Map.of());
    for (PlacementAccount account : candidates.accounts()) {
      List<Refusal> concerned =
          candidates.refusals().stream()
              .filter(
                  refusal -> refusal.account().equals(account.name()) && refusal.concerns(request))
              .toList();
      if (!concerned.isEmpty()) {
        byAccount.put(account.name(), of(candidates, account, concerned));
      }
    }
  }

  private static OfAccount of(
      Candidates candidates, PlacementAccount account, List<Refusal> refusals) {
    CatalogColumns columns = candidates.columns();
    BitSet refused = new BitSet();
    Map<Integer, List<Refusal>> quotas = new HashMap<>();
    for (int region : candidates.regionsOf(account)) {
      String id = columns.regions().get(region).id();
      List<Refusal> here =
          refusals.stream().filter(refusal -> refusal.region().equals(id)).toList();
      List<Refusal> limiting = here.stream().filter(refusal -> refusal.quota() != null).toList();
      if (!limiting.isEmpty()) {
        quotas.put(region, limiting);
      }
      List<Refusal> told = here.stream().filter(refusal -> refusal.quota() == null).toList();
      if (!told.isEmpty()) {
        for (int offer : columns.offersIn(region)) {
          if (told.stream().anyMatch(refusal -> isOf(columns, offer, refusal))) {
            refused.set(offer);
          }
        }
      }
    }
    return new OfAccount(columns, refused, quotas);
  }

  /** Whether a refusal is about an offer of its account. */
  static boolean isOf(CatalogColumns columns, int offer, Refusal refusal) {
    QuotaLeft quota = refusal.quota();
    return columns.region(offer).id().equals(refusal.region())
        && (refusal.instanceType() == null
            || Objects.equals(columns.type(offer).name(), refusal.instanceType()))
        && (quota == null || quota.excludes(columns.type(offer)));
  }

  /** What an account cannot have. */
  OfAccount of(PlacementAccount account) {
    return byAccount.getOrDefault(account.name(), none);
  }

  /** The offers that one account cannot have. */
  static final class OfAccount {
    private final CatalogColumns columns;
    private final BitSet refused;
    private final Map<Integer, List<Refusal>> quotas;

    private OfAccount(CatalogColumns columns, BitSet refused, Map<Integer, List<Refusal>> quotas) {
      this.columns = columns;
      this.refused = refused;
      this.quotas = quotas;
    }

    /** Whether the account cannot have an offer. */
    boolean has(int offer) {
      return refused.get(offer) || (!quotas.isEmpty() && !exceeded(offer).isEmpty());
    }

    /** Whether a cloud has refused the offer. */
    boolean isRefused(int offer) {
      return refused.get(offer);
    }

    /** The quotas that one more machine of the offer would exceed. */
    List<Refusal> exceeded(int offer) {
      List<Refusal> limiting = quotas.get(columns.regionOf(offer));
      return limiting == null
          ? List.of()
          : limiting.stream().filter(refusal -> isOf(columns, offer, refusal)).toList();
    }
  }
}
