package io.novacron.core.internal.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.placement.Decision;
import io.novacron.core.internal.testing.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefusalTest extends PlacementFixture {
  private final ManualTime time = new ManualTime();
  private final RefusalMemory memory = new RefusalMemory(time);

  @BeforeEach
  void offerTwoTypesInTwoRegions() {
    catalog.add(TestCatalog.offer(FRANKFURT, SMALL, 100_000, 40_000L));
    catalog.add(TestCatalog.offer(FRANKFURT, MEDIUM, 120_000, 60_000L));
    catalog.add(TestCatalog.offer(IRELAND, SMALL, 140_000, 50_000L));
  }

  @Test
  void whatWasRefusedOfLateIsAFilterOfItsOwnWithCountAndExample() {
    assertThat(decide(2, 8).funnel()).noneMatch(stage -> stage.filter().equals("refused"));
    refuse("aws-a", null, "m.large", Market.Kind.ON_DEMAND);
    Decision decision = decide(2, 8);
    assertThat(chosen(decision).instanceType()).isEqualTo("m.xlarge");
    assertThat(stage(decision, "refused").before() - stage(decision, "refused").after())
        .isEqualTo(1);
    assertThat(stage(decision, "refused").example())
        .isEqualTo(
            "aws eu-central-1 m.large was refused to account aws-a at 2026-11-23T10:00:00Z"
                + " (CAPACITY: there is none), and is not tried again before"
                + " 2026-11-23T10:10:00Z");
  }

  @Test
  void aRefusalHoldsForItsAccountMarketAndTypeAlone() {
    accounts = List.of(account("aws-a", "eu-central-1"), account("aws-b", "eu-central-1"));
    refuse("aws-a", null, "m.large", Market.Kind.ON_DEMAND);
    assertThat(chosen(decide(2, 8)).account()).isEqualTo("aws-b");
    market = new Market(Market.Kind.SPOT, null);
    accounts = List.of(account("aws-a", "eu-central-1"));
    assertThat(chosen(decide(2, 8)).instanceType()).isEqualTo("m.large");
  }

  @Test
  void aRefusalInOneZoneLeavesTheOthersOpenAndOneInAnyZoneLeavesNone() {
    refuse("aws-a", "eu-central-1a", "m.large", Market.Kind.ON_DEMAND);
    assertThat(chosen(decide(2, 8)).instanceType()).isEqualTo("m.large");
    constraints = zone("eu-central-1b");
    assertThat(chosen(decide(2, 8)).instanceType()).isEqualTo("m.large");
    constraints = zone("eu-central-1a");
    assertThat(chosen(decide(2, 8)).instanceType()).isEqualTo("m.xlarge");
    refuse("aws-a", null, "m.large", Market.Kind.ON_DEMAND);
    constraints = zone("eu-central-1b");
    assertThat(chosen(decide(2, 8)).instanceType()).isEqualTo("m.xlarge");
  }

  @Test
  void aRegionThatDidNotAnswerIsLeftWithAllItsTypes() {
    refuse("aws-a", null, null, null);
    assertThat(chosen(decide(2, 8)).region()).isEqualTo("eu-west-1");
  }

  @Test
  void aRefusalIsForgottenWhenItsTimeIsOver() {
    refuse("aws-a", null, "m.large", Market.Kind.ON_DEMAND);
    time.advance(Duration.ofMinutes(9));
    assertThat(memory.current()).hasSize(1);
    time.advance(Duration.ofMinutes(1));
    assertThat(memory.current()).isEmpty();
    assertThat(chosen(decide(2, 8)).instanceType()).isEqualTo("m.large");
  }

  @Test
  void ofSeveralRefusalsOfOnePlaceTheOneThatHoldsLongestCounts() {
    refuse("aws-a", null, "m.large", Market.Kind.ON_DEMAND);
    time.advance(Duration.ofMinutes(5));
    refuse("aws-a", null, "m.large", Market.Kind.ON_DEMAND);
    assertThat(memory.current())
        .singleElement()
        .satisfies(
            refusal ->
                assertThat(refusal.until()).isEqualTo(time.instant().plus(Duration.ofMinutes(10))));
  }

  @Test
  void whatWasRefusedGivesTheSameDecisionOnTheSameInputsAndAnotherDigestOnOthers() {
    String before = decide(2, 8).inputsDigest();
    refuse("aws-a", null, "m.large", Market.Kind.ON_DEMAND);
    assertThat(decide(2, 8).inputsDigest())
        .isNotEqualTo(before)
        .isEqualTo(decide(2, 8).inputsDigest());
  }

  @Override
  List<Refusal> refusals() {
    return memory.current();
  }

  private static PlacementConstraints zone(String zone) {
    return new PlacementConstraints(null, "eu-central-1", zone, null, null, null);
  }

  private void refuse(
      String account, @Nullable String zone, @Nullable String type, Market.@Nullable Kind kind) {
    Instant now = time.instant();
    memory.remember(
        new Refusal(
            account,
            "eu-central-1",
            zone,
            type,
            kind,
            Category.CAPACITY,
            "there is none",
            now,
            now.plus(Duration.ofMinutes(10))));
  }
}
