package io.novacron.core.internal.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.novacron.api.catalog.CarbonIntensity;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;
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
import io.novacron.api.placement.PlacementRequest;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules by which a place is chosen, one at a time. */
class PlacementTest {
  private static final Region FRANKFURT = region("eu-central-1", "Frankfurt", 50.11, 8.68, null);
  private static final Region IRELAND =
      region("eu-west-1", "Dublin", 53.35, -6.26, new CarbonIntensity(280, "grid 2024", true));
  private static final Region STOCKHOLM =
      region("eu-north-1", "Stockholm", 59.33, 18.07, new CarbonIntensity(20, "grid 2024", true));
  private static final Region PARIS =
      region("eu-west-3", "Paris", 48.86, 2.35, new CarbonIntensity(16, "another 2023", false));
  private static final InstanceType SMALL = type("m.large", 2, 8);
  private static final InstanceType MEDIUM = type("m.xlarge", 4, 16);

  private final TestCatalog catalog = new TestCatalog(List.of());
  private PlacementConstraints constraints = PlacementConstraints.NONE;
  private Market market = Market.ON_DEMAND;
  private List<PlacementAccount> accounts =
      List.of(account("aws-a", "eu-central-1", "eu-west-1", "eu-north-1", "eu-west-3"));
  private long chance = 1;

  @Test
  void theSmallestOfEquallyPricedTypesIsChosen() {
    catalog.add(TestCatalog.offer(FRANKFURT, type("m.big", 4, 32), 100_000, null));
    catalog.add(TestCatalog.offer(FRANKFURT, MEDIUM, 100_000, null));
    catalog.add(TestCatalog.offer(FRANKFURT, type("m.wide", 8, 16), 100_000, null));
    assertThat(decide(2, 8).chosen()).extracting("instanceType").isEqualTo("m.xlarge");
  }

  @Test
  void equalRegionsGetEqualSharesOverManySeeds() {
    Map<String, Integer> shares = new HashMap<>();
    for (Region region : List.of(FRANKFURT, IRELAND, STOCKHOLM, PARIS)) {
      catalog.add(TestCatalog.offer(region, SMALL, 100_000, null));
    }
    for (chance = 0; chance < 4_000; chance++) {
      shares.merge(chosen(decide(2, 8)).region(), 1, Integer::sum);
    }
    assertThat(shares).hasSize(4);
    assertThat(shares.values()).allMatch(share -> share > 900 && share < 1_100);
  }

  @Test
  void lotsAreTheSameOnEveryMachine() {
    assertThat(TieBreak.lot(42, TieBreak.hash("aws-a"), TieBreak.hash("r"), TieBreak.hash("t")))
        .isEqualTo(7016281149376106460L);
  }

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

  @Test
  void theSameOfferThroughAnotherAccountIsNotTheRunnerUp() {
    accounts = List.of(account("aws-a", "eu-central-1"), account("aws-b", "eu-central-1"));
    catalog.add(TestCatalog.offer(FRANKFURT, SMALL, 100_000, null));
    assertThat(decide(2, 8).runnerUp()).isNull();
    catalog.add(TestCatalog.offer(FRANKFURT, MEDIUM, 200_000, null));
    Decision decision = decide(2, 8);
    assertThat(decision.runnerUp()).extracting("instanceType").isEqualTo("m.xlarge");
    assertThat(decision.margin()).isEqualByComparingTo("0.1");
  }

  @Test
  void halfThePriceScoresOneMore() {
    catalog.add(TestCatalog.offer(FRANKFURT, SMALL, 100_000, null));
    catalog.add(TestCatalog.offer(IRELAND, SMALL, 200_000, null));
    Decision decision = decide(2, 8);
    assertThat(decision.runnerUp()).isNotNull();
    assertThat(chosen(decision).score() - decision.runnerUp().score())
        .isCloseTo(1.0, offset(1e-12));
  }

  @Test
  void eachInputHasADigestThatChangesWithItAndAPriceWrittenOtherwiseIsTheSame() {
    catalog.add(TestCatalog.offer(FRANKFURT, SMALL, 100_000, null));
    constraints = new PlacementConstraints(null, null, null, null, new BigDecimal("0.5"), null);
    Decision first = decide(2, 8);
    constraints = new PlacementConstraints(null, null, null, null, new BigDecimal("0.500"), null);
    assertThat(decide(2, 8).inputsDigest()).isEqualTo(first.inputsDigest());

    assertThat(changed(first, decide(1, 8))).containsExactly("request");
    accounts = List.of(account("aws-a", "eu-central-1"));
    assertThat(changed(first, decide(2, 8))).containsExactly("accounts");
    catalog.add(TestCatalog.offer(IRELAND, SMALL, 100_000, null));
    assertThat(changed(first, decide(2, 8))).containsExactlyInAnyOrder("accounts", "catalog");
  }

  private static List<String> changed(Decision one, Decision other) {
    assertThat(other.inputsDigest()).isNotEqualTo(one.inputsDigest());
    return one.inputs().keySet().stream()
        .filter(input -> !Objects.equals(one.inputs().get(input), other.inputs().get(input)))
        .toList();
  }

  private Decision decide(int vcpus, double memoryGib) {
    return decide(new Size(vcpus, memoryGib, 0, null, null));
  }

  private Decision decide(Size size) {
    return decide(new PlacementRequest(size, null, market, constraints));
  }

  private Decision decideNamed(String type) {
    return decide(new PlacementRequest(null, type, market, constraints));
  }

  private Decision decide(PlacementRequest request) {
    return new CatalogPlacementDecider(
            () -> catalog,
            tenant -> accounts,
            new Random(chance),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
        .decide("default", "dec-1", request);
  }

  private static Choice chosen(Decision decision) {
    Choice chosen = decision.chosen();
    if (chosen == null) {
      throw new AssertionError("nothing was chosen: " + decision.funnel());
    }
    return chosen;
  }

  private static FunnelStage stage(Decision decision, String filter) {
    return decision.funnel().stream()
        .filter(stage -> stage.filter().equals(filter))
        .findFirst()
        .orElseThrow();
  }

  private static PlacementConstraints near(Near near) {
    return new PlacementConstraints(null, null, null, near, null, null);
  }

  private static PlacementAccount account(String name, String... regions) {
    return new PlacementAccount(name, "default", "aws", "simulator", Set.of(regions), true);
  }

  private static Region region(
      String id, String city, double latitude, double longitude, @Nullable CarbonIntensity carbon) {
    return new Region("aws", id, city, "XX", latitude, longitude, "EU", carbon);
  }

  private static InstanceType type(String name, int vcpus, double memoryGib, Mark... marks) {
    return new InstanceType("aws", name, vcpus, memoryGib, 0, null, "amd64", Set.of(marks));
  }

  private static InstanceType gpu(String name, double gpus, @Nullable String model, Mark... marks) {
    return new InstanceType("aws", name, 2, 8, gpus, model, "amd64", Set.of(marks));
  }
}
