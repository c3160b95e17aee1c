package io.novacron.core.internal.placement;

import io.novacron.api.placement.Counterfactual;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the smallest changes of one weight of the policy that would change the choice.
 *
 * <p>A candidate's score is linear in each weight, so that the weight at which it draws level with
 * the choice follows from both scores and both utilities. The nearest of these, over all candidates
 * and in both directions, is rounded away to the next step and tried by deciding again.
 */
final class WeightChanges {
  /** Weights are told to hundredths. */
  private static final int DECIMALS = 2;

  private static final BigDecimal STEP = BigDecimal.ONE.movePointLeft(DECIMALS);
  private static final double HEAVIEST = 1_000;
  private static final int MOST = 3;

  private final PlacementInputs inputs;
  private final long seed;
  private final Candidate chosen;
  private final Scorer scorer;
  private final double[] chosenUtilities;
  private final double[] rise;
  private final double[] fall;

  WeightChanges(PlacementInputs inputs, long seed, Candidate chosen) {
    this.inputs = inputs;
    this.seed = seed;
    this.chosen = chosen;
    this.scorer = Scorer.of(inputs.request(), inputs.candidates(), inputs.policy());
    this.chosenUtilities = new double[scorer.size()];
    Arrays.setAll(
        chosenUtilities, factor -> scorer.utility(factor, chosen.account(), chosen.offer()));
    this.rise = new double[scorer.size()];
    this.fall = new double[scorer.size()];
    Arrays.fill(rise, Double.POSITIVE_INFINITY);
    Arrays.fill(fall, Double.POSITIVE_INFINITY);
  }

  /** The changes, the relatively smallest first; none under a policy that weighs one thing. */
  List<Counterfactual> find() {
    Map<String, Double> weights = inputs.policy().weights();
    if (IntStream.range(0, scorer.size()).filter(factor -> scorer.weight(factor) > 0).count() < 2) {
      return List.of();
    }
    Placement.forEachPassing(inputs.request(), inputs.candidates(), inputs.policy(), this::measure);
    List<Change> changes = new ArrayList<>();
    for (int factor = 0; factor < scorer.size(); factor++) {
      if (weights.containsKey(scorer.name(factor)) && scorer.weight(factor) > 0) {
        add(changes, factor, scorer.weight(factor) + rise[factor], RoundingMode.FLOOR, STEP);
        add(
            changes,
            factor,
            scorer.weight(factor) - fall[factor],
            RoundingMode.CEILING,
            STEP.negate());
      }
    }
    return changes.stream()
        .sorted(Comparator.comparingDouble(Change::relative))
        .map(this::verified)
        .flatMap(Optional::stream)
        .limit(MOST)
        .toList();
  }

  private void measure(int account, int offer) {
    if (offer == chosen.offer()) {
      return;
    }
    double behind = chosen.score() - scorer.score(account, offer);
    for (int factor = 0; factor < rise.length; factor++) {
      double ahead = scorer.utility(factor, account, offer) - chosenUtilities[factor];
      if (ahead > 0) {
        rise[factor] = Math.min(rise[factor], behind / ahead);
      } else if (ahead < 0) {
        fall[factor] = Math.min(fall[factor], behind / -ahead);
      }
    }
  }

  private void add(
      List<Change> changes, int factor, double level, RoundingMode rounding, BigDecimal step) {
    if (level >= 0 && level <= HEAVIEST) {
      double former = scorer.weight(factor);
      changes.add(
          new Change(
              scorer.name(factor),
              former,
              BigDecimal.valueOf(level).setScale(DECIMALS, rounding),
              step,
              Math.abs(level - former) / former));
    }
  }

  /** At the level itself it is a tie, which may fall either way. */
  private Optional<Counterfactual> verified(Change change) {
    return tried(change.factor, change.former, change.level)
        .or(() -> tried(change.factor, change.former, change.level.add(change.step)));
  }

  private Optional<Counterfactual> tried(String factor, double former, BigDecimal weight) {
    if (weight.signum() < 0 || weight.doubleValue() == former) {
      return Optional.empty();
    }
    PlacementInputs changed =
        new PlacementInputs(
            inputs.request(),
            inputs.candidates(),
            inputs.policy().withWeight(factor, weight.doubleValue()));
    @Nullable Candidate other =
        Placement.choose(changed.request(), changed.candidates(), changed.policy(), seed);
    if (other == null || other.offer() == chosen.offer()) {
      return Optional.empty();
    }
    String sentence =
        "if the weight of "
            + factor
            + " were "
            + weight.stripTrailingZeros().toPlainString()
            + " instead of "
            + Numbers.plain(former);
    return Optional.of(new Counterfactual(sentence, new Explanation(changed).present(other)));
  }

  /**
   * The weight at which another candidate draws level, rounded towards the former one.
   *
   * @param step leads one step beyond it
   * @param relative how much that is of the former weight
   */
  private record Change(
      String factor, double former, BigDecimal level, BigDecimal step, double relative) {}
}
