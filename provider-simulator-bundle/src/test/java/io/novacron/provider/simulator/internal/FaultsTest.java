package io.novacron.provider.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.Fault;
import io.novacron.api.provider.FaultRequest;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
  private @TempDir Path directory = Path.of("");

  @ParameterizedTest
  @CsvSource({
    "lost-reply, false, 1",
    "lost-reply, true, 1",
    "lost-request, false, 0",
    "lost-request, true, 0"
  })
  void aLostCreateIsUnknownAndHasMadeItsMachineOrNot(String fault, boolean silent, int made)
      throws IOException {
    try (OpenAccount account = OpenAccount.aws(directory)) {
      account.fault(fault, "create", Map.of("silent", Boolean.toString(silent)));
      Outcome<Instance> outcome =
          account
              .session()
              .outcome(
                  account
                      .compute()
                      .create(
                          account.context("token", Duration.ofMillis(500)),
                          account.request("token")));
      assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
      assertThat(OpenAccount.created(directory, "token")).isEqualTo(made);
      account.create("token");
      assertThat(OpenAccount.created(directory, "token")).isEqualTo(1);
    }
  }

  @Test
  void aLostReadFailsAndMayBeRepeated() {
    try (OpenAccount account = OpenAccount.aws(directory)) {
      String reference = account.create("token").reference();
      account.fault("lost-reply", "describe", Map.of());
      assertThat(
              account
                  .session()
                  .error(
                      account
                          .compute()
                          .describe(account.session().context(), account.region(), reference))
                  .category())
          .isEqualTo(Category.UNAVAILABLE);
      assertThat(account.session().described(account.region(), reference)).isPresent();
    }
  }

  @Test
  void aThrottledCallTellsHowLongToWaitOnlyWhenItIsTold() {
    try (OpenAccount account = OpenAccount.aws(directory)) {
      account.fault("throttle", "create", Map.of("retryAfterMillis", "1500"));
      ProviderError told = error(account.tryCreate("token"));
      assertThat(told.category()).isEqualTo(Category.THROTTLED);
      assertThat(told.retryAfter()).isEqualTo(Duration.ofMillis(1500));
      account.fault("throttle", "create", Map.of());
      assertThat(error(account.tryCreate("token")).retryAfter()).isNull();
      account.create("token");
    }
  }

  @Test
  void aRateLimitHoldsForEachRegionAndClassOfCallsByItself() {
    ManualClock clock = new ManualClock();
    Faults faults = new Faults(clock);
    faults.add(new Target());
    faults.inject(
        new FaultRequest(
            "rate-limit",
            null,
            null,
            null,
            null,
            Map.of("perSecond", "2", "burst", "4", "retryAfterMillis", "700")));
    assertThat(refused(faults, "r1", Action.DESCRIBE, 10)).isEqualTo(6);
    assertThat(refused(faults, "r2", Action.DESCRIBE, 4)).isZero();
    assertThat(refused(faults, "r1", Action.POLL, 1)).as("a read as well").isEqualTo(1);
    assertThat(refused(faults, "r1", Action.CREATE, 4)).isZero();
    assertThat(refused(faults, "r1", Action.STOP, 4)).isZero();
    assertThat(refused(faults, "r1", Action.DELETE, 4)).isZero();
    assertThat(refused(faults, null, Action.HEALTH, 100)).isZero();
    FaultPlan plan = faults.plan("a", "r1", Action.CREATE);
    assertThat(plan.refusal()).isEqualTo(Refusal.THROTTLED);
    assertThat(plan.retryAfter()).isEqualTo(Duration.ofMillis(700));
    clock.pass(Duration.ofMillis(1500));
    assertThat(refused(faults, "r1", Action.DESCRIBE, 10)).isEqualTo(7);
    clock.pass(Duration.ofMinutes(1));
    assertThat(refused(faults, "r1", Action.DESCRIBE, 10)).as("full again").isEqualTo(6);
  }

  @Test
  void aRateLimitMayBeOfOneClassAndSayNothingOfTheTimeToWait() {
    Faults faults = new Faults(new ManualClock());
    faults.add(new Target());
    faults.inject(
        new FaultRequest(
            "rate-limit", "a", "r1", null, null, Map.of("perSecond", "1", "callClass", "create")));
    assertThat(refused(faults, "r1", Action.CREATE, 2)).isEqualTo(1);
    assertThat(refused(faults, "r1", Action.DESCRIBE, 100)).isZero();
    assertThat(refused(faults, "r2", Action.CREATE, 100)).isZero();
    assertThat(faults.plan("a", "r1", Action.CREATE).retryAfter()).isNull();
    assertThat(faults.active().get(0).hits()).isEqualTo(2);
  }

  private static long refused(Faults faults, @Nullable String region, Action action, int calls) {
    return Stream.generate(() -> faults.plan("a", region, action))
        .limit(calls)
        .filter(plan -> plan.refusal() != null)
        .count();
  }

  /** An account with two regions. */
  private static final class Target implements FaultTarget {
    @Override
    public String account() {
      return "a";
    }

    @Override
    public List<String> regions() {
      return List.of("r1", "r2");
    }

    @Override
    public Ruling outOfBand(String change, String reference) {
      return new Ruling.Absent();
    }

    @Override
    public void cleared(String faultId) {}
  }

  /** Time that passes when it is told to. */
  private static final class ManualClock extends Clock {
    private Instant now = Instant.parse("2026-11-25T10:00:00Z");

    void pass(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "aws, capacity, CAPACITY, InsufficientInstanceCapacity",
    "azure, capacity, CAPACITY, SkuNotAvailable",
    "gcp, capacity, CAPACITY, ZONE_RESOURCE_POOL_EXHAUSTED",
    "aws, quota, QUOTA, VcpuLimitExceeded",
    "azure, quota, QUOTA, QuotaExceeded",
    "gcp, quota, QUOTA, QUOTA_EXCEEDED",
    "aws, denied, DENIED, AuthFailure",
    "azure, denied, DENIED, AuthorizationFailed",
    "gcp, denied, DENIED, forbidden",
    "aws, unavailable, UNAVAILABLE, Unavailable",
    "azure, throttle, THROTTLED, TooManyRequests"
  })
  void aRefusalHasTheCloudsOwnCode(String cloud, String fault, Category category, String code)
      throws IOException {
    try (OpenAccount account = OpenAccount.of(directory, cloud, Map.of())) {
      account.fault(fault, "create", Map.of());
      ProviderError error = error(account.tryCreate("token"));
      assertThat(error.category()).isEqualTo(category);
      assertThat(error.providerCode()).isEqualTo(code);
      assertThat(error.scope()).contains(account.region());
      assertThat(OpenAccount.created(directory, "token")).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"denied", "unavailable", "throttle"})
  void healthShowsWhatIsWrongWithTheWholeAccount(String fault) {
    try (OpenAccount account = OpenAccount.aws(directory)) {
      account.fault(fault, "health", Map.of());
      assertThat(
              account
                  .session()
                  .outcome(account.session().provider().checkHealth(account.session().context())))
          .isInstanceOf(Outcome.Failed.class);
      assertThat(
              account
                  .session()
                  .outcome(account.session().provider().checkHealth(account.session().context())))
          .isInstanceOf(Outcome.Done.class);
    }
  }

  @Test
  void aSlowCallPassesItsDeadlineAndTakesEffectAllTheSame() {
    try (OpenAccount account = OpenAccount.aws(directory)) {
      account.fault("slow", "create", Map.of("extraMillis", "600"));
      assertThat(
              account
                  .session()
                  .outcome(
                      account
                          .compute()
                          .create(
                              account.context("token", Duration.ofMillis(100)),
                              account.request("token"))))
          .isInstanceOf(Outcome.Unknown.class);
      await().untilAsserted(() -> assertThat(OpenAccount.created(directory, "token")).isEqualTo(1));
    }
  }

  @Test
  void aStuckCreateEndsWhenItsFaultIsCleared() {
    try (OpenAccount account = OpenAccount.aws(directory)) {
      String fault = account.fault("stuck", "create", Map.of());
      Outcome.Accepted<Instance> accepted = (Outcome.Accepted<Instance>) account.tryCreate("token");
      assertThat(poll(account, accepted.handle())).isInstanceOf(Outcome.Accepted.class);
      account.create("other");
      assertThat(poll(account, accepted.handle())).isInstanceOf(Outcome.Accepted.class);
      assertThat(account.faults().clear(fault)).isTrue();
      await()
          .untilAsserted(
              () ->
                  assertThat(poll(account, accepted.handle()))
                      .hasFieldOrPropertyWithValue("value.state", MachineState.RUNNING));
    }
  }

  @Test
  void aStuckMachineGoesOnAfterARestartBecauseFaultsDoNotSurviveIt() {
    String handle;
    try (OpenAccount account = OpenAccount.aws(directory)) {
      account.fault("stuck", "create", Map.of());
      handle = ((Outcome.Accepted<Instance>) account.tryCreate("token")).handle();
    }
    try (OpenAccount account = OpenAccount.aws(directory)) {
      await()
          .untilAsserted(
              () ->
                  assertThat(poll(account, handle))
                      .hasFieldOrPropertyWithValue("value.state", MachineState.RUNNING));
    }
  }

  @Test
  void aStuckMachineCanBeDeleted() {
    try (OpenAccount account = OpenAccount.aws(directory)) {
      account.fault("stuck", "create", Map.of());
      var accepted = (Outcome.Accepted<Instance>) account.tryCreate("token");
      account.session().deleted(account.region(), String.valueOf(accepted.reference()));
    }
  }

  @Test
  void anUnknownStateIsShownAsTheWordItWasGiven() {
    try (OpenAccount account = OpenAccount.aws(directory)) {
      String reference = account.create("token").reference();
      account.fault("unknown-state", "describe", Map.of());
      Instance seen = account.session().described(account.region(), reference).orElseThrow();
      assertThat(seen.state()).isEqualTo(MachineState.UNKNOWN);
      assertThat(seen.rawState()).isEqualTo("quiescing");
    }
  }

  @Test
  void aFaultHitsOnlyWhatItNamesAndCountsItsHits() {
    try (OpenAccount account = OpenAccount.aws(directory)) {
      Fault elsewhere =
          account
              .faults()
              .inject(
                  new FaultRequest(
                      "capacity", "simulated-aws", "us-east-1", "create", null, Map.of()));
      Fault twice =
          account
              .faults()
              .inject(
                  new FaultRequest(
                      "unavailable", "simulated-aws", account.region(), "create", 2, Map.of()));
      error(account.tryCreate("token"));
      assertThat(account.faults().active())
          .filteredOn(fault -> fault.id().equals(twice.id()))
          .singleElement()
          .satisfies(
              fault -> {
                assertThat(fault.hits()).isEqualTo(1);
                assertThat(fault.remaining()).isEqualTo(1);
              });
      error(account.tryCreate("token"));
      account.create("token");
      assertThat(account.faults().active())
          .singleElement()
          .satisfies(
              fault -> {
                assertThat(fault.id()).isEqualTo(elsewhere.id());
                assertThat(fault.hits()).isZero();
              });
      assertThat(account.faults().clear("fault-99")).isFalse();
    }
  }

  @Test
  void aWrongFaultNamesEveryWrongFieldAndWhatIsLegal() {
    try (OpenAccount account = OpenAccount.aws(directory)) {
      assertThatThrownBy(
              () ->
                  account
                      .faults()
                      .inject(
                          new FaultRequest(
                              "slow", "prod", "eu-moon-1", "reboot", 0, Map.of("colour", "red"))))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e ->
                  assertThat(e.problem().errors())
                      .extracting(FieldError::pointer)
                      .containsExactlyInAnyOrder(
                          "/account",
                          "/region",
                          "/action",
                          "/times",
                          "/parameters/colour",
                          "/parameters/extraMillis"));
      assertThatThrownBy(
              () ->
                  account
                      .faults()
                      .inject(new FaultRequest("meteor", null, null, null, null, Map.of())))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> {
                assertThat(e.problem().category()).isEqualTo(Category.INVALID);
                assertThat(e.problem().errors().get(0).pointer()).isEqualTo("/name");
                assertThat(e.problem().errors().get(0).message()).contains("lost-reply", "stuck");
              });
      assertThat(account.faults().active()).isEmpty();
    }
  }

  private static Outcome<Instance> poll(OpenAccount account, String handle) {
    CompletionStage<Outcome<Instance>> stage =
        account.compute().poll(account.session().context(), account.region(), handle);
    return account.session().outcome(stage);
  }

  private static ProviderError error(Outcome<Instance> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed<Instance>) outcome).error();
  }
}
