package io.novacron.core.internal.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.Region;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.placement.FactorDefinition;
import io.novacron.api.placement.FactorScope;
import io.novacron.api.placement.FactorValues;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.core.internal.catalog.CatalogComponent;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PublishedFactorsTest {
  private static final Catalog CATALOG = new CatalogComponent().current();
  private static final PublishedFactors SOURCE = new PublishedFactors(new RoundTripTable());

  @ParameterizedTest
  @CsvSource({
    "coremark, aws, us-east-1, a1.2xlarge, 95158.8",
    "burstable, aws, us-east-1, t3.large, 1",
    "burstable, aws, us-east-1, m5.large, 0",
    "performance-noise, azure, eastus, Standard_D8s_v5, 0.04",
    "performance-noise, azure, eastus, Standard_D16s_v5, 0.04",
    "vcpus, gcp, us-central1, n2-standard-4, 4",
    "memory, gcp, us-central1, n2-standard-4, 16",
    "memory-per-vcpu, gcp, us-central1, n2-standard-4, 4",
    "gpus, aws, us-east-1, g5.xlarge, 1",
    "generation, aws, us-east-1, m8g.large, 0",
    "generation, aws, us-east-1, m5.large, 3",
    "generation, azure, eastus, Standard_D4s_v5, 2",
    "interruption-band, aws, af-south-1, c5.12xlarge, 4",
    "egress-price, aws, ap-east-1, m5.large, 0.12",
  })
  void aKnownFigureIsToldOfItsOffer(
      String factor, String cloud, String region, String type, double expected) {
    assertThat(value(factor, cloud, region, type)).isCloseTo(expected, offset(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "interruption-band, azure, eastus, Standard_D4s_v5",
    "egress-price, gcp, us-central1, n2-standard-4",
    "performance-noise, aws, us-east-1, m5.large",
    "carbon, azure, norwayeast, Standard_D4s_v5",
    "spot-saving, gcp, us-central1, m2-ultramem-208",
    "latency-to-neighbours, gcp, us-central1, n2-standard-4",
  })
  void whatIsNotKnownIsMissingAndNotZero(String factor, String cloud, String region, String type) {
    assertThat(value(factor, cloud, region, type)).isNaN();
  }

  @Test
  void aSpotSavingIsTheRatioOfTheTwoPrices() {
    int offer = CATALOG.find("gcp", "us-central1", "n2-standard-4").orElseThrow();
    assertThat(value("spot-saving", "gcp", "us-central1", "n2-standard-4"))
        .isEqualTo((double) CATALOG.spotMicros(offer) / CATALOG.onDemandMicros(offer));
  }

  @ParameterizedTest
  @MethodSource("names")
  void theReferenceIsOneOfTheValuesAndAboutHalfAreBelowIt(String factor) {
    FactorValues values = values(factor);
    int known = 0;
    int below = 0;
    for (int index = 0; index < values.size(); index++) {
      if (!values.missing(index)) {
        known++;
        below += values.value(index) < values.reference() ? 1 : 0;
      }
    }
    assertThat(known).isPositive();
    assertThat(below).isLessThanOrEqualTo(known / 2);
  }

  @ParameterizedTest
  @MethodSource("names")
  void aBetterValueIsWorthMore(String factor) {
    FactorDefinition definition =
        SOURCE.factors().stream()
            .filter(one -> one.name().equals(factor))
            .findFirst()
            .orElseThrow();
    FactorValues values = values(factor);
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int index = 0; index < values.size(); index++) {
      if (!values.missing(index)) {
        least = Math.min(least, values.value(index));
        most = Math.max(most, values.value(index));
      }
    }
    double ofLeast = definition.utility().of(least, values.reference());
    double ofMost = definition.utility().of(most, values.reference());
    assertThat(ofMost > ofLeast)
        .as("%s to %s", least, most)
        .isEqualTo(definition.utility().moreIsBetter());
    assertThat(ofMost).isNotEqualTo(ofLeast);
  }

  @Test
  void onlyWhatIsAskedForIsMade() {
    assertThat(SOURCE.values(scope(), Set.of("carbon", "unknown"))).hasSize(1);
  }

  static List<String> names() {
    return SOURCE.factors().stream().map(FactorDefinition::name).toList();
  }

  private static double value(String factor, String cloud, String region, String type) {
    FactorValues values = values(factor);
    int offer = CATALOG.find(cloud, region, type).orElseThrow();
    return values.value(
        switch (values.subject()) {
          case INSTANCE_TYPE -> CATALOG.typeIndex(offer);
          case REGION -> CATALOG.regionIndex(offer);
          default -> offer;
        });
  }

  private static FactorValues values(String factor) {
    return SOURCE.values(scope(), Set.of(factor)).get(0);
  }

  private static FactorScope scope() {
    return new FactorScope(
        CATALOG,
        "default",
        new PlacementRequest(null, "m5.large", Market.ON_DEMAND, PlacementConstraints.NONE),
        List.of());
  }

  static Region region(String cloud, String id) {
    return CATALOG.regions().stream()
        .filter(region -> region.cloud().equals(cloud) && region.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  static List<Region> regions() {
    return CATALOG.regions();
  }
}
