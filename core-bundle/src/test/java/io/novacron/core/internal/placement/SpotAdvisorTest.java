package io.novacron.core.internal.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.novacron.api.error.FieldError;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Market.Kind;
import io.novacron.api.placement.SpotAdvice;
import io.novacron.api.placement.SpotAdviceRequest;
import io.novacron.api.placement.SpotAdviceRequest.SpotPrice;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** On demand costs 0.10 USD/h, a move 0.10 USD; the horizon is a week. */
class SpotAdvisorTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private final SpotAdvisor advisor = new SpotAdvisor(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void aMachineGoesWhereTheSavingOverTheHorizonIsMoreThanTheMove() {
    SpotAdvice advice = advise(Kind.SPOT, "here", price("here", 0.05), price("there", 0.04));
    assertThat(advice.action()).isEqualTo(SpotAdvice.Action.MOVE);
    assertThat(advice.to()).isEqualTo("there");
    assertThat(advice.expectedSaving()).as("0.01 x 168 - 0.10").isEqualByComparingTo("1.58");
    assertThat(advice.why()).contains("there");
  }

  @Test
  void aDifferenceThatDoesNotPayForTheMoveLeavesItWhereItIs() {
    SpotAdvice advice = advise(Kind.SPOT, "here", price("here", 0.05), price("there", 0.0495));
    assertThat(advice.action()).isEqualTo(SpotAdvice.Action.STAY);
    assertThat(advice.to()).isNull();
  }

  @Test
  void interruptionsCount() {
    SpotAdvice advice =
        advisor.advise(
            question(
                Kind.SPOT,
                "here",
                Map.of("here", 0.0, "there", 0.5),
                price("here", 0.05),
                price("there", 0.04)));
    assertThat(advice.action()).isEqualTo(SpotAdvice.Action.STAY);
  }

  @Test
  void whereSpotIsDearerThanOnDemandItGoesOnDemand() {
    assertThat(advise(Kind.SPOT, "here", price("here", 0.2)).action())
        .isEqualTo(SpotAdvice.Action.ON_DEMAND);
    assertThat(advise(null, null, price("there", 0.04)).to()).isEqualTo("there");
    assertThat(advise(Kind.ON_DEMAND, null, price("there", 0.04)).to()).isEqualTo("there");
  }

  @Test
  void aPlaceThatIsNotOnOfferAnyMoreIsLeft() {
    SpotAdvice advice =
        advise(
            Kind.SPOT,
            "here",
            price("here", 0.01),
            price("there", 0.04),
            new SpotPrice("here", NOW, null));
    assertThat(advice.to()).isEqualTo("there");
  }

  @Test
  void theOrderInWhichPricesAreToldDoesNotMatter() {
    SpotPrice old = new SpotPrice("there", NOW.minus(Duration.ofHours(20)), new BigDecimal("0.09"));
    assertThat(advise(Kind.SPOT, "here", price("there", 0.02), old, price("here", 0.05)))
        .isEqualTo(advise(Kind.SPOT, "here", old, price("here", 0.05), price("there", 0.02)));
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    SpotAdviceRequest wrong =
        new SpotAdviceRequest(
            Kind.SPOT,
            null,
            List.of(new SpotPrice(" ", NOW, new BigDecimal("-1"))),
            null,
            new BigDecimal("-1"),
            new BigDecimal("10000000"),
            BigDecimal.ZERO,
            Map.of("there", 1.5),
            Duration.ZERO,
            Duration.ofDays(1000),
            null);
    assertThat(
            catchThrowableOfType(ProblemException.class, () -> advisor.advise(wrong))
                .problem()
                .errors())
        .extracting(FieldError::pointer)
        .containsExactly(
            "/place",
            "/prices/0/place",
            "/prices/0/pricePerHour",
            "/onDemandPerHour",
            "/moveCost",
            "/interruptionsPerHour/there",
            "/halfLife",
            "/horizon");
  }

  private SpotAdvice advise(@Nullable Kind present, @Nullable String place, SpotPrice... prices) {
    return advisor.advise(question(present, place, Map.of(), prices));
  }

  private static SpotAdviceRequest question(
      @Nullable Kind present,
      @Nullable String place,
      Map<String, Double> interruptions,
      SpotPrice... prices) {
    return new SpotAdviceRequest(
        present,
        place,
        List.of(prices),
        null,
        new BigDecimal("0.10"),
        new BigDecimal("0.10"),
        new BigDecimal("0.20"),
        interruptions,
        null,
        null,
        null);
  }

  private static SpotPrice price(String place, double usd) {
    return new SpotPrice(place, NOW.minus(Duration.ofHours(1)), BigDecimal.valueOf(usd));
  }
}
