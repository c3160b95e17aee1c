package io.novacron.core.internal.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.novacron.api.batch.BatchService;
import io.novacron.api.error.Category;
import io.novacron.api.error.ProblemException;
import io.novacron.api.event.EventLog;
import io.novacron.api.health.ReadinessCheck;
import io.novacron.api.inventory.NetworkService;
import io.novacron.api.machine.AdoptionService;
import io.novacron.api.machine.MachineMetricsService;
import io.novacron.api.machine.MachineQuery;
import io.novacron.api.machine.MachineService;
import io.novacron.api.machine.SnapshotService;
import io.novacron.api.maintenance.MaintenanceService;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationService;
import io.novacron.api.packing.HostPools;
import io.novacron.api.placement.PlacementService;
import io.novacron.api.plan.PlanService;
import io.novacron.api.policy.PolicyContent;
import io.novacron.api.policy.PolicyService;
import io.novacron.api.provider.Account;
import io.novacron.api.provider.AccountService;
import io.novacron.api.provider.CallClass;
import io.novacron.api.provider.Lane;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderError;
import io.novacron.api.security.AuditLog;
import io.novacron.api.security.Authorizer;
import io.novacron.api.template.TemplateService;
import io.novacron.core.internal.testing.ManualTime;
import io.novacron.core.internal.testing.World;
import io.novacron.core.internal.traffic.CallSettings;
import io.novacron.core.internal.traffic.CallTicket;
import io.novacron.core.internal.traffic.PendingCall;
import io.novacron.core.internal.traffic.Traffic;
import io.novacron.store.contract.FakeBundleContext;
import io.novacron.store.contract.InMemoryStateStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.ManagedServiceFactory;

/** The components of the bundle, joined as the container joins them. */
class ComponentsTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path directory;

  private final Authorizer allows = (caller, permission, target) -> true;
  private final AuditLog log = entry -> CompletableFuture.completedFuture(null);
  private FakeBundleContext bundle;
  private ThreadsComponent threads;
  private AccountsComponent accounts;
  private StorageComponent storage;
  private CoreComponent core;

  @BeforeEach
  void join() throws Exception {
    Path etc = Files.createDirectories(directory.resolve("etc"));
    bundle =
        new FakeBundleContext(
            Map.of(
                "novacron.data",
                directory.toString(),
                "novacron.node",
                "node-1",
                "novacron.simulator",
                "perhaps",
                "karaf.base",
                directory.toString(),
                "karaf.etc",
                etc.toString()));
    threads = new ThreadsComponent();
    accounts =
        new AccountsComponent(bundle.context(), threads, () -> World.CATALOG, HostPools.NONE);
    storage = new StorageComponent(bundle.context(), Map.of(), threads);
    core =
        new CoreComponent(
            bundle.context(),
            Map.of(),
            threads,
            accounts,
            new PlacementComponent(Map.of()),
            new FactorsComponent(),
            new PublishedFactorsComponent(),
            new RetentionComponent(Map.of()),
            new InventoryComponent(Map.of()),
            () -> World.CATALOG,
            new DeployComponent(bundle.context()));
    core.bindAuthorizer(allows);
    core.bindAuditLog(log);
  }

  @AfterEach
  void part() throws Exception {
    core.close();
    storage.close();
    accounts.close();
    threads.close();
    assertThat(bundle.services()).as("services that outlive their component").isEmpty();
  }

  @Test
  void allThatTheFacesUseIsThere() {
    assertThat(bundle.services())
        .containsAll(
            List.of(
                    AccountService.class,
                    AdoptionService.class,
                    BatchService.class,
                    EventLog.class,
                    MachineMetricsService.class,
                    MachineService.class,
                    MaintenanceService.class,
                    NetworkService.class,
                    OperationService.class,
                    PlacementService.class,
                    PlanService.class,
                    PolicyService.class,
                    SnapshotService.class,
                    TemplateService.class)
                .stream()
                .map(Class::getName)
                .toList());
    assertThat(bundle.services(ReadinessCheck.class))
        .extracting(ReadinessCheck::name)
        .containsExactlyInAnyOrder("accounts", "disk-space", "operations");
  }

  @Test
  void withoutAStateStoreRequestsSayWhatIsMissingAndWithOneTheyAreAnswered() throws Exception {
    MachineService machines = bundle.services(MachineService.class).get(0);
    ReadinessCheck operations = readiness("operations");
    assertThat(operations.problem()).contains("the state store is not open yet");
    assertThatThrownBy(
            () ->
                machines
                    .list(World.caller(), MachineQuery.all())
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(ProblemException.class)
        .rootCause()
        .satisfies(
            cause ->
                assertThat(((ProblemException) cause).problem().category())
                    .isEqualTo(Category.UNAVAILABLE))
        .hasMessageContaining("state store");

    InMemoryStateStore store = new InMemoryStateStore(Clock.systemUTC());
    EngineComponent engine =
        new EngineComponent(bundle.context(), threads, accounts, core, storage, store, store);
    await()
        .atMost(LONG)
        .until(
            () -> operations.problem().equals(Optional.of("the budgets have not been read yet")));
    CensusComponent census = new CensusComponent(threads, core, store);
    await().atMost(LONG).until(() -> operations.problem().isEmpty());

    assertThat(
            machines
                .list(World.caller(), MachineQuery.all())
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS)
                .items())
        .isEmpty();

    census.close();
    engine.close();
    assertThat(operations.problem()).isNotEmpty();
  }

  @Test
  void policiesAreKnownToDecisionsForAsLongAsThereIsAStateStore() throws Exception {
    InMemoryStateStore store = new InMemoryStateStore(Clock.systemUTC());
    EngineComponent engine =
        new EngineComponent(bundle.context(), threads, accounts, core, storage, store, store);
    PoliciesComponent policies = new PoliciesComponent(threads, core, store);
    await().atMost(LONG).until(() -> core.controlPlane().orNull() != null);
    bundle
        .services(PolicyService.class)
        .get(0)
        .create(World.caller(), "eu", new PolicyContent("", Map.of("price", 1.0), List.of()))
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
    assertThat(core.policies().names("default")).contains("eu");

    policies.close();
    assertThat(core.policies().names("default")).doesNotContain("eu").contains("cheapest");
    PoliciesComponent again = new PoliciesComponent(threads, core, store);
    await().atMost(LONG).until(() -> core.policies().names("default").contains("eu"));

    again.close();
    engine.close();
  }

  @Test
  void anAuthorizerThatGoesLeavesNobodyIn() {
    AccountService service = bundle.services(AccountService.class).get(0);
    assertThat(service.list(World.caller())).isEmpty();

    core.unbindAuthorizer(allows);

    assertThatThrownBy(() -> service.list(World.caller()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("authorizer");
  }

  @Test
  void anAccountIsWhatItsFileSaysAndGoesWithIt() throws Exception {
    ManagedServiceFactory files = bundle.services(ManagedServiceFactory.class).get(0);
    AccountService service = bundle.services(AccountService.class).get(0);
    Dictionary<String, Object> settings = new Hashtable<>();
    settings.put("provider", "fake");
    settings.put("service.pid", "io.novacron.account~prod");
    settings.put("felix.fileinstall.filename", "file:/etc/io.novacron.account-prod.cfg");

    files.updated("io.novacron.account~a1b2", settings);
    await().atMost(LONG).until(() -> service.list(World.caller()).size() == 1);

    assertThat(service.list(World.caller()))
        .singleElement()
        .satisfies(
            account -> {
              assertThat(account.name()).isEqualTo("prod");
              assertThat(account.state()).isEqualTo(Account.State.WAITING_FOR_PROVIDER);
            });
    assertThat(readiness("accounts").problem()).contains("account prod waits for its provider");

    files.deleted("io.novacron.account~a1b2");
    files.deleted("io.novacron.account~never-told-of");
    await().atMost(LONG).until(() -> service.list(World.caller()).isEmpty());
  }

  @Test
  void anAccountIsNamedByItsFileOrByItsIdentifier() throws Exception {
    assertThat(AccountFiles.name("io.novacron.account~x", "file:/e/io.novacron.account-eu-1.cfg"))
        .isEqualTo("eu-1");
    assertThat(AccountFiles.name("io.novacron.account~x", "/e/io.novacron.account~eu-1.config"))
        .isEqualTo("eu-1");
    assertThat(AccountFiles.name("io.novacron.account~x", null)).isEqualTo("x");
    assertThat(AccountFiles.name("x", "/e/other.cfg")).isEqualTo("x");
    assertThat(AccountFiles.source("x", "/e/io.novacron.account-eu-1.cfg"))
        .isEqualTo("etc/io.novacron.account-eu-1.cfg");
    assertThat(AccountFiles.source("x", null)).isEqualTo("x");

    AccountFiles files = new AccountFiles(directory.resolve("etc").toString());
    assertThat(files.exist()).isFalse();
    Files.writeString(directory.resolve("etc/io.novacron.operations.cfg"), "");
    assertThat(files.exist()).isFalse();
    Files.writeString(directory.resolve("etc/io.novacron.account-eu-1.cfg"), "");
    assertThat(files.exist()).isTrue();
    assertThat(new AccountFiles(null).exist()).isFalse();
    assertThat(new AccountFiles(directory.resolve("none").toString()).exist()).isFalse();
  }

  @Test
  void whatIsCountedIsShownForAsLongAsTheMetersAreThere() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    MetersComponent meters = new MetersComponent(registry, core, storage, accounts, threads);
    accounts.meter().ended("prod", "create", "done", Duration.ofMillis(30));
    accounts.meter().ended("prod", "create", "done", Duration.ofMillis(50));

    assertThat(
            registry
                .get("novacron.provider.calls")
                .tags("account", "prod", "action", "create", "outcome", "done")
                .timer()
                .totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo(80);
    for (OperationKind kind : OperationKind.values()) {
      assertThat(
              registry
                  .get("novacron.operations.accepted")
                  .tag("kind", kind.wireName())
                  .functionCounter()
                  .count())
          .isZero();
    }
    assertThat(registry.get("novacron.disk.free").gauge().value()).isPositive();
    assertThat(registry.get("novacron.disk.refusing").gauge().value()).isZero();

    meters.close();
    accounts.meter().ended("prod", "create", "done", Duration.ofMillis(50));

    assertThat(registry.getMeters()).extracting(Meter::getId).isEmpty();
  }

  @Test
  void whatBudgetsHaveLearntIsShownAsSoonAsThereAreAny() {
    ManualTime time = new ManualTime();
    ManualTime.Process process = time.process();
    Traffic traffic = new Traffic(() -> CallSettings.DEFAULT, time, process, process);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    BudgetMeters meters = new BudgetMeters(registry, traffic, process);
    meters.look();
    assertThat(registry.getMeters()).isEmpty();

    CallTicket ticket =
        new CallTicket("prod", "r1", CallClass.CREATE, Lane.INTERACTIVE, "default", "op-1");
    List<PendingCall> turns = new ArrayList<>();
    assertThat(traffic.announce(ticket, turns::add).enter()).isTrue();
    time.advance(Duration.ofSeconds(6));

    Tags tags = Tags.of("account", "prod", "region", "r1", "class", CallClass.CREATE.wireName());
    assertThat(registry.get("novacron.budget.calls").tags(tags).gauge().value()).isEqualTo(1);
    assertThat(registry.get("novacron.budget.rate").tags(tags).gauge().value())
        .as("no limit is known")
        .isNaN();
    assertThat(registry.get("novacron.breaker.open").tag("account", "prod").gauge().value())
        .isZero();

    turns
        .get(0)
        .replied(
            new Outcome.Failed<>(
                new ProviderError(
                    Category.THROTTLED, "too many", null, null, null, Duration.ofSeconds(60))));
    time.advance(Duration.ofSeconds(1));
    assertThat(registry.get("novacron.budget.throttled").tags(tags).functionCounter().count())
        .isEqualTo(1);
    assertThat(registry.get("novacron.budget.limit").tags(tags).gauge().value()).isPositive();
    assertThat(traffic.announce(ticket, turns::add).enter()).isTrue();
    assertThat(
            registry
                .get("novacron.budget.waiting")
                .tags(tags)
                .tag("lane", Lane.INTERACTIVE.wireName())
                .gauge()
                .value())
        .isEqualTo(1);

    meters.close();
    assertThat(registry.getMeters()).isEmpty();
    time.advance(Duration.ofSeconds(20));
    assertThat(registry.getMeters()).isEmpty();
  }

  @Test
  void aNodeThatIsNotNamedIsADefectOfTheLauncher() {
    FakeBundleContext empty = new FakeBundleContext(Map.of());
    assertThatThrownBy(() -> NodeProperties.required(empty.context(), "novacron.node"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("novacron.node");
  }

  @Test
  void settingsThatChangeHoldAtOnceAndWrongOnesChangeNothing() {
    core.modified(Map.of("callsInFlight", "64"));
    assertThat(core.settings().get().calls().inFlight()).isEqualTo(64);
    core.modified(Map.of("callsInFlight", "none"));
    assertThat(core.settings().get().calls().inFlight()).isEqualTo(64);

    PlacementComponent placement = new PlacementComponent(Map.of());
    placement.modified(Map.of("spotPriceAgeDays", "400"));
    assertThat(placement.settings().get().ageLimits().spotDays()).isEqualTo(400);
    RetentionComponent retention = new RetentionComponent(Map.of());
    retention.modified(Map.of("auditDays", "30"));
    assertThat(retention.settings().get().audit()).isEqualTo(Duration.ofDays(30));
    storage.modified(Map.of());
    assertThat(readiness("disk-space").problem()).isEqualTo(Optional.empty());
  }

  private ReadinessCheck readiness(String name) {
    return bundle.services(ReadinessCheck.class).stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
