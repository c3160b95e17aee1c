package io.novacron.core.internal.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.placement.Factor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScorerTest {
  private final PriceColumn prices = PriceColumn.of(new long[] {500_000, 2_000_000});
  private final Noise noise = new Noise();
  private final Scorer scorer = new Scorer(List.of(prices, noise), new double[] {2.0, 0.5});

  @Test
  void aScoreIsTheSumOfWeightTimesUtility() {
    assertThat(scorer.score(0, 0)).isEqualTo(2.0 * 1 + 0.5 * -3);
    for (int offer = 0; offer < 2; offer++) {
      double sum = scorer.factors(0, offer).stream().mapToDouble(Factor::contribution).sum();
      assertThat(scorer.score(0, offer)).isEqualTo(sum);
    }
  }

  @Test
  void aMissingValueAddsNothingAndIsNamed() {
    assertThat(scorer.score(0, 1)).isEqualTo(2.0 * -1);
    assertThat(scorer.factors(0, 1).get(1))
        .isEqualTo(new Factor("noise", "performance", null, "%", 0.5, 0, true, false));
  }

  @Test
  void aFactorThatThePolicyDoesNotWeighDoesNotCount() {
    Scorer priceOnly = new Scorer(List.of(prices, noise), new double[] {1.0, 0});
    assertThat(priceOnly.score(0, 0)).isEqualTo(1.0);
  }

  /** The first offer has a noise of 3 %, the second one that is not known. */
  private static final class Noise implements FactorColumn {
    @Override
    public String name() {
      return "noise";
    }

    @Override
    public String group() {
      return "performance";
    }

    @Override
    public String unit() {
      return "%";
    }

    @Override
    public boolean missing(int account, int offer) {
      return offer == 1;
    }

    @Override
    public double value(int account, int offer) {
      return 3;
    }

    @Override
    public double utility(int account, int offer) {
      return offer == 1 ? 0 : -3;
    }

    @Override
    public boolean estimated(int account, int offer) {
      return false;
    }
  }
}
