package io.novacron.core.internal.simulation;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.Price;
import io.novacron.api.placement.Choice;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.FunnelStage;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderDescriptor;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.api.provider.ProviderFactory;
import io.novacron.api.security.AuditLog;
import io.novacron.api.security.Authorizer;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.access.Dependency;
import io.novacron.core.internal.account.AccountRegistry;
import io.novacron.core.internal.account.SimulatorMode;
import io.novacron.core.internal.budget.BudgetControl;
import io.novacron.core.internal.event.EventPublisher;
import io.novacron.core.internal.group.GroupIndex;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.machine.DefaultMachineService;
import io.novacron.core.internal.machine.DefaultOperationService;
import io.novacron.core.internal.machine.EngineRun;
import io.novacron.core.internal.machine.KeyedRequests;
import io.novacron.core.internal.machine.OtherPlaces;
import io.novacron.core.internal.operation.OperationCounts;
import io.novacron.core.internal.operation.OperationSettings;
import io.novacron.core.internal.operation.OperationTraces;
import io.novacron.core.internal.operation.OperationWaiters;
import io.novacron.core.internal.placement.RefusalMemory;
import io.novacron.core.internal.secret.SecretBox;
import io.novacron.core.internal.space.DiskSpace;
import io.novacron.core.internal.space.DiskWatermark;
import io.novacron.core.internal.space.SpaceSettings;
import io.novacron.core.internal.testing.World;
import io.novacron.core.internal.time.SerialExecutor;
import io.novacron.core.internal.traffic.Traffic;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** One life of a node: everything of core between its services and its store and providers. */
final class SimulatedNode {
  private static final ScheduledThreadPoolExecutor NO_THREADS = new ScheduledThreadPoolExecutor(0);

  /** No request here has a secret. */
  private static final SecretBox SECRETS = new SecretBox(() -> new byte[32], new SecureRandom());

  private static final Path DIRECTORY = Path.of(System.getProperty("java.io.tmpdir"));

  private final String name;
  private final VirtualTime time;
  private final VirtualTime.Process process;
  private final Chance chance;
  private final List<SimulatedCloud> clouds;
  private final Trace trace;
  private final Dependency<ControlPlane> controlPlane = new Dependency<>("state store", "Wait.");
  private final RefusalMemory refusals;
  private final AccountRegistry registry;
  private final List<ProviderFactory> factories = new ArrayList<>();
  private final DefaultMachineService machines;
  private final DefaultOperationService operations;
  private int pointsUntilDeath;
  private Runnable onDeath = () -> {};
  private int pointsUntilPause;
  private Duration pause = Duration.ZERO;
  private Instant standsUntil = Instant.MIN;

  SimulatedNode(
      String name,
      VirtualTime time,
      Chance chance,
      Scenario scenario,
      SimulatedStore shared,
      List<SimulatedCloud> clouds,
      Checks checks,
      Trace trace) {
    OperationSettings settings = scenario.settings();
    this.name = name;
    this.time = time;
    this.chance = chance;
    this.clouds = clouds;
    this.trace = trace;
    refusals = new RefusalMemory(time);
    process = time.process();
    EventPublisher publisher = new EventPublisher(process);
    publisher.add(event -> trace.add(name, "event", event.type() + " " + event.subject()));
    SimulatedStore.Connection store = shared.new Connection(this);
    IdentifierGenerator identifiers = new IdentifierGenerator(time, chance.split().random());
    OperationCounts counts = new OperationCounts();
    Dependency<Authorizer> authorizer = new Dependency<>("authorizer", "Wait.");
    authorizer.set((caller, permission, target) -> true);
    Dependency<AuditLog> auditLog = new Dependency<>("audit log", "Wait.");
    auditLog.set(entry -> CompletableFuture.completedFuture(null));
    registry =
        new AccountRegistry(
            SimulatorMode.ON,
            () -> false,
            account -> DIRECTORY,
            directory ->
                new ProviderEnvironment(time, NO_THREADS, SimulatedNode::noCatalog, directory),
            time,
            process,
            new SerialExecutor(process),
            process,
            (account, action, outcome, latency) -> {});
    BudgetControl budgets = new BudgetControl();
    budgets.book().complete();
    machines =
        new DefaultMachineService(
            controlPlane,
            new Authorization(authorizer),
            new AuditTrail(auditLog, time),
            this::decide,
            budgets,
            new GroupIndex(),
            tenant -> registry.accountsWithoutFigures("default"),
            () -> World.CATALOG,
            counts,
            identifiers,
            () -> settings,
            SECRETS,
            machine -> machine,
            name,
            time,
            process,
            process);
    publisher.add(machines);
    OperationWaiters waiters = new OperationWaiters(process);
    publisher.add(waiters);
    operations =
        new DefaultOperationService(
            controlPlane,
            new Authorization(authorizer),
            new AuditTrail(auditLog, time),
            waiters,
            List.of(),
            new KeyedRequests(name, time, process, process),
            process);
    EngineRun run =
        new EngineRun(
            store,
            store,
            registry,
            publisher,
            budgets,
            counts,
            new OperationTraces(),
            () -> settings,
            SECRETS,
            new Traffic(settings::calls, time, process, process),
            new OtherPlaces(
                this::decideAgain, refusals, budgets, identifiers, () -> settings, time),
            identifiers,
            name,
            time,
            process,
            process,
            roomy(),
            List.of(),
            controlPlane);
    for (SimulatedCloud cloud : clouds) {
      factories.add(factory(cloud, checks, scenario.storeTakes()));
      registry.add(factories.get(factories.size() - 1));
    }
    run.start();
  }

  /** A disk that never fills: it is not even measured. */
  private DiskWatermark roomy() {
    return new DiskWatermark(
        () -> new DiskSpace.Measure(1, 1), () -> SpaceSettings.DEFAULT, process);
  }

  private static Catalog noCatalog() {
    throw new IllegalStateException("the simulated clouds have no catalog");
  }

  private ProviderFactory factory(SimulatedCloud cloud, Checks checks, Duration storeTakes) {
    String type = "type-of-" + cloud.traits.account();
    // What was learnt of a cloud outlives its provider.
    BudgetChecks budgets = new BudgetChecks(time, checks, this, cloud.traits.account(), storeTakes);
    ProviderDescriptor descriptor =
        new ProviderDescriptor(
            type,
            "1.0.0",
            List.of(),
            Set.of(),
            cloud.traits.idempotency(),
            cloud.traits.bound(),
            List.of(new AccountConfiguration(cloud.traits.account(), "default", type, Map.of())));
    return new ProviderFactory() {
      @Override
      public ProviderDescriptor descriptor() {
        return descriptor;
      }

      @Override
      public Provider create(AccountConfiguration account, ProviderEnvironment environment) {
        return new CloudConnection(cloud, SimulatedNode.this, time, checks, budgets, trace);
      }
    };
  }

  private Decision decide(String tenant, String id, PlacementRequest request) {
    List<SimulatedCloud> willing = willing();
    return decision(tenant, id, request, chance.pick(willing.isEmpty() ? clouds : willing));
  }

  /** Where else a machine may go, as long as there is a cloud that did not refuse of late. */
  private Decision decideAgain(String tenant, String id, PlacementRequest request) {
    List<SimulatedCloud> willing = willing();
    return decision(tenant, id, request, willing.isEmpty() ? null : chance.pick(willing));
  }

  private List<SimulatedCloud> willing() {
    return clouds.stream()
        .filter(
            cloud ->
                refusals.current().stream()
                    .noneMatch(refusal -> refusal.account().equals(cloud.traits.account())))
        .toList();
  }

  private Decision decision(
      String tenant, String id, PlacementRequest request, @Nullable SimulatedCloud cloud) {
    return new Decision(
        id,
        tenant,
        request,
        cloud == null ? null : choice(request, cloud.traits),
        null,
        null,
        List.of(new FunnelStage("memory", 9, 9, null)),
        List.of(),
        List.of(),
        List.of(),
        "cheapest",
        1,
        1,
        "digest",
        Map.of(),
        time.instant());
  }

  private static Choice choice(PlacementRequest request, CloudTraits chosen) {
    Price price = new Price(new BigDecimal("0.1720"), "USD", LocalDate.of(2026, 9, 1), "list");
    return new Choice(
        chosen.account(),
        "aws",
        "type-of-" + chosen.account(),
        "r1",
        null,
        "m1",
        request.market().kind(),
        price,
        1);
  }

  String name() {
    return name;
  }

  DefaultMachineService machines() {
    return machines;
  }

  DefaultOperationService operations() {
    return operations;
  }

  VirtualTime.Process process() {
    return process;
  }

  boolean alive() {
    return process.alive();
  }

  /** Whether it takes requests. */
  boolean serves() {
    return alive() && controlPlane.orNull() != null;
  }

  /** Lets it die when it has reached so many points more. */
  void dieAfter(int points, Runnable then) {
    pointsUntilDeath = points;
    onDeath = then;
  }

  /** Lets it stand still for a while when it has reached so many points more. */
  void pauseAfter(int points, Duration length) {
    pointsUntilPause = points;
    pause = length;
  }

  /** Until when it stood, or stands, still the last time. */
  Instant standsUntil() {
    return standsUntil;
  }

  /**
   * It has come to a point at which the world outside sees a difference.
   *
   * @return whether it is dead, by this point or before
   */
  boolean reach(String point) {
    if (alive() && pointsUntilDeath > 0 && --pointsUntilDeath == 0) {
      trace.add(name, "dies", point);
      process.kill();
      onDeath.run();
    }
    if (alive() && pointsUntilPause > 0 && --pointsUntilPause == 0) {
      trace.add(name, "pauses for " + pause, point);
      process.pause(pause);
      standsUntil = time.instant().plus(pause);
    }
    return !alive();
  }

  /** The provider of a cloud goes, and comes back after a while. */
  void swap(int cloud, Duration away) {
    if (!alive()) {
      return;
    }
    ProviderFactory factory = factories.get(cloud);
    trace.add(name, "loses the provider of", clouds.get(cloud).traits.account());
    registry.remove(factory);
    process.after(away, () -> registry.add(factory));
  }
}
