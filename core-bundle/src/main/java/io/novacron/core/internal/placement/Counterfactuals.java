package io.novacron.core.internal.placement;

import io.novacron.api.machine.Market;
import io.novacron.api.placement.Counterfactual;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Finds what would have to change for another choice. Each is found by deciding again, with the
 * same policy and seed, with the one change made; what is stated is what came out.
 */
final class Counterfactuals {
  /** How often a price is tried that is likely the answer before the search bisects. */
  private static final int GUESSES = 2;

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
      if (relaxation.appliesTo(request, policy)) {
        addRelaxed(relaxation.apply(request), relaxation.sentence(request), chosen, found);
      }
    }
    if (chosen == null && request.request().size() != null) {
      addLesserSizes(found);
    }
    return found;
  }

  private void addPriceFall(Candidate chosen, Candidate runnerUp, List<Counterfactual> found) {
    int offer = runnerUp.offer();
    long price = price(request, runnerUp);
    long highest = highestWinningPrice(offer, price, price(request, chosen));
    if (highest > 0) {
      Candidates cheaper = assuming(offer, highest);
      String change =
          (request.market() == Market.Kind.SPOT ? "if the spot price of " : "if the price of ")
              + candidates.columns().type(offer).cloud()
              + " "
              + candidates.columns().region(offer).id()
              + " "
              + candidates.columns().type(offer).name()
              + " fell from "
              + Numbers.price(price)
              + " to "
              + Numbers.price(highest)
              + " or below";
      add(change, request, cheaper, decide(request, cheaper), found);
    }
  }

  /**
   * The highest price, to the millionth of a US dollar, at which an offer wins that does not win at
   * the given price; 0 when it never does. A lower price is never worse, so bisection finds it; it
   * begins beside the price of the choice, where the answer is when nothing but the price counts.
   */
  private long highestWinningPrice(int offer, long losingPrice, long likelyPrice) {
    long wins = 0;
    long loses = losingPrice;
    long guess = Math.min(likelyPrice, losingPrice - 1);
    for (int step = 0; loses - wins > 1; step++) {
      boolean guessing = step < GUESSES && guess > wins && guess < loses;
      long probe = guessing ? guess : wins + (loses - wins) / 2;
      if (wins(offer, probe)) {
        wins = probe;
        guess = probe + 1;
      } else {
        loses = probe;
        guess = probe - 1;
      }
    }
    return wins;
  }

  private boolean wins(int offer, long price) {
    Candidate chosen = decide(request, assuming(offer, price));
    return chosen != null && chosen.offer() == offer;
  }

  private Candidates assuming(int offer, long price) {
    return candidates.with(candidates.columns().assuming(request.market(), offer, price));
  }

  private void addRelaxed(
      ResolvedRequest relaxed,
      String change,
      @Nullable Candidate chosen,
      List<Counterfactual> found) {
    Candidate other = decide(relaxed, candidates);
    if (other != null && (chosen == null || price(relaxed, other) < price(request, chosen))) {
      add(change, relaxed, candidates, other, found);
    }
  }

  private void addLesserSizes(List<Counterfactual> found) {
    for (SizeRelaxation relaxation : SizeRelaxation.values()) {
      OptionalInt amount =
          relaxation.greatest(request, lesser -> decide(lesser, candidates) != null);
      if (amount.isPresent()) {
        ResolvedRequest lesser = relaxation.apply(request, amount.getAsInt());
        String change = relaxation.sentence(amount.getAsInt());
        add(change, lesser, candidates, decide(lesser, candidates), found);
      }
    }
  }

  private void add(
      String change,
      ResolvedRequest changed,
      Candidates among,
      @Nullable Candidate other,
      List<Counterfactual> found) {
    if (other != null) {
      found.add(new Counterfactual(change, new Explanation(changed, among, policy).present(other)));
    }
  }

  private long price(ResolvedRequest of, Candidate candidate) {
    return candidates.columns().prices(of.market()).micros(candidate.offer());
  }

  private @Nullable Candidate decide(ResolvedRequest changed, Candidates among) {
    return Placement.choose(changed, among, policy, seed);
  }
}
