package io.novacron.core.internal.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.novacron.api.catalog.Region;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.placement.Decision;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is chosen among the candidates that are left, and what is said of it. */
class PlacementTest extends PlacementFixture {
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
}
