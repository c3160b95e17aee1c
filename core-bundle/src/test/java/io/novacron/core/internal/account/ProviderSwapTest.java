package io.novacron.core.internal.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.provider.Account;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.api.provider.ProviderError;
import io.novacron.core.internal.operation.ProviderDirectory;
import io.novacron.core.internal.placement.PlacementAccount;
import io.novacron.core.internal.testing.FakeCloud;
import io.novacron.core.internal.testing.ManualTime;
import io.novacron.core.internal.testing.World;
import io.novacron.core.internal.time.SerialExecutor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One version of a provider follows another while calls are under way. */
class ProviderSwapTest {
  private static final Map<String, String> SETTINGS = Map.of("provider", "fake", "zone", "north");
  private static final ProviderError DENIED =
      ProviderError.of(Category.DENIED, "the key is not known");

  @TempDir Path directory;

  private final ManualTime time = new ManualTime();
  private final ManualTime.Process process = time.process();
  private final FakeFactory one = new FakeFactory("1.0.0", time, process);
  private final FakeFactory two = new FakeFactory("2.0.0", time, process);
  private AccountRegistry registry;

  @BeforeEach
  void begin() {
    registry = registry();
    registry.choicesKnown();
  }

  private AccountRegistry registry() {
    return new AccountRegistry(
        SimulatorMode.AUTO,
        () -> false,
        account -> directory.resolve(account.name()),
        files ->
            new ProviderEnvironment(
                time, new ScheduledThreadPoolExecutor(0), () -> World.CATALOG, files),
        time,
        process,
        new SerialExecutor(process),
        process,
        (account, action, outcome, latency) -> {});
  }

  private void serveWithOne() {
    registry.add(one);
    registry.configure("prod", "a test", SETTINGS);
    time.advance(Duration.ofMillis(100));
    assertThat(account().state()).isEqualTo(Account.State.READY);
    registry.add(two);
  }

  private Account account() {
    return registry.accounts("default").get(0);
  }

  private CompletableFuture<Outcome<Optional<Instance>>> describe() {
    ProviderDirectory.Served served = registry.find("prod").orElseThrow();
    return served
        .provider()
        .compute()
        .describe(
            new CallContext("op-1", 1, "op-1", time.instant().plusSeconds(30)), "north", "i-1")
        .toCompletableFuture();
  }

  private static <T> T now(CompletableFuture<T> future) {
    assertThat(future).isCompleted();
    return future.join();
  }

  private @Nullable String swap() {
    CompletableFuture<@Nullable String> switched =
        registry.swap(two).thenCompose(ProviderSwap::switched).toCompletableFuture();
    time.advance(Duration.ofSeconds(3));
    assertThat(switched).isCompleted();
    return now(switched);
  }

  @Test
  void callsUnderWayEndAtTheFormerVersionWhileNewWorkGoesToTheOther() {
    serveWithOne();
    one.cloud.next("describe", new FakeCloud.Behaviour.LateReply(Duration.ofSeconds(8)));
    CompletableFuture<Outcome<Optional<Instance>>> slow = describe();
    time.advance(Duration.ofMillis(10));

    assertThat(swap()).isNull();

    assertThat(account().providerVersion()).isEqualTo("2.0.0");
    assertThat(account().state()).isEqualTo(Account.State.READY);
    assertThat(slow).isNotDone();
    assertThat(one.cloud.calls()).doesNotContain("close");
    CompletableFuture<Outcome<Optional<Instance>>> quick = describe();
    time.advance(Duration.ofSeconds(1));
    assertThat(now(quick)).isInstanceOf(Outcome.Done.class);
    assertThat(two.cloud.calls()).contains("describe");

    time.advance(Duration.ofSeconds(10));
    assertThat(now(slow)).isInstanceOf(Outcome.Done.class);
    assertThat(one.cloud.calls()).contains("close");
    assertThat(registry.swapping("fake")).isEmpty();
  }

  @Test
  void aCallThatDoesNotEndKeepsTheFormerVersionForAMinuteOnly() {
    serveWithOne();
    one.cloud.next("describe", new FakeCloud.Behaviour.LateReply(Duration.ofMinutes(10)));
    CompletableFuture<Outcome<Optional<Instance>>> slow =
        registry
            .find("prod")
            .orElseThrow()
            .provider()
            .compute()
            .describe(
                new CallContext("op-1", 1, "op-1", time.instant().plusSeconds(600)), "north", "i-1")
            .toCompletableFuture();
    assertThat(swap()).isNull();

    time.advance(Duration.ofSeconds(62));

    assertThat(now(slow)).isInstanceOf(Outcome.Unknown.class);
    assertThat(one.cloud.calls()).contains("close");
  }

  @Test
  void aVersionThatIsNotHealthyDoesNotServeAndIsNotTriedAgainByItself() {
    serveWithOne();
    two.cloud.next("health", new FakeCloud.Behaviour.Refuse(DENIED));
    two.cloud.next("health", new FakeCloud.Behaviour.Refuse(DENIED));

    assertThat(swap()).contains("account prod").contains("the key is not known");

    assertThat(account().providerVersion()).isEqualTo("1.0.0");
    assertThat(account().state()).isEqualTo(Account.State.READY);
    assertThat(one.cloud.calls()).doesNotContain("close");
    assertThat(two.cloud.calls()).contains("close");
    assertThat(registry.versions().failure(two)).contains("the key is not known");
    assertThat(registry.versions().due("fake")).isEmpty();

    assertThat(swap()).as("asked for again, and healthy now").isNull();
    assertThat(account().providerVersion()).isEqualTo("2.0.0");
  }

  @Test
  void oneFailedCheckIsNoPattern() {
    serveWithOne();
    two.cloud.next("health", new FakeCloud.Behaviour.Refuse(DENIED));

    assertThat(swap()).isNull();
  }

  @Test
  void settingsThatTheOtherVersionRefusesLeaveTheFormerServing() {
    serveWithOne();
    two.failure = () -> new IllegalStateException("no entropy");

    assertThat(swap()).contains("account prod").contains("no entropy");

    assertThat(account().providerVersion()).isEqualTo("1.0.0");
  }

  @Test
  void anAccountThatWasNotReadyKeepsNoOtherBack() {
    one.cloud.next("health", new FakeCloud.Behaviour.Refuse(DENIED));
    registry.add(one);
    registry.configure("prod", "a test", SETTINGS);
    time.advance(Duration.ofMillis(100));
    assertThat(account().state()).isEqualTo(Account.State.UNHEALTHY);
    registry.add(two);
    two.cloud.next("health", new FakeCloud.Behaviour.Refuse(DENIED));

    assertThat(swap()).isNull();

    assertThat(account().providerVersion()).isEqualTo("2.0.0");
  }

  @Test
  void whereOnlyOneMayBeOpenTheFormerIsClosedFirstAndWorkWaits() {
    one.exclusive = true;
    serveWithOne();
    one.cloud.next("describe", new FakeCloud.Behaviour.LateReply(Duration.ofSeconds(2)));
    CompletableFuture<Outcome<Optional<Instance>>> slow = describe();
    CompletableFuture<@Nullable String> switched =
        registry.swap(two).thenCompose(ProviderSwap::switched).toCompletableFuture();
    time.advance(Duration.ofSeconds(1));

    assertThat(registry.find("prod")).as("work waits").isEmpty();
    assertThat(account().state()).isEqualTo(Account.State.SWAPPING);
    assertThat(account().cloud()).isNotNull();
    assertThat(registry.usable("default")).extracting(PlacementAccount::name).contains("prod");
    assertThat(registry.unknown()).as("it is known how the account is").isEmpty();
    CompletableFuture<Optional<ProviderDirectory.Served>> next =
        registry.await("prod").toCompletableFuture();
    assertThat(next).isNotDone();
    assertThat(two.made).isEmpty();

    time.advance(Duration.ofSeconds(2));
    assertThat(now(slow)).isInstanceOf(Outcome.Done.class);
    assertThat(now(switched)).isNull();
    assertThat(one.cloud.calls()).contains("close");
    assertThat(now(next).orElseThrow().descriptor().version()).isEqualTo("2.0.0");
    assertThat(account().state()).isEqualTo(Account.State.READY);
  }

  @Test
  void whereOnlyOneMayBeOpenTheFormerIsOpenedAgainWhenTheOtherIsNotHealthy() {
    one.exclusive = true;
    serveWithOne();
    two.cloud.next("health", new FakeCloud.Behaviour.Refuse(DENIED));
    two.cloud.next("health", new FakeCloud.Behaviour.Refuse(DENIED));

    assertThat(swap()).contains("the key is not known");

    time.advance(Duration.ofSeconds(1));
    assertThat(account().providerVersion()).isEqualTo("1.0.0");
    assertThat(account().state()).isEqualTo(Account.State.READY);
    assertThat(one.made).hasSize(2);
    assertThat(two.cloud.calls()).contains("close");
  }

  @Test
  void aVersionThatGoesAmidItsCheckLeavesTheFormerServing() {
    serveWithOne();
    two.cloud.next("health", new FakeCloud.Behaviour.LateReply(Duration.ofSeconds(5)));
    CompletableFuture<@Nullable String> switched =
        registry.swap(two).thenCompose(ProviderSwap::switched).toCompletableFuture();
    time.advance(Duration.ofSeconds(1));

    registry.remove(two);
    time.advance(Duration.ofSeconds(8));

    assertThat(now(switched)).contains("went away");
    assertThat(two.cloud.calls()).contains("close");
    assertThat(account().providerVersion()).isEqualTo("1.0.0");
    assertThat(account().state()).isEqualTo(Account.State.READY);
  }

  @Test
  void theFormerVersionThatGoesAmidTheCheckIsCalledNoMoreAndTheOtherServes() {
    serveWithOne();
    two.cloud.next("health", new FakeCloud.Behaviour.LateReply(Duration.ofSeconds(5)));
    CompletableFuture<@Nullable String> switched =
        registry.swap(two).thenCompose(ProviderSwap::switched).toCompletableFuture();
    one.cloud.next("describe", new FakeCloud.Behaviour.LateReply(Duration.ofSeconds(20)));
    time.advance(Duration.ofSeconds(1));
    CompletableFuture<Outcome<Optional<Instance>>> slow = describe();

    registry.remove(one);
    assertThat(now(slow)).isInstanceOf(Outcome.Unknown.class);
    time.advance(Duration.ofSeconds(8));

    assertThat(now(switched)).isNull();
    assertThat(account().providerVersion()).isEqualTo("2.0.0");
    assertThat(account().state()).isEqualTo(Account.State.READY);
  }

  @Test
  void aReadyAccountTakesWorkForAWhileWhenItsProviderGoesAndThenWaits() {
    serveWithOne();
    registry.remove(two);
    registry.remove(one);
    time.advance(Duration.ofSeconds(2));

    assertThat(registry.find("prod")).isEmpty();
    assertThat(account().state()).isEqualTo(Account.State.SWAPPING);
    assertThat(registry.usable("default")).hasSize(1);
    CompletableFuture<Optional<ProviderDirectory.Served>> next =
        registry.await("prod").toCompletableFuture();

    time.advance(Duration.ofSeconds(16));

    assertThat(account().state()).isEqualTo(Account.State.WAITING_FOR_PROVIDER);
    assertThat(account().cloud()).isNull();
    assertThat(registry.usable("default")).isEmpty();
    assertThat(now(next)).isEmpty();
  }

  @Test
  void anOverwrittenProviderIsFollowedWithoutAMomentInWhichTheAccountIsUnknown() {
    serveWithOne();
    registry.remove(two);
    registry.remove(one);
    time.advance(Duration.ofSeconds(2));
    FakeFactory three = new FakeFactory("0.9.0", time, process);
    three.cloud.next("health", new FakeCloud.Behaviour.LateReply(Duration.ofSeconds(1)));
    registry.add(three);
    time.advance(Duration.ofMillis(500));

    assertThat(account().state()).isEqualTo(Account.State.SWAPPING);
    assertThat(registry.unknown()).isEmpty();
    assertThat(registry.usable("default")).hasSize(1);

    time.advance(Duration.ofSeconds(20));
    assertThat(account().state()).isEqualTo(Account.State.READY);
    assertThat(account().providerVersion()).isEqualTo("0.9.0");
  }

  @Test
  void theChosenVersionServesAfterARestartWhicheverComesFirst() {
    registry
        .versions()
        .choose(
            new ProviderChoice(
                "fake", "1.0.0", Map.of("2.0.0", new ProviderChoice.PassedOver(true, "it fell"))),
            1);
    registry.configure("prod", "a test", SETTINGS);
    registry.add(two);
    time.advance(Duration.ofSeconds(1));
    assertThat(two.made).isEmpty();

    registry.add(one);
    time.advance(Duration.ofSeconds(1));
    assertThat(account().providerVersion()).isEqualTo("1.0.0");
    assertThat(registry.versions().due("fake")).as("it was passed over").isEmpty();

    FakeFactory newer = new FakeFactory("2.0.1", time, process);
    registry.add(newer);
    assertThat(registry.versions().due("fake")).as("it is news").containsSame(newer);
  }

  @Test
  void anotherVersionServesWhenTheChosenOneDoesNotComeAfterAll() {
    registry.versions().choose(new ProviderChoice("fake", "1.0.0", Map.of()), 1);
    registry.configure("prod", "a test", SETTINGS);
    registry.add(new FakeFactory("0.9.0", time, process));
    time.advance(Duration.ofSeconds(12));

    assertThat(account().providerVersion()).isEqualTo("0.9.0");

    registry.add(one);
    assertThat(registry.versions().due("fake")).as("the chosen one is back").containsSame(one);
  }

  @Test
  void anOlderRecordOfAChoiceChangesNothing() {
    ProviderVersions versions = registry.versions();
    assertThat(versions.choose(new ProviderChoice("fake", "2.0.0", Map.of()), 5)).isTrue();
    assertThat(versions.choose(new ProviderChoice("fake", "1.0.0", Map.of()), 5)).isFalse();
    assertThat(versions.choice("fake").orElseThrow().version()).isEqualTo("2.0.0");
    assertThat(versions.revision("fake")).isEqualTo(5);
  }
}
