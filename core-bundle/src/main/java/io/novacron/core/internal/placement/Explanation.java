package io.novacron.core.internal.placement;

import io.novacron.api.catalog.CarbonIntensity;
import io.novacron.api.catalog.Price;
import io.novacron.api.catalog.Region;
import io.novacron.api.machine.Market;
import io.novacron.api.placement.Choice;
import io.novacron.api.placement.Factor;
import io.novacron.api.placement.FunnelStage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the numbers of an outcome into values that a caller can read. */
final class Explanation {
  private static final String CARBON = "carbon";

  private final ResolvedRequest request;
  private final Candidates candidates;
  private final PlacementPolicy policy;

  Explanation(PlacementInputs inputs) {
    this.request = inputs.request();
    this.candidates = inputs.candidates();
    this.policy = inputs.policy();
  }

  /** A candidate as a choice; absent when there is none. */
  @Nullable Choice choice(@Nullable Candidate candidate) {
    return candidate == null ? null : present(candidate);
  }

  /** A candidate as a choice. */
  Choice present(Candidate candidate) {
    CatalogColumns columns = candidates.columns();
    PlacementAccount account = candidates.account(candidate.account());
    Market.Kind market = request.market();
    return new Choice(
        account.name(),
        account.cloud(),
        account.provider(),
        columns.region(candidate.offer()).id(),
        request.constraints().zone(),
        columns.type(candidate.offer()).name(),
        market,
        columns.price(market, candidate.offer()),
        candidate.score());
  }

  /** How much dearer the runner-up is; absent without one. */
  @Nullable BigDecimal margin(Outcome outcome) {
    Candidate chosen = outcome.chosen();
    Candidate runnerUp = outcome.runnerUp();
    if (chosen == null || runnerUp == null) {
      return null;
    }
    PriceColumn prices = candidates.columns().prices(request.market());
    return Price.ofMicros(prices.micros(runnerUp.offer()) - prices.micros(chosen.offer()));
  }

  /** The stages of the funnel. */
  List<FunnelStage> funnel(Outcome outcome) {
    return new FunnelExplanation(request, candidates, policy).stages(outcome.funnel());
  }

  /** What a candidate was scored by, then what it was only limited by; empty without one. */
  List<Factor> factors(@Nullable Candidate candidate) {
    if (candidate == null) {
      return List.of();
    }
    List<Factor> factors =
        new ArrayList<>(
            Scorer.of(request, candidates, policy).factors(candidate.account(), candidate.offer()));
    Region region = candidates.columns().region(candidate.offer());
    if (request.near() != null && policy.weight(RoundTripColumn.NAME) == 0) {
      factors.add(
          limit(
              RoundTripColumn.NAME,
              "network",
              request.rttMillis(region),
              "ms",
              request.isRttEstimated(region)));
    }
    CarbonIntensity carbon = region.carbon();
    if (request.constraints().maxCarbonGramsPerKwh() != null
        && carbon != null
        && policy.weight(CARBON) == 0) {
      factors.add(limit(CARBON, "infrastructure", carbon.gramsPerKwh(), "g CO2/kWh", false));
    }
    return factors;
  }

  private static Factor limit(
      String name, String group, double value, String unit, boolean estimated) {
    return new Factor(name, group, value, unit, 0, 0, false, estimated);
  }
}
