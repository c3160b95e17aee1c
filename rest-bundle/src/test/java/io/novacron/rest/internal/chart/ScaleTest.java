package io.novacron.rest.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void equalRatiosAreEquallyFarApart() {
    Scale scale = Scale.logarithmic(0.1, 10, 0, 100);
    double one = scale.position(1) - scale.position(0.5);
    assertThat(scale.position(4) - scale.position(2)).isCloseTo(one, offset(1e-9));
    assertThat(scale.position(0.1)).isBetween(0.0, 10.0);
    assertThat(scale.position(10)).isBetween(90.0, 100.0);
    assertThat(scale.ticks(6)).contains(0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0);
  }

  @Test
  void aSingleValueHasRoomAroundItAndTicks() {
    Scale prices = Scale.logarithmic(0.147, 0.147, 0, 100);
    assertThat(prices.position(0.147)).isCloseTo(50, offset(1e-9));
    assertThat(prices.ticks(6)).isNotEmpty().allMatch(tick -> tick > 0.13 && tick < 0.16);
    Scale scores = Scale.linear(-2, -2, 100, 0);
    assertThat(scores.position(-2)).isCloseTo(50, offset(1e-9));
    assertThat(scores.ticks(6)).isNotEmpty();
  }

  @Test
  void upIsMore() {
    Scale scores = Scale.linear(0, 10, 400, 100);
    assertThat(scores.position(10)).isLessThan(scores.position(0));
    assertThat(scores.ticks(5)).containsExactly(0.0, 5.0, 10.0);
  }
}
