package io.novacron.core.internal.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Region;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.machine.Size;
import io.novacron.api.placement.Choice;
import io.novacron.api.placement.Counterfactual;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.FunnelStage;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.api.provider.Quota;
import io.novacron.core.internal.account.KnownQuotas;
import io.novacron.core.internal.account.QuotaShortages;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A machine of 4 vCPUs costs 0.10 USD/h in "cheap", 0.11 in "dear"; one of 8 costs the double. */
class QuotaTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Region CHEAP = region("cheap");
  private static final Region DEAR = region("dear");
  private static final TestCatalog CATALOG =
      new TestCatalog(
          List.of(
              TestCatalog.offer(CHEAP, type("m4", 4), 100_000, 50_000L),
              TestCatalog.offer(CHEAP, type("m8", 8), 200_000, null),
              TestCatalog.offer(DEAR, type("m4", 4), 110_000, 60_000L),
              TestCatalog.offer(DEAR, type("m8", 8), 220_000, null)));

  private final List<Quota> quotas = new ArrayList<>();

  @Test
  void aTypeWithMoreThanIsLeftIsKeptOutAndTheFunnelSaysWhy() {
    quotas.add(quota("cheap", 32, 30));
    Decision decision = decide(4, null);
    assertThat(chosen(decision).region()).isEqualTo("dear");
    assertThat(decision.funnel())
        .extracting(FunnelStage::example)
        .anySatisfy(
            example ->
                assertThat(example)
                    .contains("would exceed quota vcpus: 30 of 32 vCPUs in use in account one"));
  }

  @Test
  void theSmallestQuotaThatWouldChangeTheChoiceIsToldAndTrueToTheVcpu() {
    quotas.add(quota("cheap", 32, 30));
    Counterfactual told =
        decide(4, null).counterfactuals().stream()
            .filter(one -> one.change().contains("quota"))
            .findFirst()
            .orElseThrow();
    assertThat(told.change())
        .isEqualTo("if quota vcpus of account one in cheap were 34 vCPUs instead of 32");
    assertThat(told.wouldChoose().region()).isEqualTo("cheap");
    quotas.set(0, quota("cheap", 34, 30));
    assertThat(chosen(decide(4, null)).region()).isEqualTo("cheap");
    quotas.set(0, quota("cheap", 33, 30));
    assertThat(chosen(decide(4, null)).region()).isEqualTo("dear");
  }

  @Test
  void whereQuotasLeaveNothingTheyAreToBlame() {
    quotas.add(quota("cheap", 32, 30));
    quotas.add(quota("dear", 8, 8));
    Decision decision = decide(4, null);
    assertThat(decision.chosen()).isNull();
    assertThat(decision.counterfactuals())
        .extracting(Counterfactual::change)
        .contains("if quota vcpus of account one in cheap were 34 vCPUs instead of 32");
  }

  @Test
  void whoNamesTheAccountIsNotHeldByFiguresOfAMinuteAgo() {
    quotas.add(quota("cheap", 32, 30));
    assertThat(chosen(decide(4, "one")).region()).isEqualTo("cheap");
  }

  @Test
  void aQuotaIsForItsMarketAndItsTypesOnly() {
    quotas.add(new Quota("cheap", "spot", List.of(), Market.Kind.SPOT, 0, 0));
    assertThat(chosen(decide(4, null)).region()).isEqualTo("cheap");
    quotas.set(0, new Quota("cheap", "large", List.of("m8"), null, 0, 0));
    assertThat(chosen(decide(4, null)).region()).isEqualTo("cheap");
    assertThat(chosen(decide(8, null)).region()).isEqualTo("dear");
  }

  private Decision decide(int vcpus, @Nullable String account) {
    QuotaShortages shortages =
        new QuotaShortages(() -> List.of(new KnownQuotas("one", quotas, NOW)), () -> CATALOG);
    return new CatalogPlacementDecider(
            () -> CATALOG,
            tenant ->
                List.of(
                    new PlacementAccount(
                        "one", "default", "aws", "fake", Set.of("cheap", "dear"), true)),
            (tenant, name) -> PlacementPolicy.CHEAPEST,
            new FactorBook(List::of),
            RoundTrips.NONE,
            shortages,
            Optional.empty(),
            new Random(1),
            Clock.fixed(NOW, ZoneOffset.UTC))
        .decide(
            "default",
            "dec-1",
            new PlacementRequest(
                new Size(vcpus, 1, 0, null, null),
                null,
                Market.ON_DEMAND,
                new PlacementConstraints(account, null, null, null, null, null)));
  }

  private static Choice chosen(Decision decision) {
    return Objects.requireNonNull(decision.chosen(), "chosen");
  }

  private static Quota quota(String region, long limit, long used) {
    return new Quota(region, "vcpus", List.of(), null, limit, used);
  }

  private static Region region(String id) {
    return new Region("aws", id, "Town", "DE", 50.0, 8.0, "EU", null);
  }

  private static InstanceType type(String name, int vcpus) {
    return new InstanceType("aws", name, vcpus, 16, 0, null, "amd64", Set.of());
  }
}
