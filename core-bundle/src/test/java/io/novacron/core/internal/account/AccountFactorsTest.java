package io.novacron.core.internal.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Offer;
import io.novacron.api.catalog.Region;
import io.novacron.api.error.Category;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.placement.FactorScope;
import io.novacron.api.placement.FactorValues;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.api.provider.Account;
import io.novacron.api.provider.CallClass;
import io.novacron.api.provider.Lane;
import io.novacron.api.provider.Quota;
import io.novacron.api.provider.Throttle;
import io.novacron.core.internal.placement.Refusal;
import io.novacron.core.internal.placement.TestCatalog;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccountFactorsTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final List<String> REGIONS = List.of("one", "two");

  private final List<Account> accounts = new ArrayList<>();
  private final List<Throttle> throttles = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<KnownQuotas> quotas = new ArrayList<>();
  private final AccountFactors source =
      new AccountFactors(
          tenant -> accounts,
          account -> throttles.stream().filter(one -> one.account().equals(account)).toList(),
          () -> refusals,
          () -> quotas,
          Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void theTightestQuotaOfARegionTellsItsHeadroom() {
    quotas.add(
        new KnownQuotas(
            "a",
            List.of(
                new Quota("one", "standard", List.of("m"), null, 100, 40),
                new Quota("one", "all", List.of(), null, 200, 150)),
            NOW));
    quotas.add(new KnownQuotas("b", List.of(new Quota("two", "all", List.of(), null, 0, 0)), NOW));
    FactorValues headroom = values("quota-headroom");
    assertThat(headroom.value(0)).as("50 of 200 are left").isEqualTo(0.25);
    assertThat(headroom.missing(1)).isTrue();
    assertThat(headroom.missing(2)).isTrue();
    assertThat(headroom.value(3)).isZero();
  }

  @Test
  void howCallsWentIsToldOfEachAccountAndMissingBeforeTheFirst() {
    accounts.add(account("a", new Account.Health(0.9, 120.0, 0, null, null)));
    accounts.add(account("b", new Account.Health(null, null, 0, null, null)));
    FactorValues health = values("account-health");
    assertThat(health.value(0)).isEqualTo(0.9);
    assertThat(health.missing(1)).isTrue();
    assertThat(values("account-latency").value(0)).isEqualTo(120);
  }

  @Test
  void throttleDebtIsTheLongerOfTheTurnsThatWaitAndThePause() {
    throttles.add(throttle("a", "one", 2.0, 30, null));
    throttles.add(throttle("a", "two", 2.0, 2, NOW.plusSeconds(40)));
    throttles.add(throttle("b", "one", null, 50, NOW.minusSeconds(5)));
    FactorValues debt = values("throttle-debt");
    assertThat(debt.value(0)).as("30 calls at 2 a second").isEqualTo(15);
    assertThat(debt.value(1)).as("the pause is longer").isEqualTo(40);
    assertThat(debt.value(2)).as("nothing is known to hold it").isZero();
    assertThat(debt.value(3)).isZero();
  }

  @Test
  void refusalsAreCountedByAccountAndRegion() {
    refusals.add(refusal("a", "two", "m.large"));
    refusals.add(refusal("a", "two", "m.xlarge"));
    refusals.add(refusal("b", "one", null));
    FactorValues counted = values("capacity-refusals");
    assertThat(List.of(counted.value(0), counted.value(1), counted.value(2), counted.value(3)))
        .containsExactly(0.0, 2.0, 1.0, 0.0);
  }

  @Test
  void onlyWhatIsAskedForIsWorkedOut() {
    assertThat(source.values(scope(), Set.of())).isEmpty();
    assertThat(source.factors()).extracting("name").doesNotHaveDuplicates().hasSize(5);
  }

  private FactorValues values(String factor) {
    return source.values(scope(), Set.of(factor)).get(0);
  }

  private static FactorScope scope() {
    List<Offer> offers = new ArrayList<>();
    for (String region : REGIONS) {
      offers.add(
          TestCatalog.offer(
              new Region("aws", region, "City", "DE", 50, 8, "EU", null),
              new InstanceType("aws", "m.large", 2, 8, 0, null, "amd64", Set.of()),
              100_000,
              null));
    }
    return new FactorScope(
        new TestCatalog(offers),
        "default",
        new PlacementRequest(null, "m.large", Market.ON_DEMAND, PlacementConstraints.NONE),
        List.of(
            new FactorScope.Account("a", "aws", Set.copyOf(REGIONS)),
            new FactorScope.Account("b", "aws", Set.copyOf(REGIONS))));
  }

  private static Account account(String name, Account.Health health) {
    return new Account(
        name,
        "default",
        "aws",
        "simulator",
        "1",
        Account.State.READY,
        null,
        true,
        health,
        Set.of(),
        REGIONS);
  }

  private static Throttle throttle(
      String account, String region, @Nullable Double rate, int waiting, @Nullable Instant until) {
    return new Throttle(
        account,
        region,
        CallClass.values()[0],
        rate,
        rate,
        null,
        0,
        Map.of(Lane.values()[0], waiting),
        0,
        null,
        until);
  }

  private static Refusal refusal(String account, String region, @Nullable String type) {
    return new Refusal(
        account, region, null, type, null, Category.CAPACITY, "full", NOW, NOW.plusSeconds(60));
  }
}
