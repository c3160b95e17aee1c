package io.novacron.core.internal.placement;

import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Region;
import io.novacron.api.machine.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the smallest set of constraints without which there would be a choice: of every candidate
 * that could be had at all, those that it breaks are counted, and the least of these is the set.
 * One look at each candidate, whatever the number of constraints.
 */
final class SmallestRelaxation {
  private final PlacementInputs inputs;
  private final List<Constraint> constraints;
  private final CatalogColumns columns;
  private final PriceColumn prices;
  private final RefusedOffers refused;

  SmallestRelaxation(PlacementInputs inputs) {
    this.inputs = inputs;
    this.columns = inputs.candidates().columns();
    this.prices = columns.prices(inputs.request().market());
    this.refused = new RefusedOffers(inputs.candidates(), inputs.request());
    this.constraints = constraints(inputs);
  }

  /**
   * Without the market, as the other one has other prices and is asked about as another question.
   * Whoever names an account may have prices of any age, so that without it their age counts.
   */
  private static List<Constraint> constraints(PlacementInputs inputs) {
    List<Constraint> all = new ArrayList<>();
    ResolvedRequest request = inputs.request();
    for (Constraint constraint : inputs.constraints()) {
      if (!constraint.equals(new Constraint.OfRequest(Relaxation.MARKET))) {
        all.add(constraint);
      }
      if (constraint.equals(new Constraint.OfRequest(Relaxation.ACCOUNT))
          && Relaxation.PRICE_AGE.appliesTo(Relaxation.ACCOUNT.apply(request), inputs.policy())) {
        all.add(new Constraint.OfRequest(Relaxation.PRICE_AGE));
      }
    }
    return all;
  }

  /**
   * The set, in the order of the constraints; absent when nothing could be had without all of them.
   */
  @Nullable List<Constraint> find() {
    PlacementInputs unbound = inputs;
    for (Constraint constraint : constraints) {
      unbound = constraint.without(unbound);
    }
    Search search = new Search(Scorer.of(inputs.request(), inputs.candidates(), inputs.policy()));
    Placement.forEachPassing(
        unbound.request(), unbound.candidates(), unbound.policy(), search::consider);
    return search.best == Search.NOTHING ? null : constraintsOf(search.best);
  }

  private List<Constraint> constraintsOf(long broken) {
    List<Constraint> set = new ArrayList<>();
    for (int constraint = 0; constraint < constraints.size(); constraint++) {
      if ((broken & (1L << constraint)) != 0) {
        set.add(constraints.get(constraint));
      }
    }
    return set;
  }

  private boolean isBroken(Constraint constraint, int account, int offer) {
    PlacementAccount owner = inputs.candidates().account(account);
    Region region = columns.region(offer);
    if (constraint instanceof Constraint.OfPolicy of) {
      return RuleCheck.breaks(of.rule(), owner, region, prices.micros(offer));
    }
    if (constraint instanceof Constraint.OfRequest of) {
      return isBroken(of.relaxation(), owner, region, columns.type(offer), offer);
    }
    RefusedOffers.OfAccount lacking = refused.of(owner);
    return constraint instanceof Constraint.OfQuotas
        ? !lacking.exceeded(offer).isEmpty()
        : lacking.isRefused(offer);
  }

  private boolean isBroken(
      Relaxation relaxation,
      PlacementAccount account,
      Region region,
      InstanceType type,
      int offer) {
    ResolvedRequest request = inputs.request();
    Size size = request.request().size();
    return switch (relaxation) {
      case NEAR -> request.rttMillis(region) > request.maxRttMillis();
      case CARBON -> {
        Double most = request.constraints().maxCarbonGramsPerKwh();
        yield most != null && !RuleCheck.isKnownToEmitAtMost(most, region.carbon());
      }
      case ARCHITECTURE -> size != null && !type.architecture().equals(size.architecture());
      case PRICE_AGE ->
          !account.name().equals(request.constraints().account())
              && columns.ageDays(request.market(), offer)
                  > inputs.policy().ageLimits().days(request.market());
      case PRICE_CEILING -> prices.micros(offer) > request.ceilingMicros();
      case REGION -> !region.id().equals(request.constraints().region());
      case ACCOUNT -> !account.name().equals(request.constraints().account());
      case GPU_MODEL ->
          size != null
              && size.gpuModel() != null
              && !size.gpuModel().equalsIgnoreCase(type.gpuModel());
      case MARKET -> false;
    };
  }

  /** Keeps the candidate that breaks least; of equals the one with the higher score. */
  private final class Search {
    private static final long NOTHING = -1;

    private final Scorer scorer;
    private long best = NOTHING;
    private double bestScore;

    Search(Scorer scorer) {
      this.scorer = scorer;
    }

    void consider(int account, int offer) {
      long broken = 0;
      for (int constraint = 0; constraint < constraints.size(); constraint++) {
        if (isBroken(constraints.get(constraint), account, offer)) {
          broken |= 1L << constraint;
        }
      }
      int fewer = best == NOTHING ? -1 : Long.bitCount(broken) - Long.bitCount(best);
      double score = scorer.score(account, offer);
      if (fewer < 0 || (fewer == 0 && score > bestScore)) {
        best = broken;
        bestScore = score;
      }
    }
  }
}
