package io.novacron.core.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.novacron.api.catalog.Region;
import org.junit.jupiter.api.Test;

class RoundTripEstimateTest {
  private static final Coordinates FRANKFURT = new Coordinates(50.11, 8.68);
  private static final Coordinates SYDNEY = new Coordinates(-33.87, 151.21);

  @Test
  void measures_the_shortest_way_over_the_earth() {
    assertThat(GreatCircle.kilometres(FRANKFURT, new Coordinates(48.86, 2.35)))
        .isCloseTo(478, within(2.0));
    assertThat(GreatCircle.kilometres(FRANKFURT, SYDNEY)).isCloseTo(16_480, within(50.0));
    assertThat(GreatCircle.kilometres(FRANKFURT, FRANKFURT)).isZero();
  }

  @Test
  void measures_across_the_date_line_and_between_antipodes() {
    assertThat(GreatCircle.kilometres(new Coordinates(0, 179.5), new Coordinates(0, -179.5)))
        .isCloseTo(111.2, within(0.1));
    assertThat(GreatCircle.kilometres(new Coordinates(90, 0), new Coordinates(-90, 0)))
        .isCloseTo(20_015, within(1.0));
  }

  @Test
  void is_never_faster_than_light_in_fibre_and_grows_with_distance() {
    double previous = 0;
    for (double kilometres = 0; kilometres <= 20_000; kilometres += 250) {
      double millis = RoundTripEstimate.millis(kilometres);
      assertThat(millis).isGreaterThan(kilometres / 100).isGreaterThan(previous);
      previous = millis;
    }
  }

  @Test
  void comes_near_measured_medians() {
    // Medians of one year between AWS regions: Frankfurt to Milan 12.12 ms, Dublin to Frankfurt
    // about 25 ms.
    assertThat(RoundTripEstimate.millis(FRANKFURT, region("Milan", 45.46, 9.19)))
        .isCloseTo(12.1, within(1.0));
    assertThat(RoundTripEstimate.millis(FRANKFURT, region("Frankfurt", 50.11, 8.68)))
        .isLessThan(10);
  }

  @Test
  void refuses_points_that_are_not_on_the_earth() {
    assertThatThrownBy(() -> new Coordinates(90.1, 0)).hasMessageContaining("latitude");
    assertThatThrownBy(() -> new Coordinates(0, Double.NaN)).hasMessageContaining("longitude");
  }

  private static Region region(String city, double latitude, double longitude) {
    return new Region("aws", city, city, "DE", latitude, longitude, "EU", null);
  }
}
