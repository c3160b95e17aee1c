package io.novacron.core.internal.placement;

import io.novacron.api.placement.Choice;
import io.novacron.api.placement.CurrentPlace;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.FactorScope;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.api.placement.ReplayRequest;
import io.novacron.api.placement.ReplayedDecision;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Makes decisions again with what a replay supposes. Catalogs with supposed prices are laid out
 * once for each day. One serves one replay; used by one decision at a time.
 */
final class Supposition {
  private final ReplayRequest request;
  private final @Nullable PlacementPolicy policy;
  private final FactorBook factors;
  private final FactorBook ofOtherCatalogs;
  private final Map<String, RequestResolver> repriced = new HashMap<>();

  /**
   * Makes a supposition.
   *
   * @param request what is supposed
   * @param policy the policy that is supposed; absent for the one of each decision
   * @param factors fills what the policy weighs and the decision did not keep
   */
  Supposition(ReplayRequest request, @Nullable PlacementPolicy policy, FactorBook factors) {
    this.request = request;
    this.policy = policy;
    this.factors = factors;
    this.ofOtherCatalogs = factors.another();
  }

  /** Makes a decision again. */
  ReplayedDecision replay(
      Decision decision, InputRestorer.Restored restored, RequestResolver current) {
    RequestResolver on =
        priced(
            request.catalog() == ReplayRequest.Basis.CURRENT ? current : restored.resolver(),
            decision);
    PlacementPolicy by =
        policy == null ? restored.policy() : policy.with(restored.policy().ageLimits());
    PlacementInputs inputs =
        restored.inputs(
            request.isPlain() ? decision.request() : placed(decision),
            on,
            by,
            candidates -> known(decision, restored, candidates, by, current));
    if (request.isPlain()) {
      Decision again =
          new Decided(inputs, decision.seed())
              .decision(
                  decision.tenant(),
                  decision.id(),
                  !decision.counterfactuals().isEmpty(),
                  decision.decidedAt());
      return compared(decision, again.chosen(), on, again.equals(decision));
    }
    Candidate chosen = Placement.choose(inputs.request(), inputs.candidates(), by, decision.seed());
    return compared(decision, new Explanation(inputs).choice(chosen), on, null);
  }

  /** What was asked for, of a machine that now is where the decision has put it. */
  private static PlacementRequest placed(Decision decision) {
    PlacementRequest asked = decision.request();
    Choice former = decision.chosen();
    return former == null || asked.current() != null
        ? asked
        : new PlacementRequest(
            asked.size(),
            asked.instanceType(),
            asked.market(),
            asked.constraints(),
            new CurrentPlace(former.cloud(), former.region(), former.instanceType()));
  }

  private RequestResolver priced(RequestResolver base, Decision decision) {
    if (request.prices().isEmpty()) {
      return base;
    }
    LocalDate asked = request.pricesOn();
    LocalDate day =
        asked == null ? decision.decidedAt().atZone(ZoneOffset.UTC).toLocalDate() : asked;
    return repriced.computeIfAbsent(
        base.columns().digest() + day,
        key ->
            base.on(
                new CatalogColumns(
                    new RepricedCatalog(base.columns().catalog(), request.prices(), day))));
  }

  /**
   * What was kept with the decision, and beside it what follows from the catalog alone; what has
   * changed since then is not known of that time, so it is missing. Of what was kept, only what
   * changes holds under supposed prices, and nothing on a catalog with other offers.
   */
  private LiveFactors known(
      Decision decision,
      InputRestorer.Restored restored,
      Candidates candidates,
      PlacementPolicy by,
      RequestResolver current) {
    boolean sameOffers =
        request.catalog() == ReplayRequest.Basis.AS_DECIDED
            || restored.resolver().columns().digest().equals(current.columns().digest());
    boolean samePrices = sameOffers && request.prices().isEmpty();
    if (samePrices && policy == null) {
      return restored.factors();
    }
    FactorScope scope = candidates.scope(decision.tenant(), decision.request());
    boolean inForce = candidates.columns().digest().equals(current.columns().digest());
    LiveFactors lasting =
        (inForce ? factors : ofOtherCatalogs)
            .gatherLasting(by.weights().keySet(), scope, candidates.columns());
    if (samePrices) {
      return restored.factors().and(lasting);
    }
    return sameOffers ? lasting.and(restored.factors().changing()) : lasting;
  }

  private static ReplayedDecision compared(
      Decision decision, @Nullable Choice chosen, RequestResolver on, @Nullable Boolean identical) {
    Choice former = decision.chosen();
    BigDecimal formerPrice = former == null ? null : price(former, on.columns());
    BigDecimal regret =
        formerPrice == null || chosen == null
            ? null
            : formerPrice.subtract(chosen.pricePerHour().amount());
    return new ReplayedDecision(
        decision.id(),
        decision.decidedAt(),
        former,
        chosen,
        Objects.equals(offer(former), offer(chosen)),
        formerPrice,
        regret,
        identical,
        null);
  }

  private static @Nullable BigDecimal price(Choice former, CatalogColumns columns) {
    OptionalInt offer =
        columns.catalog().find(former.cloud(), former.region(), former.instanceType());
    return offer.isEmpty()
            || columns.prices(former.market()).micros(offer.getAsInt()) == PriceColumn.NONE
        ? null
        : columns.price(former.market(), offer.getAsInt()).amount();
  }

  private static List<String> offer(@Nullable Choice choice) {
    return choice == null
        ? List.of()
        : List.of(choice.cloud(), choice.region(), choice.instanceType());
  }
}
