package io.novacron.core.internal.placement;

import io.novacron.api.machine.Market;
import io.novacron.api.placement.Counterfactual;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what would have to change for another choice. Each is found by deciding again, with the
 * same policy and seed, with the one change made; what is stated is what came out.
 */
final class Counterfactuals {
  /** How often a price is tried that is likely the answer before the search bisects. */
  private static final int GUESSES = 2;

  private final PlacementInputs inputs;
  private final ResolvedRequest request;
  private final Candidates candidates;
  private final long seed;

  Counterfactuals(PlacementInputs inputs, long seed) {
    this.inputs = inputs;
    this.request = inputs.request();
    this.candidates = inputs.candidates();
    this.seed = seed;
  }

  /**
   * With a choice: the price at which the runner-up would win, then each constraint without which
   * the choice would be better, then the smallest changes of a weight that would give another.
   * Without one: each constraint, and each lesser size, alone with which there would be one, or the
   * smallest set of constraints without which there would.
   */
  List<Counterfactual> of(Outcome outcome) {
    List<Counterfactual> found = new ArrayList<>();
    Candidate chosen = outcome.chosen();
    Candidate runnerUp = outcome.runnerUp();
    if (chosen != null && runnerUp != null) {
      addPriceFall(chosen, runnerUp, found);
    }
    for (Constraint constraint : inputs.constraints()) {
      addRelaxed(constraint, chosen, found);
    }
    if (chosen != null) {
      found.addAll(new WeightChanges(inputs, seed, chosen).find());
    } else {
      if (found.isEmpty()) {
        addSmallestSet(found);
      }
      if (request.request().size() != null) {
        addLesserSizes(found);
      }
    }
    return found;
  }

  private void addPriceFall(Candidate chosen, Candidate runnerUp, List<Counterfactual> found) {
    int offer = runnerUp.offer();
    long price = price(runnerUp);
    long highest = highestWinningPrice(chosen, offer, price);
    if (highest > 0) {
      PlacementInputs cheaper = assuming(offer, highest);
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
      add(change, cheaper, choose(cheaper), found);
    }
  }

  /**
   * The highest price, to the millionth of a US dollar, at which an offer wins that does not win at
   * the given price; 0 when it never does. A lower price is never worse, so bisection finds it.
   *
   * <p>The price of one offer moves no other, so it is enough to try it against the choice; what is
   * found so is decided over all candidates, and searched for over all of them should it not hold.
   */
  private long highestWinningPrice(Candidate chosen, int offer, long losingPrice) {
    int[] accounts = accountsWith(offer);
    long likely = price(chosen);
    long highest =
        highest(losingPrice, likely, price -> winsAgainst(chosen, accounts, offer, price));
    boolean holds =
        (highest == 0 || wins(offer, highest))
            && (highest + 1 == losingPrice || !wins(offer, highest + 1));
    return holds ? highest : highest(losingPrice, likely, price -> wins(offer, price));
  }

  /** Begins beside the likely price, where the answer is when nothing but the price counts. */
  private static long highest(long losingPrice, long likelyPrice, LongPredicate wins) {
    long won = 0;
    long lost = losingPrice;
    long guess = Math.min(likelyPrice, losingPrice - 1);
    for (int step = 0; lost - won > 1; step++) {
      boolean guessing = step < GUESSES && guess > won && guess < lost;
      long probe = guessing ? guess : won + (lost - won) / 2;
      if (wins.test(probe)) {
        won = probe;
        guess = probe + 1;
      } else {
        lost = probe;
        guess = probe - 1;
      }
    }
    return won;
  }

  private int[] accountsWith(int offer) {
    IntStream.Builder accounts = IntStream.builder();
    Placement.forEachPassing(
        request,
        candidates,
        inputs.policy(),
        (account, passing) -> {
          if (passing == offer) {
            accounts.add(account);
          }
        });
    return accounts.build().toArray();
  }

  private boolean winsAgainst(Candidate chosen, int[] accounts, int offer, long price) {
    PlacementInputs assumed = assuming(offer, price);
    Scorer scorer = Scorer.of(request, assumed.candidates(), assumed.policy());
    BestTwo best = new BestTwo(assumed.candidates(), seed);
    best.add(chosen.account(), chosen.offer(), scorer.score(chosen.account(), chosen.offer()));
    for (int account : accounts) {
      best.add(account, offer, scorer.score(account, offer));
    }
    Candidate winner = best.best();
    return winner != null && winner.offer() == offer;
  }

  private boolean wins(int offer, long price) {
    Candidate winner = choose(assuming(offer, price));
    return winner != null && winner.offer() == offer;
  }

  private PlacementInputs assuming(int offer, long price) {
    CatalogColumns assumed = candidates.columns().assuming(request.market(), offer, price);
    return new PlacementInputs(request, candidates.with(assumed), inputs.policy());
  }

  private PlacementInputs asking(ResolvedRequest other) {
    return new PlacementInputs(other, candidates, inputs.policy());
  }

  private void addRelaxed(
      Constraint constraint, @Nullable Candidate chosen, List<Counterfactual> found) {
    PlacementInputs relaxed = constraint.without(inputs);
    Candidate other = choose(relaxed);
    if (other != null && (chosen == null || other.score() > score(relaxed, chosen))) {
      if (constraint instanceof Constraint.OfQuotas) {
        addQuota(other, found);
      } else {
        add(constraint.sentence(inputs), relaxed, other, found);
      }
    }
  }

  /**
   * Of all quotas only those count that stand in the way of what would be chosen without them, and
   * of those the lowest limit that lets it in.
   */
  private void addQuota(Candidate other, List<Counterfactual> found) {
    Constraint some =
        new Constraint.OfSomeQuotas(
            new RefusedOffers(candidates, request)
                .of(candidates.account(other.account()))
                .exceeded(other.offer()),
            candidates.columns().type(other.offer()));
    PlacementInputs raised = some.without(inputs);
    add(some.sentence(inputs), raised, choose(raised), found);
  }

  /** What the choice would score; in another market it would be another choice. */
  private double score(PlacementInputs relaxed, Candidate chosen) {
    return relaxed.request().market() == request.market()
        ? Scorer.of(relaxed.request(), relaxed.candidates(), relaxed.policy())
            .score(chosen.account(), chosen.offer())
        : chosen.score();
  }

  private void addSmallestSet(List<Counterfactual> found) {
    List<Constraint> smallest = new SmallestRelaxation(inputs).find();
    if (smallest == null || smallest.isEmpty()) {
      return;
    }
    PlacementInputs relaxed = inputs;
    List<String> sentences = new ArrayList<>();
    for (Constraint constraint : smallest) {
      sentences.add(constraint.sentence(relaxed));
      relaxed = constraint.without(relaxed);
    }
    add(String.join(" and ", sentences), relaxed, choose(relaxed), found);
  }

  private void addLesserSizes(List<Counterfactual> found) {
    for (SizeRelaxation relaxation : SizeRelaxation.values()) {
      OptionalInt amount = relaxation.greatest(request, lesser -> choose(asking(lesser)) != null);
      if (amount.isPresent()) {
        PlacementInputs lesser = asking(relaxation.apply(request, amount.getAsInt()));
        add(relaxation.sentence(amount.getAsInt()), lesser, choose(lesser), found);
      }
    }
  }

  private static void add(
      String change,
      PlacementInputs changed,
      @Nullable Candidate other,
      List<Counterfactual> found) {
    if (other != null) {
      found.add(new Counterfactual(change, new Explanation(changed).present(other)));
    }
  }

  private long price(Candidate candidate) {
    return candidates.columns().prices(request.market()).micros(candidate.offer());
  }

  private @Nullable Candidate choose(PlacementInputs changed) {
    return Placement.choose(changed.request(), changed.candidates(), changed.policy(), seed);
  }
}
