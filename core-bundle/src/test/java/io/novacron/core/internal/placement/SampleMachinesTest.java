package io.novacron.core.internal.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Offer;
import io.novacron.api.catalog.Region;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.Near;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.machine.Size;
import io.novacron.api.placement.Choice;
import io.novacron.api.placement.Counterfactual;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.core.internal.catalog.CatalogComponent;
import io.novacron.core.internal.codec.JsonCodec;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The machines of the first sample, placed on the catalog that is shipped. */
class SampleMachinesTest {
  private final Catalog catalog = new CatalogComponent().current();
  private final List<PlacementAccount> accounts =
      catalog.regions().stream()
          .map(Region::cloud)
          .distinct()
          .map(cloud -> new PlacementAccount(cloud, "default", cloud, "test", served(cloud), true))
          .toList();

  @Test
  void aWebServerGoesNearFrankfurt() {
    Decision decision =
        decide(
            new Size(4, 16, 0, null, null),
            Market.ON_DEMAND,
            new PlacementConstraints(
                null, null, null, new Near("Frankfurt", null, null, null), null, null));
    Offer offer = offer(decision.chosen());
    assertThat(offer.type().vcpus()).isGreaterThanOrEqualTo(4);
    assertThat(offer.type().memoryGib()).isGreaterThanOrEqualTo(16);
    assertThat(offer.region().latitude()).isBetween(46.0, 54.0);
    assertThat(offer.region().longitude()).isBetween(2.0, 15.0);
    assertThat(decision.counterfactuals())
        .extracting(Counterfactual::change)
        .contains("if it need not be within 10 ms of Frankfurt");
  }

  @Test
  void aBatchWorkerGoesOnSpotUnderItsCeiling() {
    Decision decision =
        decide(
            new Size(8, 32, 0, null, null),
            new Market(Market.Kind.SPOT, new BigDecimal("0.1500")),
            PlacementConstraints.NONE);
    Offer offer = offer(decision.chosen());
    assertThat(offer.spot()).isNotNull();
    assertThat(offer.spot().amount()).isLessThanOrEqualTo(new BigDecimal("0.15"));
    assertThat(decision.chosen()).extracting("pricePerHour").isEqualTo(offer.spot());
    LocalDate newest = LocalDate.parse("2026-08-03");
    assertThat(offer.spot().asOf()).isAfter(newest.minusDays(181));
    assertThat(decision.funnel())
        .filteredOn(stage -> stage.filter().equals("price-age"))
        .singleElement()
        .satisfies(stage -> assertThat(stage.example()).contains("as of 2023-12-08"));
  }

  @Test
  void aDatabaseGoesToArm64OnACleanGrid() {
    Decision decision =
        decide(
            new Size(4, 32, 0, null, "arm64"),
            Market.ON_DEMAND,
            new PlacementConstraints(null, null, null, null, null, 100.0));
    Offer offer = offer(decision.chosen());
    InstanceType type = offer.type();
    assertThat(type.architecture()).isEqualTo("arm64");
    assertThat(offer.region().carbon()).isNotNull();
    assertThat(offer.region().carbon().gramsPerKwh()).isLessThanOrEqualTo(100);
  }

  /** What holds for each of them is checked here too. */
  private Decision decide(Size size, Market market, PlacementConstraints constraints) {
    Decision decision =
        new CatalogPlacementDecider(
                () -> catalog,
                tenant -> accounts,
                PolicyChoice.CHEAPEST,
                new FactorBook(List::of),
                RoundTrips.NONE,
                List::of,
                Optional.empty(),
                new Random(7),
                Clock.systemUTC())
            .decide("default", "dec-1", new PlacementRequest(size, null, market, constraints));
    assertThat(decision.funnel().get(0).before()).isEqualTo(catalog.size());
    assertThat(decision.runnerUp()).isNotNull();
    assertThat(decision.margin()).isNotNegative();
    assertThat(decision.counterfactuals().get(0).wouldChoose())
        .extracting("region", "instanceType")
        .containsExactly(decision.runnerUp().region(), decision.runnerUp().instanceType());
    JsonCodec<Decision> codec = JsonCodec.of(Decision.class);
    assertThat(codec.decode(1, codec.encode(decision))).isEqualTo(decision);
    return decision;
  }

  private Offer offer(@Nullable Choice choice) {
    if (choice == null) {
      throw new AssertionError("nothing was chosen");
    }
    return catalog.offer(
        catalog.find(choice.cloud(), choice.region(), choice.instanceType()).orElseThrow());
  }

  private Set<String> served(String cloud) {
    return catalog.regions().stream()
        .filter(region -> region.cloud().equals(cloud))
        .map(Region::id)
        .collect(Collectors.toSet());
  }
}
