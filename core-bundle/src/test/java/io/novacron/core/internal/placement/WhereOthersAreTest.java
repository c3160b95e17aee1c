package io.novacron.core.internal.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Region;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.placement.Choice;
import io.novacron.api.placement.CurrentPlace;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.Factor;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.core.internal.group.GroupFactors;
import io.novacron.core.internal.group.GroupIndex;
import io.novacron.core.internal.testing.World;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Spread, affinity and hysteresis. The machine costs 0.10 USD/h in "cheap", 0.11 in "dear". */
class WhereOthersAreTest {
  private static final Region CHEAP = region("cheap");
  private static final Region DEAR = region("dear");
  private static final TestCatalog CATALOG =
      new TestCatalog(
          List.of(
              TestCatalog.offer(CHEAP, type(), 100_000, null),
              TestCatalog.offer(DEAR, type(), 110_000, null)));

  private final GroupIndex index = new GroupIndex();

  @Test
  void spreadLeadsWhereFewerOfTheGroupAre() {
    Map<String, Double> weights = Map.of("price", 1.0, "spread", 0.25);
    assertThat(region(decide(weights, "web", null))).isEqualTo("cheap");
    hold("vm-1", "web", CHEAP);
    Decision second = decide(weights, "web", null);
    assertThat(region(second)).isEqualTo("dear");
    assertThat(factor(second, "spread").value()).isEqualTo(0);
    hold("vm-2", "web", DEAR);
    assertThat(region(decide(weights, "web", null))).isEqualTo("cheap");
    assertThat(region(decide(weights, "other", null))).isEqualTo("cheap");
    Decision alone = decide(weights, null, null);
    assertThat(factor(alone, "spread").missing()).isTrue();
  }

  @Test
  void affinityLeadsWhereMostOfTheGroupAre() {
    Map<String, Double> weights = Map.of("price", 1.0, "affinity", 0.5);
    assertThat(region(decide(weights, "web", null))).isEqualTo("cheap");
    hold("vm-1", "web", DEAR);
    Decision second = decide(weights, "web", null);
    assertThat(region(second)).isEqualTo("dear");
    assertThat(factor(second, "affinity").value()).isEqualTo(1);
    assertThat(region(decide(weights, "other", null))).isEqualTo("cheap");
  }

  @Test
  void hysteresisHoldsAMachineUntilAnotherPlaceIsBetterByMoreThanItsWeight() {
    CurrentPlace dear = new CurrentPlace("aws", "dear", "m1");
    assertThat(region(decide(Map.of("price", 1.0, "hysteresis", 0.1), null, dear)))
        .as("2^-0.1 is 0.933, and 0.10 is 0.909 of 0.11")
        .isEqualTo("cheap");
    Decision stays = decide(Map.of("price", 1.0, "hysteresis", 0.2), null, dear);
    assertThat(region(stays)).isEqualTo("dear");
    assertThat(factor(stays, "hysteresis").contribution()).isEqualTo(0.2);
    Decision fresh = decide(Map.of("price", 1.0, "hysteresis", 0.2), null, null);
    assertThat(region(fresh)).isEqualTo("cheap");
    assertThat(factor(fresh, "hysteresis").missing()).isTrue();
    CurrentPlace gone = new CurrentPlace("aws", "closed", "m1");
    assertThat(region(decide(Map.of("price", 1.0, "hysteresis", 0.2), null, gone)))
        .isEqualTo("cheap");
  }

  private Decision decide(
      Map<String, Double> weights, @Nullable String group, @Nullable CurrentPlace current) {
    PlacementPolicy policy =
        new PlacementPolicy("test", 1, weights, List.of(), PriceAgeLimits.DEFAULT);
    return new CatalogPlacementDecider(
            () -> CATALOG,
            tenant ->
                List.of(
                    new PlacementAccount(
                        "one", "default", "aws", "fake", Set.of("cheap", "dear"), true)),
            (tenant, name) -> policy,
            new FactorBook(() -> List.of(new GroupFactors(index))),
            RoundTrips.NONE,
            List::of,
            Optional.empty(),
            new Random(1),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
        .decide(
            "default",
            "dec-1",
            new PlacementRequest(
                null,
                "m1",
                Market.ON_DEMAND,
                new PlacementConstraints(null, null, null, null, null, null, null, group),
                current));
  }

  private void hold(String id, String group, Region region) {
    Machine like = new World().start().create("like", null).machine();
    index.hold(
        like.toBuilder()
            .id(id)
            .spec(
                like.spec().toBuilder()
                    .placement(
                        new PlacementConstraints(null, null, null, null, null, null, null, group))
                    .build())
            .status(
                like.status().toBuilder()
                    .state(MachineState.RUNNING)
                    .cloud("aws")
                    .region(region.id())
                    .build())
            .build());
  }

  private static String region(Decision decision) {
    return chosen(decision).region();
  }

  private static Factor factor(Decision decision, String name) {
    return decision.factors().stream()
        .filter(factor -> factor.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Choice chosen(Decision decision) {
    return Objects.requireNonNull(decision.chosen(), "chosen");
  }

  private static Region region(String id) {
    return new Region("aws", id, "Town", "DE", 50.0, 8.0, "EU", null);
  }

  private static InstanceType type() {
    return new InstanceType("aws", "m1", 4, 16, 0, null, "amd64", Set.of());
  }
}
