package io.novacron.core.internal.placement;

import io.novacron.api.catalog.CarbonIntensity;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;
import io.novacron.api.catalog.Region;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.Near;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.machine.Size;
import io.novacron.api.placement.Choice;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.FactorSource;
import io.novacron.api.placement.FunnelStage;
import io.novacron.api.placement.PlacementRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A catalog to be filled, accounts and constraints to be set, and a decision on them. */
abstract class PlacementFixture {
  static final Region FRANKFURT = region("eu-central-1", "Frankfurt", 50.11, 8.68, null);
  static final Region IRELAND =
      region("eu-west-1", "Dublin", 53.35, -6.26, new CarbonIntensity(280, "grid 2024", true));
  static final Region STOCKHOLM =
      region("eu-north-1", "Stockholm", 59.33, 18.07, new CarbonIntensity(20, "grid 2024", true));
  static final Region PARIS =
      region("eu-west-3", "Paris", 48.86, 2.35, new CarbonIntensity(16, "another 2023", false));
  static final InstanceType SMALL = type("m.large", 2, 8);
  static final InstanceType MEDIUM = type("m.xlarge", 4, 16);

  final TestCatalog catalog = new TestCatalog(List.of());
  PlacementConstraints constraints = PlacementConstraints.NONE;
  Market market = Market.ON_DEMAND;
  List<PlacementAccount> accounts =
      List.of(account("aws-a", "eu-central-1", "eu-west-1", "eu-north-1", "eu-west-3"));
  PriceAgeLimits ageLimits = PriceAgeLimits.DEFAULT;
  PlacementPolicy policy = PlacementPolicy.CHEAPEST;
  List<FactorSource> sources = List.of();
  long chance = 1;

  /** What was refused of late. */
  List<Refusal> refusals() {
    return List.of();
  }

  Decision decide(int vcpus, double memoryGib) {
    return decide(new Size(vcpus, memoryGib, 0, null, null));
  }

  Decision decide(Size size) {
    return decide(new PlacementRequest(size, null, market, constraints));
  }

  Decision decideNamed(String type) {
    return decide(new PlacementRequest(null, type, market, constraints));
  }

  Decision decide(PlacementRequest request) {
    return new CatalogPlacementDecider(
            () -> catalog,
            tenant -> accounts,
            (tenant, name) -> policy.with(ageLimits),
            new FactorBook(() -> sources),
            RoundTrips.NONE,
            this::refusals,
            Optional.empty(),
            new Random(chance),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
        .decide("default", "dec-1", request);
  }

  static Choice chosen(Decision decision) {
    Choice chosen = decision.chosen();
    if (chosen == null) {
      throw new AssertionError("nothing was chosen: " + decision.funnel());
    }
    return chosen;
  }

  static FunnelStage stage(Decision decision, String filter) {
    return decision.funnel().stream()
        .filter(stage -> stage.filter().equals(filter))
        .findFirst()
        .orElseThrow();
  }

  static PlacementConstraints near(Near near) {
    return new PlacementConstraints(null, null, null, near, null, null);
  }

  static PlacementAccount account(String name, String... regions) {
    return new PlacementAccount(name, "default", "aws", "simulator", Set.of(regions), true);
  }

  static Region region(
      String id, String city, double latitude, double longitude, @Nullable CarbonIntensity carbon) {
    return new Region("aws", id, city, "XX", latitude, longitude, "EU", carbon);
  }

  static InstanceType type(String name, int vcpus, double memoryGib, Mark... marks) {
    return new InstanceType("aws", name, vcpus, memoryGib, 0, null, "amd64", Set.of(marks));
  }

  static InstanceType gpu(String name, double gpus, @Nullable String model, Mark... marks) {
    return new InstanceType("aws", name, 2, 8, gpus, model, "amd64", Set.of(marks));
  }
}
