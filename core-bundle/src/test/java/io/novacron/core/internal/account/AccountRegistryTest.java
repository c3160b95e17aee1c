package io.novacron.core.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.provider.Account;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.core.internal.placement.PlacementAccount;
import io.novacron.core.internal.testing.FakeCloud;
import io.novacron.core.internal.testing.ManualTime;
import io.novacron.core.internal.testing.World;
import io.novacron.core.internal.time.SerialExecutor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts come and go with their settings and with the bundles that serve them. */
class AccountRegistryTest {
  private static final String SOURCE = "etc/io.novacron.account-prod.cfg";
  private static final Map<String, String> GOOD =
      Map.of("provider", "fake", "zone", "north", "limit", "5");

  @TempDir Path directory;

  private final ManualTime time = new ManualTime();
  private final ManualTime.Process process = time.process();
  private final List<String> served = new ArrayList<>();
  private boolean filesExpected;

  private AccountRegistry registry(SimulatorMode mode) {
    AccountRegistry registry =
        new AccountRegistry(
            mode,
            () -> filesExpected,
            account -> directory.resolve(account.name()),
            files ->
                new ProviderEnvironment(
                    time, new ScheduledThreadPoolExecutor(0), () -> World.CATALOG, files),
            time,
            process,
            new SerialExecutor(process),
            process,
            (account, action, outcome, latency) -> {});
    registry.onServed(served::add);
    return registry;
  }

  private Account only(AccountRegistry registry) {
    time.advance(Duration.ofMillis(100));
    List<Account> accounts = registry.accounts("default");
    assertThat(accounts).hasSize(1);
    return accounts.get(0);
  }

  @Test
  void anAccountWaitsForItsProviderAndIsServedWhenItComes() {
    AccountRegistry registry = registry(SimulatorMode.AUTO);
    assertThat(registry.unknown()).hasValueSatisfying(why -> assertThat(why).contains("etc/"));
    registry.configure("prod", SOURCE, GOOD);

    Account waiting = only(registry);
    assertThat(waiting.state()).isEqualTo(Account.State.WAITING_FOR_PROVIDER);
    assertThat(waiting.reason()).contains("type fake").contains("deploy/");
    assertThat(registry.waiting()).contains("account prod waits for its provider");
    assertThat(registry.find("prod")).isEmpty();

    FakeFactory factory = factory("1.0.0");
    registry.add(factory);

    Account ready = only(registry);
    assertThat(ready.state()).isEqualTo(Account.State.READY);
    assertThat(ready.embedded()).isFalse();
    assertThat(ready.providerVersion()).isEqualTo("1.0.0");
    assertThat(registry.waiting()).isEmpty();
    assertThat(registry.unknown()).isEmpty();
    assertThat(served).containsExactly("prod");
    assertThat(factory.made).hasSize(1);
    assertThat(factory.made.get(0).settings())
        .isEqualTo(Map.of("zone", "north", "limit", "5", "retries", "3"));
    assertThat(Files.isDirectory(directory.resolve("prod"))).isTrue();
  }

  @Test
  void anAccountIsNotKnownBeforeItsFirstHealthCheckHasEnded() {
    AccountRegistry registry = registry(SimulatorMode.AUTO);
    FakeFactory factory = factory("1.0.0");
    factory.cloud.next("health", new FakeCloud.Behaviour.LateReply(Duration.ofSeconds(2)));
    registry.add(factory);
    registry.configure("prod", SOURCE, GOOD);

    assertThat(only(registry).state()).isEqualTo(Account.State.CONNECTING);
    assertThat(registry.unknown()).contains("the first health check of account prod is under way");
    assertThat(registry.usable("default")).isEmpty();

    time.advance(Duration.ofSeconds(3));
    assertThat(registry.unknown()).isEmpty();
    assertThat(registry.usable("default"))
        .extracting(PlacementAccount::name, PlacementAccount::embedded)
        .containsExactly(tuple("prod", false));
    assertThat(registry.usable("another")).isEmpty();
  }

  @Test
  void wrongSettingsLeaveAnAccountOutAndSayWhatIsLegal() {
    AccountRegistry registry = registry(SimulatorMode.AUTO);
    registry.add(factory("1.0.0"));
    registry.configure(
        "prod", SOURCE, Map.of("provider", "fake", "limit", "11", "retries", "many", "zome", "x"));

    Account refused = only(registry);

    assertThat(refused.state()).isEqualTo(Account.State.MISCONFIGURED);
    assertThat(refused.reason())
        .contains("zone is missing; it must be one of north, south")
        .contains("limit must be a whole number from 1 to 10 calls but is \"11\"")
        .contains("retries must be a whole number of 0 or more but is \"many\"")
        .contains("zome is no known key; known are limit, retries, zone");
    assertThat(served).isEmpty();
  }

  @Test
  void anAccountNeedsALegalNameAndTenantAndAProvider() {
    AccountRegistry registry = registry(SimulatorMode.AUTO);
    registry.configure("Prod_1", SOURCE, Map.of("tenant", "default", "zone", "north"));

    assertThat(only(registry).reason())
        .contains("the account's name must be 1 to 63 lower-case letters")
        .contains("provider must be the type of a provider");

    registry.unconfigure("Prod_1");
    registry.configure("prod", SOURCE, Map.of("provider", "fake", "tenant", "A B"));
    time.advance(Duration.ofMillis(10));

    assertThat(registry.accounts("A B"))
        .singleElement()
        .satisfies(
            account ->
                assertThat(account.reason()).contains("tenant must be 1 to 63 lower-case letters"));
  }

  @Test
  void newSettingsThatAreWrongLeaveTheFormerInForce() {
    AccountRegistry registry = registry(SimulatorMode.AUTO);
    FakeFactory factory = factory("1.0.0");
    registry.add(factory);
    registry.configure("prod", SOURCE, GOOD);
    only(registry);

    registry.configure("prod", SOURCE, Map.of("provider", "fake", "zone", "west"));

    Account account = only(registry);
    assertThat(account.state()).isEqualTo(Account.State.READY);
    assertThat(account.reason())
        .contains("the former ones stay in force")
        .contains("zone must be one of north, south but is \"west\"");
    assertThat(factory.made).hasSize(1);
    assertThat(factory.cloud.calls()).doesNotContain("close");
  }

  @Test
  void changedSettingsCloseTheFormerProviderBeforeTheNextIsMade() {
    AccountRegistry registry = registry(SimulatorMode.AUTO);
    FakeFactory factory = factory("1.0.0");
    registry.add(factory);
    registry.configure("prod", SOURCE, GOOD);
    only(registry);

    registry.configure("prod", SOURCE, Map.of("provider", "fake", "zone", "south"));
    time.advance(Duration.ofSeconds(2));

    assertThat(only(registry).state()).isEqualTo(Account.State.READY);
    assertThat(factory.made)
        .extracting(made -> made.settings().get("zone"))
        .containsExactly("north", "south");
    assertThat(factory.closedBefore).containsExactly(0, 1);
  }

  @Test
  void anAccountThatIsNoLongerConfiguredIsClosedAndGone() {
    AccountRegistry registry = registry(SimulatorMode.AUTO);
    FakeFactory factory = factory("1.0.0");
    registry.add(factory);
    registry.configure("prod", SOURCE, GOOD);
    only(registry);

    registry.unconfigure("prod");
    time.advance(Duration.ofSeconds(2));

    assertThat(registry.accounts("default")).isEmpty();
    assertThat(registry.find("prod")).isEmpty();
    assertThat(factory.cloud.calls()).contains("close");
  }

  @Test
  void theHighestVersionIsDueAndTheOneThatWentIsFollowedByTheOther() {
    AccountRegistry registry = registry(SimulatorMode.AUTO);
    registry.choicesKnown();
    registry.configure("prod", SOURCE, GOOD);
    FakeFactory ten = factory("1.10.0");
    registry.add(ten);
    assertThat(only(registry).providerVersion()).isEqualTo("1.10.0");
    registry.add(factory("1.9.0"));
    registry.add(factory("1.10"));
    assertThat(only(registry).providerVersion()).isEqualTo("1.10.0");
    assertThat(registry.versions().due("fake")).isEmpty();

    FakeFactory again = factory("1.10.0.beta");
    registry.add(again);
    assertThat(registry.versions().due("fake")).containsSame(again);
    registry.swap(again);
    time.advance(Duration.ofSeconds(2));
    assertThat(only(registry).providerVersion()).isEqualTo("1.10.0.beta");

    CompletionStage<Void> gone = registry.remove(again);
    assertThat(registry.find("prod")).isEmpty();
    time.advance(Duration.ofSeconds(2));
    assertThat(gone.toCompletableFuture()).isCompleted();
    assertThat(only(registry).providerVersion()).isEqualTo("1.10.0");
  }

  @Test
  void aProviderThatCannotBeMadeIsTriedAgain() {
    AccountRegistry registry = registry(SimulatorMode.AUTO);
    FakeFactory factory = factory("1.0.0");
    factory.failure = () -> new IllegalStateException("no entropy");
    registry.add(factory);
    registry.configure("prod", SOURCE, GOOD);

    Account account = only(registry);
    assertThat(account.state()).isEqualTo(Account.State.UNHEALTHY);
    assertThat(account.reason()).contains("its provider broke off").contains("no entropy");

    factory.failure = null;
    time.advance(Duration.ofSeconds(6));
    assertThat(only(registry).state()).isEqualTo(Account.State.READY);
  }

  @Test
  void aProviderSaysItselfWhatIsWrong() {
    AccountRegistry registry = registry(SimulatorMode.AUTO);
    FakeFactory factory = factory("1.0.0");
    registry.add(factory);
    factory.failure = () -> problem(Category.INVALID, "north has no zone of that name");
    registry.configure("prod", SOURCE, GOOD);
    Account wrong = only(registry);
    assertThat(wrong.state()).isEqualTo(Account.State.MISCONFIGURED);
    assertThat(wrong.reason()).isEqualTo("north has no zone of that name");

    factory.failure = () -> problem(Category.UNAVAILABLE, "the cloud is down");
    registry.configure("prod", SOURCE, Map.of("provider", "fake", "zone", "south"));
    Account down = only(registry);
    assertThat(down.state()).isEqualTo(Account.State.UNHEALTHY);
    assertThat(down.reason()).isEqualTo("the cloud is down");
  }

  @Test
  void aDirectoryThatCannotBeMadeIsSaid() throws Exception {
    Files.writeString(directory.resolve("prod"), "a file is in the way");
    AccountRegistry registry = registry(SimulatorMode.AUTO);
    registry.add(factory("1.0.0"));
    registry.configure("prod", SOURCE, GOOD);

    Account account = only(registry);

    assertThat(account.state()).isEqualTo(Account.State.UNHEALTHY);
    assertThat(account.reason()).contains("its directory cannot be made");
  }

  @Test
  void simulatedAccountsAreThereOnlyWhileNoneIsConfigured() {
    AccountRegistry registry = registry(SimulatorMode.AUTO);
    FakeFactory factory = factory("1.0.0");
    factory.embedded = true;
    registry.add(factory);
    assertThat(only(registry).name()).isEqualTo("sim-1");
    assertThat(registry.usable("default"))
        .singleElement()
        .satisfies(account -> assertThat(account.embedded()).isTrue());

    registry.configure("prod", SOURCE, GOOD);
    time.advance(Duration.ofSeconds(2));
    assertThat(only(registry).name()).isEqualTo("prod");
    assertThat(registry.usable("default"))
        .as("one that is configured at a simulator is simulated, too")
        .singleElement()
        .satisfies(account -> assertThat(account.embedded()).isTrue());

    registry.unconfigure("prod");
    time.advance(Duration.ofSeconds(2));
    assertThat(only(registry).name()).isEqualTo("sim-1");
  }

  @Test
  void simulatedAccountsDoNotFlashUpBeforeFilesThatAreExpected() {
    filesExpected = true;
    AccountRegistry registry = registry(SimulatorMode.AUTO);
    FakeFactory factory = factory("1.0.0");
    factory.embedded = true;
    registry.add(factory);
    time.advance(Duration.ofSeconds(1));

    assertThat(registry.accounts("default")).isEmpty();
  }

  @Test
  void withoutSimulatedAccountsNothingIsMissingWhenNoneIsConfigured() {
    AccountRegistry registry = registry(SimulatorMode.OFF);
    FakeFactory factory = factory("1.0.0");
    factory.embedded = true;
    registry.add(factory);
    time.advance(Duration.ofSeconds(1));

    assertThat(registry.accounts("default")).isEmpty();
    assertThat(registry.unknown()).isEmpty();
  }

  @Test
  void aRegistryThatIsClosedServesNobodyAndOpensNothing() {
    AccountRegistry registry = registry(SimulatorMode.AUTO);
    FakeFactory factory = factory("1.0.0");
    registry.add(factory);
    registry.configure("prod", SOURCE, GOOD);
    only(registry);

    CompletionStage<Void> closed = registry.close();
    time.advance(Duration.ofSeconds(2));

    assertThat(closed.toCompletableFuture()).isCompleted();
    assertThat(factory.cloud.calls()).contains("close");
    assertThat(registry.find("prod")).isEmpty();
    assertThat(only(registry).reason()).isEqualTo("NovaCron is stopping");
    registry.configure("other", SOURCE, GOOD);
    time.advance(Duration.ofSeconds(2));
    assertThat(factory.made).hasSize(1);
  }

  @Test
  void whetherSimulatedAccountsExistIsOneOfThreeWords() {
    assertThat(SimulatorMode.of(null)).isEqualTo(SimulatorMode.AUTO);
    assertThat(SimulatorMode.of(" auto ")).isEqualTo(SimulatorMode.AUTO);
    assertThat(SimulatorMode.of("ON")).isEqualTo(SimulatorMode.ON);
    assertThat(SimulatorMode.of("off")).isEqualTo(SimulatorMode.OFF);
    assertThatThrownBy(() -> SimulatorMode.of("yes"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("novacron.simulator must be auto, on, off or wire but is \"yes\"");
  }

  private static RuntimeException problem(Category category, String detail) {
    return Problem.builder("not-made", category, detail).toException();
  }

  private FakeFactory factory(String version) {
    return new FakeFactory(version, time, process);
  }
}
