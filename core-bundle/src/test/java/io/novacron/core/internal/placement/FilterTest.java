package io.novacron.core.internal.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;
import io.novacron.api.catalog.Offer;
import io.novacron.api.catalog.Price;
import io.novacron.api.catalog.Region;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.Near;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.machine.Size;
import io.novacron.api.placement.Choice;
import io.novacron.api.placement.Counterfactual;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.Factor;
import io.novacron.api.placement.FunnelStage;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each filter takes out, and what is said of it. */
class FilterTest extends PlacementFixture {
  @Test
  void burstableDoubtfulAndPromotionalTypesAreChosenOnlyByName() {
    catalog.add(TestCatalog.offer(FRANKFURT, type("t.large", 2, 8, Mark.BURSTABLE), 10, null));
    catalog.add(TestCatalog.offer(FRANKFURT, type("p.large", 2, 8, Mark.PROMOTION), 20, null));
    catalog.add(TestCatalog.offer(FRANKFURT, type("d.large", 2, 8), 30, null, Mark.PRICE_DOUBTFUL));
    catalog.add(TestCatalog.offer(FRANKFURT, SMALL, 100_000, null));
    Decision bySize = decide(2, 8);
    assertThat(chosen(bySize).instanceType()).isEqualTo("m.large");
    assertThat(stage(bySize, "marks").example())
        .isEqualTo(
            "aws eu-central-1 t.large shares its cores with others; chosen only when its type is"
                + " named");
    for (String name : List.of("t.large", "p.large", "d.large")) {
      assertThat(chosen(decideNamed(name)).instanceType()).isEqualTo(name);
    }
  }

  @Test
  void machinesWithAcceleratorsAreNotChosenForNone() {
    catalog.add(TestCatalog.offer(FRANKFURT, gpu("g.large", 1, "T4"), 10, null));
    catalog.add(TestCatalog.offer(FRANKFURT, gpu("shared.large", 0, "L4"), 20, null));
    catalog.add(
        TestCatalog.offer(FRANKFURT, gpu("f.large", 0, null, Mark.OTHER_ACCELERATOR), 30, null));
    catalog.add(TestCatalog.offer(FRANKFURT, SMALL, 100_000, null));
    assertThat(chosen(decide(2, 8)).instanceType()).isEqualTo("m.large");
  }

  @Test
  void gpusAreFoundByNumberAndModelWhateverItsCase() {
    catalog.add(TestCatalog.offer(FRANKFURT, gpu("g.one", 1, "T4"), 10, null));
    catalog.add(TestCatalog.offer(FRANKFURT, gpu("g.two", 2, "T4"), 20, null));
    catalog.add(TestCatalog.offer(FRANKFURT, gpu("h.two", 2, "H100"), 30, null));
    catalog.add(
        TestCatalog.offer(FRANKFURT, gpu("f.two", 2, "FPGA", Mark.OTHER_ACCELERATOR), 5, null));
    assertThat(chosen(decide(new Size(1, 1, 2, null, null))).instanceType()).isEqualTo("g.two");
    assertThat(chosen(decide(new Size(1, 1, 2, "h100", null))).instanceType()).isEqualTo("h.two");
  }

  @Test
  void aSpotRequestIsPlacedOnSpotOffersAlone() {
    market = new Market(Market.Kind.SPOT, new BigDecimal("0.05"));
    catalog.add(TestCatalog.offer(FRANKFURT, SMALL, 40_000, null));
    catalog.add(TestCatalog.offer(IRELAND, SMALL, 100_000, 50_000L));
    catalog.add(TestCatalog.offer(STOCKHOLM, SMALL, 100_000, 50_001L));
    Decision decision = decide(2, 8);
    assertThat(chosen(decision).region()).isEqualTo("eu-west-1");
    assertThat(chosen(decision).market()).isEqualTo(Market.Kind.SPOT);
    assertThat(chosen(decision).pricePerHour().amount()).isEqualByComparingTo("0.05");
    assertThat(decision.runnerUp()).isNull();
    assertThat(stage(decision, "market").example())
        .isEqualTo("aws eu-central-1 m.large has no known spot price");
    assertThat(stage(decision, "price-ceiling").example())
        .isEqualTo("aws eu-north-1 m.large costs 0.050001 USD/h, more than 0.05 USD/h");
    assertThat(decision.counterfactuals())
        .extracting(Counterfactual::change)
        .containsExactly("if it were paid for on demand");
  }

  @Test
  void aSpotPriceThatIsTooOldIsNotChosenAutomaticallyAndSaidSo() {
    market = new Market(Market.Kind.SPOT, null);
    catalog.add(oldSpot(FRANKFURT, SMALL, 10_000));
    catalog.add(TestCatalog.offer(IRELAND, SMALL, 100_000, 50_000L));
    Decision decision = decide(2, 8);
    assertThat(chosen(decision).region()).isEqualTo("eu-west-1");
    FunnelStage age = stage(decision, "price-age");
    assertThat(age.before() - age.after()).isEqualTo(1);
    assertThat(age.example())
        .isEqualTo(
            "aws eu-central-1 m.large has a spot price as of 2025-12-19, 181 days older than the"
                + " newest of the catalog, more than 180; chosen only when its type or account is"
                + " named");
    assertThat(decision.counterfactuals())
        .filteredOn(one -> one.change().equals("if prices counted however old they are"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.wouldChoose().region()).isEqualTo("eu-central-1");
              assertThat(one.wouldChoose().pricePerHour().asOf()).isEqualTo(TestCatalog.OLD_DAY);
            });
  }

  @Test
  void anOldSpotPriceIsUsedWhenTypeOrAccountIsNamed() {
    market = new Market(Market.Kind.SPOT, null);
    catalog.add(oldSpot(FRANKFURT, SMALL, 10_000));
    catalog.add(TestCatalog.offer(IRELAND, SMALL, 100_000, 50_000L));
    assertThat(chosen(decideNamed("m.large")).region()).isEqualTo("eu-central-1");
    constraints = new PlacementConstraints("aws-a", null, null, null, null, null);
    Decision decision = decide(2, 8);
    assertThat(chosen(decision).region()).isEqualTo("eu-central-1");
    assertThat(decision.funnel()).noneMatch(stage -> stage.filter().equals("price-age"));
  }

  @Test
  void theAgeLimitsAreSettingsAndOnDemandHasNoneUnlessSet() {
    Offer old = oldSpot(FRANKFURT, SMALL, 10_000);
    catalog.add(
        new Offer(
            old.region(),
            old.type(),
            new Price(new BigDecimal("0.02"), "USD", TestCatalog.OLD_DAY, "test"),
            old.spot(),
            old.marks()));
    catalog.add(TestCatalog.offer(IRELAND, SMALL, 100_000, 50_000L));
    assertThat(chosen(decide(2, 8)).region()).isEqualTo("eu-central-1");
    ageLimits = new PriceAgeLimits(180, 0);
    Decision limited = decide(2, 8);
    assertThat(chosen(limited).region()).isEqualTo("eu-west-1");
    assertThat(stage(limited, "price-age").example())
        .contains("has an on-demand price as of 2025-12-19, 181 days older");
    market = new Market(Market.Kind.SPOT, null);
    assertThat(chosen(decide(2, 8)).region()).isEqualTo("eu-central-1");
    ageLimits = new PriceAgeLimits(0, 181);
    assertThat(chosen(decide(2, 8)).region()).isEqualTo("eu-central-1");
  }

  private static Offer oldSpot(Region region, InstanceType type, long spot) {
    return TestCatalog.withOldSpot(TestCatalog.offer(region, type, 100_000, spot));
  }

  @Test
  void theLowerOfTwoCeilingsHolds() {
    market = new Market(Market.Kind.ON_DEMAND, new BigDecimal("0.2"));
    constraints =
        new PlacementConstraints(null, null, null, null, new BigDecimal("0.099999"), null);
    catalog.add(TestCatalog.offer(FRANKFURT, SMALL, 100_000, null));
    assertThat(decide(2, 8).chosen()).isNull();
  }

  @Test
  void nearMeansWithinTenMillisecondsUnlessSaidOtherwise() {
    catalog.add(TestCatalog.offer(FRANKFURT, SMALL, 100_000, null));
    catalog.add(TestCatalog.offer(IRELAND, SMALL, 50_000, null));
    constraints = near(new Near("Frankfurt", null, null, null));
    Decision decision = decide(2, 8);
    assertThat(chosen(decision).region()).isEqualTo("eu-central-1");
    assertThat(stage(decision, "near").example())
        .startsWith("aws eu-west-1 m.large is about ")
        .endsWith(" ms away (round trip estimated from the distance), more than 10 ms");
    assertThat(decision.factors())
        .filteredOn(factor -> factor.name().equals("round-trip-time"))
        .singleElement()
        .matches(Factor::estimated)
        .matches(factor -> factor.weight() == 0 && factor.contribution() == 0)
        .extracting(Factor::value)
        .isEqualTo(4.0);
    assertThat(decision.counterfactuals())
        .extracting(Counterfactual::change)
        .contains("if it need not be within 10 ms of Frankfurt");
    constraints = near(new Near(null, 50.0, 8.0, 40.0));
    assertThat(chosen(decide(2, 8)).region()).isEqualTo("eu-west-1");
  }

  @Test
  void unknownAndIncomparableCarbonIsExcludedAndSaidSo() {
    constraints = new PlacementConstraints(null, null, null, null, null, 100.0);
    catalog.add(TestCatalog.offer(FRANKFURT, SMALL, 10_000, null));
    Decision unknown = decide(2, 8);
    assertThat(unknown.chosen()).isNull();
    assertThat(stage(unknown, "carbon").example())
        .isEqualTo(
            "aws eu-central-1 m.large is in a region whose carbon intensity is unknown, which"
                + " excludes it; only values of the source that covers all clouds count");
    catalog.add(TestCatalog.offer(PARIS, SMALL, 5_000, null));
    Decision incomparable = decide(2, 8);
    assertThat(incomparable.chosen()).isNull();
    assertThat(stage(incomparable, "carbon").example())
        .contains("16 g CO2/kWh (another 2023), which cannot be compared between clouds");
    catalog.add(TestCatalog.offer(IRELAND, SMALL, 20_000, null));
    catalog.add(TestCatalog.offer(STOCKHOLM, SMALL, 30_000, null));
    Decision known = decide(2, 8);
    assertThat(chosen(known).region()).isEqualTo("eu-north-1");
    assertThat(known.factors())
        .filteredOn(factor -> factor.name().equals("carbon"))
        .extracting(Factor::value)
        .containsExactly(20.0);
  }

  @Test
  void withoutAnAccountTheFunnelSaysThatNoneCanBeUsed() {
    accounts = List.of();
    catalog.add(TestCatalog.offer(FRANKFURT, SMALL, 100_000, null));
    Decision decision = decide(2, 8);
    assertThat(decision.chosen()).isNull();
    assertThat(decision.counterfactuals()).isEmpty();
    assertThat(decision.funnel().get(0))
        .isEqualTo(
            new FunnelStage(
                "cloud", 1, 0, "aws eu-central-1 m.large is at aws, where no account can be used"));
  }

  @Test
  void anAccountIsUsedOnlyInItsRegionsAndTheZoneAskedForIsKept() {
    accounts = List.of(account("aws-a", "eu-west-1"), account("aws-b", "eu-central-1"));
    catalog.add(TestCatalog.offer(FRANKFURT, SMALL, 100_000, null));
    constraints = new PlacementConstraints(null, "eu-central-1", "eu-central-1b", null, null, null);
    Choice chosen = chosen(decide(2, 8));
    assertThat(chosen.account()).isEqualTo("aws-b");
    assertThat(chosen.zone()).isEqualTo("eu-central-1b");
  }
}
