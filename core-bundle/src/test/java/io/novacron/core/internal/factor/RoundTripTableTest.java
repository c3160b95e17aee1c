package io.novacron.core.internal.factor;

import static io.novacron.core.internal.factor.PublishedFactorsTest.region;
import static io.novacron.core.internal.factor.PublishedFactorsTest.regions;
import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.core.internal.catalog.Coordinates;
import org.junit.jupiter.api.Test;

class RoundTripTableTest {
  private static final Coordinates CAPE_TOWN = new Coordinates(-33.9, 18.4);

  private final RoundTripTable table = new RoundTripTable();

  @Test
  void aPlaceInTheCityOfARegionHasTheRoundTripsOfThatRegion() {
    assertThat(table.measured(CAPE_TOWN, regions()))
        .containsEntry(region("aws", "ap-northeast-1"), 356.361);
  }

  @Test
  void elsewhereAndForOtherCloudsNothingWasMeasured() {
    Coordinates farm = new Coordinates(-31, 23);
    assertThat(table.measured(farm, regions())).isEmpty();
    assertThat(table.measured(CAPE_TOWN, regions()))
        .doesNotContainKey(region("gcp", "asia-northeast1"));
    assertThat(table.between(region("aws", "us-east-1"), region("azure", "eastus"))).isEmpty();
  }

  @Test
  void oneDirectionStandsForBothWhereTheOtherWasNotMeasured() {
    assertThat(table.between(region("azure", "australiaeast"), region("azure", "austriaeast")))
        .isEqualTo(table.between(region("azure", "austriaeast"), region("azure", "australiaeast")));
  }
}
