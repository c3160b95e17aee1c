package io.novacron.core.internal.spot;

import static io.novacron.core.internal.spot.Spots.HORIZON;
import static io.novacron.core.internal.spot.Spots.NOON;
import static io.novacron.core.internal.spot.Spots.POLICY;
import static io.novacron.core.internal.spot.Spots.ask;
import static io.novacron.core.internal.spot.Spots.on;
import static io.novacron.core.internal.spot.Spots.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the policy advises in single cases, and how it says so. */
class SpotPolicyTest {
  private static final double BREAK_EVEN = 1 / HORIZON;

  @Test
  void aMachineLeavesOnceTheSavingOfTheHorizonIsMoreThanTheMoveCosts() {
    double little = 0.4 - 0.99 * BREAK_EVEN;
    double enough = 0.4 - 1.01 * BREAK_EVEN;
    assertThat(POLICY.decide(on("a", Map.of("a", 0.4, "b", little))))
        .isInstanceOf(SpotAdvice.Stay.class);
    assertThat(POLICY.decide(on("a", Map.of("a", 0.4, "b", enough))))
        .isInstanceOfSatisfying(
            SpotAdvice.Move.class,
            move -> {
              assertThat(move.to()).isEqualTo("b");
              assertThat(move.expectedSavingUsd()).isCloseTo(0.01, within(1e-9));
            });
  }

  @Test
  void aMoveSaysWhatItSavesAndWhatItCosts() {
    assertThat(POLICY.decide(on("a", Map.of("a", 0.5, "b", 0.4))).why())
        .isEqualTo(
            "Move from a (0.5000 USD/h) to b (0.4000 USD/h): in 168 h that saves 15.8000 USD beyond"
                + " the 1.0000 USD of the move. How often machines are interrupted is not known of"
                + " a, b, so interruptions are not counted.");
  }

  @Test
  void aPriceThatIsNotWhatItLatelyWasIsToldBesideTheMean() {
    SpotObservations seen =
        Spots.at(Map.of("a", 0.5, "b", 0.4))
            .seen(NOON.plus(Duration.ofHours(24)), Map.of("a", 0.6, "b", 0.4));
    SpotAdvice advice =
        POLICY.decide(question(seen, Set.of("a", "b"), NOON.plus(Duration.ofHours(24))));
    assertThat(advice.why())
        .startsWith("Move from a (0.5500 USD/h lately, now 0.6000 USD/h) to b (0.4000 USD/h):");
  }

  @Test
  void stayingSaysWhatAMoveWouldHaveBrought() {
    Map<String, Double> rates = Map.of("a", 0.0, "b", 0.0);
    SpotQuestion question = on("a", Map.of("a", 0.4, "b", 0.399));
    assertThat(POLICY.decide(with(question, rates)).why())
        .isEqualTo(
            "Stay at a (0.4000 USD/h): of the others b (0.3990 USD/h) is cheapest, but a move there"
                + " would save 0.1680 USD in 168 h, and costs 1.0000 USD.");
    assertThat(POLICY.decide(with(on("b", Map.of("a", 0.4, "b", 0.3)), rates)).why())
        .isEqualTo(
            "Stay at b (0.3000 USD/h): of the others a (0.4000 USD/h) is cheapest, but it is no"
                + " cheaper than here.");
  }

  @Test
  void spotThatIsDearerThanOnDemandIsLeftForIt() {
    assertThat(POLICY.decide(on("a", Map.of("a", 1.2, "b", 1.1))))
        .isInstanceOfSatisfying(
            SpotAdvice.OnDemand.class,
            advice -> {
              assertThat(advice.expectedSavingUsd()).isCloseTo(0.2 * HORIZON - 1, within(1e-9));
              assertThat(advice.why()).contains("a (1.2000 USD/h) to on demand (1.0000 USD/h)");
            });
    assertThat(POLICY.decide(ask(new Present.Nowhere(), Map.of("a", 1.2), Map.of())))
        .isInstanceOf(SpotAdvice.OnDemand.class);
  }

  @Test
  void interruptionsCanMakeOnDemandTheBetterBuy() {
    Map<String, Double> prices = Map.of("a", 0.8);
    assertThat(POLICY.decide(ask(new Present.OnSpot("a"), prices, Map.of("a", 0.05))))
        .isInstanceOf(SpotAdvice.Stay.class);
    // 0.2 per hour times a restart of 2 USD are 0.4 USD/h.
    assertThat(POLICY.decide(ask(new Present.OnSpot("a"), prices, Map.of("a", 0.2))))
        .isInstanceOfSatisfying(
            SpotAdvice.OnDemand.class,
            advice ->
                assertThat(advice.why()).contains("0.8000 USD/h, and 0.4000 USD/h for interrup"));
  }

  @Test
  void aMachineOnDemandGoesToSpotWhenThatPaysForTheMove() {
    Present present = new Present.OnDemand();
    assertThat(POLICY.decide(ask(present, Map.of("a", 0.5), Map.of())))
        .isInstanceOf(SpotAdvice.Move.class);
    assertThat(POLICY.decide(ask(present, Map.of("a", 0.999), Map.of())))
        .isInstanceOf(SpotAdvice.Stay.class);
    assertThat(POLICY.decide(ask(present, Map.of("a", 1.5), Map.of())).why())
        .startsWith("Stay on demand (1.0000 USD/h): no place on spot that is known is cheaper.");
  }

  @Test
  void aNewMachineGoesToTheCheapestWhateverAMoveCosts() {
    assertThat(POLICY.decide(ask(new Present.Nowhere(), Map.of("a", 0.999, "b", 0.998), Map.of())))
        .isInstanceOfSatisfying(
            SpotAdvice.Move.class, move -> assertThat(move.to()).isEqualTo("b"));
  }

  @Test
  void aPlaceThatIsNoLongerOnOfferIsLeft() {
    SpotObservations seen =
        Spots.at(Map.of("a", 0.4, "b", 0.6))
            .withdrawn(NOON.plusSeconds(1), List.of("a", "never-seen"));
    SpotAdvice advice = POLICY.decide(question(seen, Set.of("a", "b"), NOON.plusSeconds(1)));
    assertThat(advice)
        .isInstanceOfSatisfying(
            SpotAdvice.Move.class, move -> assertThat(move.to()).isEqualTo("b"));
    assertThat(advice.why()).contains("Not on offer: a.");
  }

  @Test
  void aPlaceWithoutPricesIsNeitherChosenNorLeftAndIsNamed() {
    SpotAdvice neverSeen =
        POLICY.decide(question(Spots.at(Map.of("b", 0.2)), Set.of("a", "b"), NOON));
    assertThat(neverSeen).isInstanceOf(SpotAdvice.Stay.class);
    assertThat(neverSeen.why()).startsWith("Stay at a: with no price of it from the last 168 h");

    SpotAdvice tooOld =
        POLICY.decide(
            question(
                Spots.at(Map.of("a", 0.9, "b", 0.1))
                    .seen(NOON.plus(Duration.ofDays(8)), Map.of("a", 0.9)),
                Set.of("a", "b", "c"),
                NOON.plus(Duration.ofDays(8))));
    assertThat(tooOld).isInstanceOf(SpotAdvice.Stay.class);
    assertThat(tooOld.why())
        .contains("Not compared, for want of a price from the last 168 h: b, c.");
  }

  @Test
  void withNothingKnownANewMachineGoesOnDemandAndManyNamesAreCounted() {
    SpotQuestion question =
        with(ask(new Present.Nowhere(), Map.of(), Map.of()), Set.of("a", "b", "c", "d", "e"));
    assertThat(POLICY.decide(question))
        .isEqualTo(
            new SpotAdvice.OnDemand(
                0,
                "Go on demand (1.0000 USD/h): no price on spot is known. Not compared, for want of a"
                    + " price from the last 168 h: a, b, c and 2 more."));
  }

  @Test
  void aPlaceOfUnknownInterruptionsIsTakenForOneAsTheOthers() {
    Map<String, Double> prices = Map.of("a", 0.5, "b", 0.5, "c", 0.49);
    SpotAdvice advice =
        POLICY.decide(ask(new Present.OnSpot("a"), prices, Map.of("a", 0.1, "b", 0.3)));
    // c is assumed at 0.2 per hour: 0.4 USD/h more, where a has 0.2 USD/h.
    assertThat(advice).isInstanceOf(SpotAdvice.Stay.class);
    assertThat(advice.why())
        .contains("not known of c; assumed is the mean of the others, 0.2 per hour.");
  }

  @Test
  void observationsOfAnotherHalfLifeAreRefused() {
    SpotParameters others =
        new SpotParameters(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));
    assertThatThrownBy(() -> new SpotPolicy(others).decide(on("a", Map.of("a", 0.5))))
        .hasMessageContaining("half-life of PT24H but the policy one of PT1H");
  }

  private static SpotQuestion question(SpotObservations seen, Set<String> places, Instant now) {
    return new SpotQuestion(
        new Present.OnSpot("a"), places, seen, now, 1, new MoveCosts(1, 0), Map.of());
  }
}
