package io.novacron.core.internal.placement;

import io.novacron.api.machine.Market;
import io.novacron.api.placement.Counterfactual;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what would have to change for another choice. Each is found by deciding again, with the
 * same policy and seed, with the one change made; what is stated is what came out.
 */
final class Counterfactuals {
  private final ResolvedRequest request;
  private final Candidates candidates;
  private final PlacementPolicy policy;
  private final long seed;

  Counterfactuals(
      ResolvedRequest request, Candidates candidates, PlacementPolicy policy, long seed) {
    this.request = request;
    this.candidates = candidates;
    this.policy = policy;
    this.seed = seed;
  }

  /**
   * With a choice: the price at which the runner-up would win, then each constraint without which
   * the choice would be cheaper. Without one: each constraint, and each lesser size, alone with
   * which there would be one.
   */
  List<Counterfactual> of(Outcome outcome) {
    List<Counterfactual> found = new ArrayList<>();
    Candidate chosen = outcome.chosen();
    Candidate runnerUp = outcome.runnerUp();
    if (chosen != null && runnerUp != null) {
      addPriceFall(chosen, runnerUp, found);
    }
    for (Relaxation relaxation : Relaxation.values()) {
      if (relaxation.appliesTo(request)) {
        addRelaxed(relaxation.apply(request), relaxation.sentence(request), chosen, found);
      }
    }
    if (chosen == null && request.request().size() != null) {
      addLesserSizes(found);
    }
    return found;
  }

  private void addPriceFall(Candidate chosen, Candidate runnerUp, List<Counterfactual> found) {
    Market.Kind market = request.market();
    int offer = runnerUp.offer();
    long price = candidates.columns().prices(market).micros(offer);
    long highest = highestWinningPrice(market, offer, price, price(request, chosen));
    if (highest > 0) {
      Candidates cheaper = candidates.with(candidates.columns().withPrice(market, offer, highest));
      add(
          "if the price of "
              + candidates.columns().region(offer).id()
              + " "
              + candidates.columns().type(offer).name()
              + " fell from "
              + Numbers.price(price)
              + " to "
              + Numbers.price(highest)
              + " or below",
          request,
          cheaper,
          found);
    }
  }

  /**
   * The highest price, to the millionth of a US dollar, at which an offer wins that does not win at
   * the given price; 0 when it never does. A lower price is never worse, so bisection finds it; it
   * begins beside the price of the choice, where the answer is when nothing but the price counts.
   */
  private long highestWinningPrice(
      Market.Kind market, int offer, long losingPrice, long likelyPrice) {
    long wins = 0;
    long loses = losingPrice;
    long probe = Math.min(likelyPrice, losingPrice - 1);
    while (loses - wins > 1) {
      boolean beside = probe > wins && probe < loses;
      long middle = beside ? probe : wins + (loses - wins) / 2;
      if (wins(market, offer, middle)) {
        wins = middle;
        probe = middle + 1;
      } else {
        loses = middle;
        probe = middle == likelyPrice ? middle - 1 : 0;
      }
    }
    return wins;
  }

  private boolean wins(Market.Kind market, int offer, long price) {
    Candidates changed = candidates.with(candidates.columns().withPrice(market, offer, price));
    Candidate chosen = decide(request, changed);
    return chosen != null && chosen.offer() == offer;
  }

  private void addRelaxed(
      ResolvedRequest relaxed,
      String change,
      @Nullable Candidate chosen,
      List<Counterfactual> found) {
    Candidate other = decide(relaxed, candidates);
    boolean better =
        other != null && (chosen == null || price(relaxed, other) < price(request, chosen));
    if (better) {
      add(change, relaxed, candidates, found);
    }
  }

  private void addLesserSizes(List<Counterfactual> found) {
    for (SizeRelaxation relaxation : SizeRelaxation.values()) {
      relaxation
          .greatest(request, lesser -> decide(lesser, candidates) != null)
          .ifPresent(
              amount ->
                  add(
                      relaxation.sentence(amount),
                      relaxation.apply(request, amount),
                      candidates,
                      found));
    }
  }

  private void add(
      String change, ResolvedRequest changed, Candidates among, List<Counterfactual> found) {
    Candidate other = decide(changed, among);
    if (other != null) {
      found.add(new Counterfactual(change, new Explanation(changed, among, policy).present(other)));
    }
  }

  private long price(ResolvedRequest of, Candidate candidate) {
    return candidates.columns().prices(of.market()).micros(candidate.offer());
  }

  private @Nullable Candidate decide(ResolvedRequest changed, Candidates among) {
    return Placement.decide(changed, among, policy, seed).chosen();
  }
}
