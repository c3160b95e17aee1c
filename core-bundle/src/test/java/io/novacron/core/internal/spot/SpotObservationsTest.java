package io.novacron.core.internal.spot;

import static io.novacron.core.internal.spot.Spots.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is kept of prices, and what is refused. */
class SpotObservationsTest {
  private static final SpotObservations NONE = SpotObservations.none(SpotParameters.DEFAULT);

  @Test
  void afterAHalfLifeTheNewPriceCountsAsMuchAsAllBefore() {
    SpotObservations seen =
        NONE.seen(NOON, Map.of("a", 1.0)).seen(NOON.plus(Duration.ofHours(24)), Map.of("a", 2.0));
    assertThat(trend(seen))
        .isEqualTo(new PriceTrend(1.5, 2.0, NOON.plus(Duration.ofHours(24)), true));
  }

  @Test
  void aPriceThatStaysGivesTheSameMeanHoweverOftenItIsSeen() {
    SpotObservations once =
        NONE.seen(NOON, Map.of("a", 1.0)).seen(NOON.plus(Duration.ofHours(10)), Map.of("a", 3.0));
    SpotObservations often = NONE.seen(NOON, Map.of("a", 1.0));
    for (int minute = 1; minute <= 600; minute++) {
      often = often.seen(NOON.plus(Duration.ofMinutes(minute)), Map.of("a", 3.0));
    }
    assertThat(trend(often).mean()).isCloseTo(trend(once).mean(), within(1e-9));
    assertThat(often.trends()).hasSize(1);
  }

  @Test
  void whatComesTwiceOrLateCountsOnce() {
    SpotObservations seen = NONE.seen(NOON, Map.of("a", 1.0));
    assertThat(seen.seen(NOON, Map.of("a", 9.0))).isEqualTo(seen);
    assertThat(seen.seen(NOON.minusSeconds(1), Map.of("a", 9.0))).isEqualTo(seen);
    assertThat(seen.withdrawn(NOON, List.of("a"))).isEqualTo(seen);
  }

  @Test
  void aPartialListWithdrawsNothingAndAPlaceCanComeBack() {
    SpotObservations seen =
        NONE.seen(NOON, Map.of("a", 1.0, "b", 2.0)).seen(NOON.plusSeconds(60), Map.of("b", 2.0));
    assertThat(trend(seen).offered()).isTrue();
    SpotObservations gone = seen.withdrawn(NOON.plusSeconds(120), List.of("a", "c"));
    assertThat(trend(gone).offered()).isFalse();
    assertThat(gone.trends()).doesNotContainKey("c");
    SpotObservations back = gone.seen(NOON.plusSeconds(180), Map.of("a", 1.0));
    assertThat(trend(back)).isEqualTo(new PriceTrend(1, 1, NOON.plusSeconds(180), true));
  }

  @Test
  void figuresThatMeanNothingAreRefusedByName() {
    assertThatThrownBy(() -> NONE.seen(NOON, Map.of("a", Double.NaN)))
        .hasMessage("mean must be 0 or more but is NaN");
    assertThatThrownBy(() -> new MoveCosts(-1, 0))
        .hasMessage("moveUsd must be 0 or more but is -1.0");
    assertThatThrownBy(
            () -> new SpotParameters(Duration.ZERO, Duration.ofHours(1), Duration.ofHours(1)))
        .hasMessage("halfLife must be longer than 0 but is PT0S");
    assertThatThrownBy(
            () ->
                new SpotQuestion(
                    new Present.Nowhere(),
                    Set.of(),
                    NONE,
                    NOON,
                    1,
                    new MoveCosts(0, 0),
                    Map.of("a", 1.1)))
        .hasMessage("interruptionsPerHour of a must be in 0 to 1 but is 1.1");
  }

  private static PriceTrend trend(SpotObservations seen) {
    return Objects.requireNonNull(seen.trend("a"));
  }
}
