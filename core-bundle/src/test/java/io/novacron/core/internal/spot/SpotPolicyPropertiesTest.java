package io.novacron.core.internal.spot;

import static io.novacron.core.internal.spot.Spots.HORIZON;
import static io.novacron.core.internal.spot.Spots.NOON;
import static io.novacron.core.internal.spot.Spots.POLICY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for every question, tried on random ones from fixed seeds. */
class SpotPolicyPropertiesTest {
  private static final int QUESTIONS = 5_000;

  @Test
  void noMachineMovesForASavingThatDoesNotPayForTheMoveWithinTheHorizon() {
    int[] moves = {0};
    forEachQuestion(
        (question, random) -> {
          if (!(question.present() instanceof Present.OnSpot spot)) {
            return;
          }
          PriceTrend here = question.seen().trend(spot.place());
          // Without rates of interruptions only the prices speak.
          SpotAdvice advice = POLICY.decide(Spots.with(question, Map.of()));
          if (here != null && here.offered() && advice instanceof SpotAdvice.Move move) {
            PriceTrend there = question.seen().trend(move.to());
            assertThat(there).isNotNull();
            assertThat((here.mean() - there.mean()) * HORIZON)
                .isGreaterThan(question.costs().moveUsd());
            moves[0]++;
          }
        });
    assertThat(moves[0]).isGreaterThan(250);
  }

  @Test
  void aHigherProbabilityOfInterruptionNeverMakesAPlaceMoreAttractive() {
    int[] lost = {0};
    forEachQuestion(
        (question, random) -> {
          for (String place : question.candidates()) {
            double before = question.interruptionsPerHour().getOrDefault(place, 0.0);
            if (!question.interruptionsPerHour().containsKey(place)) {
              continue;
            }
            Map<String, Double> raised = new HashMap<>(question.interruptionsPerHour());
            raised.put(place, before + (1 - before) * random.nextDouble());
            String former = whereTo(question);
            String latter = whereTo(Spots.with(question, raised));
            if (!place.equals(former)) {
              assertThat(latter).isNotEqualTo(place);
            } else if (!place.equals(latter)) {
              lost[0]++;
            }
          }
        });
    assertThat(lost[0]).as("places that were no longer chosen").isGreaterThan(250);
  }

  @Test
  void aMachineOnSpotThatIsDearerThanOnDemandGoesThereWhenThatPays() {
    int[] gone = {0};
    forEachQuestion(
        (question, random) -> {
          if (question.present() instanceof Present.OnSpot spot
              && POLICY.decide(question) instanceof SpotAdvice.OnDemand advice) {
            PriceTrend here = question.seen().trend(spot.place());
            assertThat(advice.expectedSavingUsd()).isNotNegative();
            gone[0] += here != null && here.offered() ? 1 : 0;
          }
        });
    assertThat(gone[0]).isGreaterThan(75);
  }

  @Test
  void theSameQuestionHasTheSameAnswerInWhateverOrderThingsWereSeenAndNamed() {
    forEachQuestion(
        (question, random) -> {
          List<Map.Entry<String, PriceTrend>> trends =
              new ArrayList<>(question.seen().trends().entrySet());
          Collections.shuffle(trends, random);
          Map<String, PriceTrend> shuffled = new LinkedHashMap<>();
          trends.forEach(entry -> shuffled.put(entry.getKey(), entry.getValue()));
          List<String> names = new ArrayList<>(question.candidates());
          Collections.shuffle(names, random);
          SpotQuestion again =
              new SpotQuestion(
                  question.present(),
                  Set.copyOf(names),
                  new SpotObservations(question.seen().halfLife(), shuffled),
                  question.now(),
                  question.onDemandUsdPerHour(),
                  question.costs(),
                  new LinkedHashMap<>(question.interruptionsPerHour()));
          assertThat(POLICY.decide(again)).isEqualTo(POLICY.decide(question));
        });
  }

  @Test
  void aPlaceOfWhichNothingIsKnownChangesNothing() {
    forEachQuestion(
        (question, random) -> {
          List<String> more = new ArrayList<>(question.candidates());
          more.add("unknown");
          SpotQuestion wider = Spots.with(question, Set.copyOf(more));
          assertThat(whereTo(wider)).isEqualTo(whereTo(question));
          assertThat(POLICY.decide(wider).why()).contains("Not compared");
        });
  }

  @Test
  void pricesThatSwapWithinTheCostOfAMoveMoveNothing() {
    double within = 0.9 / HORIZON;
    assertThat(movesOverSwaps(within, 500, Duration.ofHours(6))).isZero();
    assertThat(movesOverSwaps(within, 500, Duration.ofDays(5))).isZero();
  }

  @Test
  void aMachineDoesNotRunAfterPricesThatSwapFasterThanTheMeanForgets() {
    double tenTimesTheCost = 10 / HORIZON;
    assertThat(movesOverSwaps(tenTimesTheCost, 500, Duration.ofHours(1))).isLessThanOrEqualTo(1);
    // A swap that lasts is another thing: each of them is worth a move.
    assertThat(movesOverSwaps(tenTimesTheCost, 20, Duration.ofDays(20))).isEqualTo(19);
  }

  /** Moves of a machine between two places whose prices swap time after time. */
  private static int movesOverSwaps(double difference, int swaps, Duration each) {
    Present present = new Present.OnSpot("a");
    SpotObservations seen = SpotObservations.none(SpotParameters.DEFAULT);
    int moves = 0;
    Instant at = NOON;
    for (int swap = 0; swap < swaps; swap++) {
      double first = swap % 2 == 0 ? 0.4 : 0.4 + difference;
      Map<String, Double> prices = Map.of("a", first, "b", 0.8 + difference - first);
      for (int look = 0; look < 10; look++) {
        at = at.plus(each.dividedBy(10));
        seen = seen.seen(at, prices);
        SpotAdvice advice =
            POLICY.decide(
                new SpotQuestion(
                    present, Set.of("a", "b"), seen, at, 1, new MoveCosts(1, 0), Map.of()));
        if (advice instanceof SpotAdvice.Move move) {
          present = new Present.OnSpot(move.to());
          moves++;
        }
      }
    }
    return moves;
  }

  /** Where the machine is afterwards on spot; absent when it is on demand. */
  private static @Nullable String whereTo(SpotQuestion question) {
    SpotAdvice advice = POLICY.decide(question);
    if (advice instanceof SpotAdvice.Move move) {
      return move.to();
    }
    return advice instanceof SpotAdvice.Stay && question.present() instanceof Present.OnSpot spot
        ? spot.place()
        : null;
  }

  private static void forEachQuestion(BiConsumer<SpotQuestion, Random> check) {
    for (int seed = 0; seed < QUESTIONS; seed++) {
      Random random = new Random(seed);
      check.accept(Spots.random(random), random);
    }
  }
}
