package io.novacron.core.internal.testing;

import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Price;
import io.novacron.api.catalog.Region;
import io.novacron.api.error.Problem;
import io.novacron.api.event.Event;
import io.novacron.api.inventory.NetworkService;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.AdoptionService;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineMetricsService;
import io.novacron.api.machine.MachinePatch;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.machine.Size;
import io.novacron.api.machine.SnapshotService;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.WaitingFor;
import io.novacron.api.placement.Choice;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.FunnelStage;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.Capability;
import io.novacron.api.provider.ConfigurationKey;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderDescriptor;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.api.provider.ProviderFactory;
import io.novacron.api.security.AuditLog;
import io.novacron.api.security.AuditRecord;
import io.novacron.api.security.AuditRetention;
import io.novacron.api.security.Authorizer;
import io.novacron.api.security.Caller;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.access.Dependency;
import io.novacron.core.internal.account.AccountRegistry;
import io.novacron.core.internal.account.DefaultAccountService;
import io.novacron.core.internal.account.SimulatorMode;
import io.novacron.core.internal.batch.BatchRunner;
import io.novacron.core.internal.batch.BatchTools;
import io.novacron.core.internal.batch.DefaultBatchService;
import io.novacron.core.internal.budget.BudgetControl;
import io.novacron.core.internal.budget.BudgetRecords;
import io.novacron.core.internal.budget.DefaultBudgetService;
import io.novacron.core.internal.census.MachineCounting;
import io.novacron.core.internal.event.DefaultEventLog;
import io.novacron.core.internal.event.EventPublisher;
import io.novacron.core.internal.group.GroupIndex;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import io.novacron.core.internal.inventory.DefaultNetworkService;
import io.novacron.core.internal.inventory.Inventory;
import io.novacron.core.internal.inventory.InventorySettings;
import io.novacron.core.internal.inventory.KnownMachines;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.machine.DefaultMachineService;
import io.novacron.core.internal.machine.DefaultOperationService;
import io.novacron.core.internal.machine.EngineRun;
import io.novacron.core.internal.machine.KeyedRequests;
import io.novacron.core.internal.machine.OtherPlaces;
import io.novacron.core.internal.operation.ChangeListener;
import io.novacron.core.internal.operation.MachineRecords;
import io.novacron.core.internal.operation.OperationCounts;
import io.novacron.core.internal.operation.OperationSettings;
import io.novacron.core.internal.operation.OperationTraces;
import io.novacron.core.internal.operation.OperationWaiters;
import io.novacron.core.internal.placement.PlacementDecider;
import io.novacron.core.internal.placement.Refusal;
import io.novacron.core.internal.placement.RefusalMemory;
import io.novacron.core.internal.placement.TestCatalog;
import io.novacron.core.internal.plan.DefaultPlanService;
import io.novacron.core.internal.retention.CompactionRunner;
import io.novacron.core.internal.retention.RetentionSettings;
import io.novacron.core.internal.secret.SecretBox;
import io.novacron.core.internal.space.DiskSpace;
import io.novacron.core.internal.space.DiskWatermark;
import io.novacron.core.internal.space.SpaceSettings;
import io.novacron.core.internal.spending.SpendingCensus;
import io.novacron.core.internal.swap.SwapRunner;
import io.novacron.core.internal.template.DefaultTemplateService;
import io.novacron.core.internal.time.SerialExecutor;
import io.novacron.core.internal.traffic.Traffic;
import io.novacron.core.internal.version.VersionBookUpdates;
import io.novacron.store.contract.InMemoryStateStore;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** A store, a cloud and manual time, which outlive the nodes that are started on them. */
public final class World {
  /** The account that the fake cloud is known by. */
  public static final String ACCOUNT = "cloud-1";

  /** How long the fake cloud may hide a new machine. */
  public static final Duration VISIBILITY_BOUND = Duration.ofSeconds(10);

  public final ManualTime time = new ManualTime();
  public final CrashPoints points = new CrashPoints();
  public final InMemoryStateStore memory = new InMemoryStateStore(time);
  public final CrashingStore store = new CrashingStore(memory, points);
  public final FakeCloud cloud = new FakeCloud(time, points);
  public final List<AuditRecord> audit = new ArrayList<>();
  public final SecretBox secrets = new SecretBox(() -> new byte[32], new SecureRandom());
  public OperationSettings settings = OperationSettings.DEFAULT;
  public InventorySettings inventorySettings = InventorySettings.DEFAULT;
  public RetentionSettings retention = RetentionSettings.DEFAULT;
  public @Nullable AuditRetention auditRetention;
  public DiskSpace.Measure space = new DiskSpace.Measure(100L << 30, 50L << 30);
  private long seed = 1;

  /**
   * Where machines can be had, as region and type, the cheapest first; none for the first region
   * and the type that the request leads to.
   */
  public List<String> places = List.of();

  private static final ScheduledThreadPoolExecutor NO_THREADS = new ScheduledThreadPoolExecutor(0);

  /** What the fake cloud sells: m1 and m2 for amd64, a1 for arm64. */
  public static final TestCatalog CATALOG = catalog();

  private static TestCatalog catalog() {
    Region region = new Region("aws", "r1", "Town", "DE", 50.0, 8.0, "EU", null);
    return new TestCatalog(
        List.of(
            TestCatalog.offer(region, type("m1", 4, 16, "amd64"), 172_000, null),
            TestCatalog.offer(region, type("m2", 8, 32, "amd64"), 344_000, null),
            TestCatalog.offer(region, type("a1", 4, 16, "arm64"), 130_000, null)));
  }

  private static InstanceType type(String name, int vcpus, double memory, String architecture) {
    return new InstanceType("aws", name, vcpus, memory, 0, null, architecture, Set.of());
  }

  /** Of all nodes; it remembers nothing but the tracer. */
  public final OperationTraces traces = new OperationTraces();

  public World() {
    cloud.timer(time.process());
  }

  public static Caller caller() {
    return new Caller("admin", "default", Set.of("admin"), "rest", "local", "req-1");
  }

  public static MachineSpec spec(String name) {
    return new MachineSpec(
        name,
        Map.of("team", "a"),
        new Size(4, 16, 0, null, null),
        null,
        "ubuntu-24.04",
        List.of(),
        null,
        List.of(),
        Market.ON_DEMAND,
        PlacementConstraints.NONE);
  }

  /** The error of an operation that has one. */
  public static Problem error(Operation operation) {
    return Objects.requireNonNull(operation.error(), "error");
  }

  /** What an operation waits for that waits. */
  public static WaitingFor waitingFor(Operation operation) {
    return Objects.requireNonNull(operation.waitingFor(), "waitingFor");
  }

  /** Starts a node and lets it come up. */
  public Node start() {
    return start("node-1");
  }

  /** Starts a node of a name and lets it come up. */
  public Node start(String name) {
    Node node = new Node(name);
    time.advance(Duration.ofMillis(10));
    return node;
  }

  /** What a provider bundle registers. */
  public ProviderFactory factory() {
    return new ProviderFactory() {
      @Override
      public ProviderDescriptor descriptor() {
        return new ProviderDescriptor(
            "fake",
            "1.0.0",
            List.of(ConfigurationKey.integer("latencyMillis", 40, 0, 1000, "ms", "Latency.")),
            EnumSet.allOf(Capability.class),
            cloud.idempotency(),
            VISIBILITY_BOUND,
            List.of(new AccountConfiguration(ACCOUNT, "default", "fake", Map.of())));
      }

      @Override
      public Provider create(AccountConfiguration account, ProviderEnvironment environment) {
        return cloud;
      }
    };
  }

  /** One process on this world. */
  public final class Node {
    public final ManualTime.Process process = time.process();
    public final Dependency<ControlPlane> controlPlane = new Dependency<>("state store", "Wait.");
    public final Dependency<Authorizer> authorizer = new Dependency<>("authorizer", "Wait.");
    public final Dependency<AuditLog> auditLog = new Dependency<>("audit log", "Wait.");
    public final List<Event> events = new ArrayList<>();
    public final AccountRegistry registry;
    public final DefaultMachineService machines;
    public final DefaultOperationService operations;
    public final DefaultEventLog eventLog;
    public final DefaultTemplateService templates;
    public final DefaultBudgetService budgets;
    private final BudgetControl budgetControl = new BudgetControl();
    public final GroupIndex groups = new GroupIndex();
    private final KnownMachines known = new KnownMachines();

    /** Lists the cloud once it is started. */
    public final Inventory inventory;

    public final NetworkService networks;
    public final SnapshotService snapshots;
    public final DefaultBatchService batches;
    public final DefaultPlanService plans;
    public final AdoptionService adoptions;
    public final MachineMetricsService metrics;
    public final DiskWatermark disk =
        new DiskWatermark(() -> space, () -> SpaceSettings.DEFAULT, process);
    public final CompactionRunner compactions;
    public final SwapRunner swaps;
    public final OperationCounts counts = new OperationCounts();
    public final SpendingCensus spending = new SpendingCensus(4);
    public final ProviderFactory factory = factory();
    public final Traffic traffic = new Traffic(() -> settings.calls(), time, process, process);
    public final EngineRun run;
    public boolean placesNothing;
    private final RefusalMemory refusals;
    public @Nullable String priceNow;

    /** What placement was asked, in order. */
    public final List<PlacementRequest> requests = new ArrayList<>();

    Node(String name) {
      authorizer.set((caller, permission, target) -> true);
      auditLog.set(
          entry -> {
            audit.add(entry);
            return CompletableFuture.completedFuture(null);
          });
      EventPublisher publisher = new EventPublisher(process);
      publisher.add(events::add);
      OperationWaiters waiters = new OperationWaiters(process);
      publisher.add(waiters);
      IdentifierGenerator identifiers = new IdentifierGenerator(time, new SplittableRandom(seed++));
      registry =
          new AccountRegistry(
              SimulatorMode.ON,
              () -> false,
              account -> Path.of(System.getProperty("java.io.tmpdir")),
              directory -> new ProviderEnvironment(time, NO_THREADS, () -> CATALOG, directory),
              time,
              process,
              new SerialExecutor(process),
              process,
              (account, action, outcome, latency) -> {});
      Authorization authorization = new Authorization(authorizer);
      refusals = new RefusalMemory(time);
      PlacementDecider decider = this::decide;
      KeyedRequests keyed = new KeyedRequests(name, time, process, process);
      machines =
          new DefaultMachineService(
              controlPlane,
              authorization,
              new AuditTrail(auditLog, time),
              decider,
              budgetControl,
              groups,
              registry::accountsWithoutFigures,
              () -> CATALOG,
              counts,
              identifiers,
              () -> settings,
              secrets,
              known::seen,
              name,
              time,
              process,
              process);
      publisher.add(machines);
      snapshots = machines.snapshots();
      adoptions = machines.adoptions();
      metrics = machines.metrics();
      templates =
          new DefaultTemplateService(
              () -> controlPlane.get().store(),
              authorization,
              new AuditTrail(auditLog, time),
              keyed,
              time,
              process);
      AuditTrail audited = new AuditTrail(auditLog, time);
      BatchTools tools =
          new BatchTools(
              machines.parts(), secrets, counts, () -> settings, name, time, process, process);
      BatchRunner runner = new BatchRunner(controlPlane, tools);
      publisher.add(runner);
      batches =
          new DefaultBatchService(
              controlPlane, authorization, audited, tools, runner, identifiers, process);
      compactions =
          new CompactionRunner(
              controlPlane,
              () -> auditRetention,
              () -> retention,
              identifiers,
              counts,
              name,
              time,
              process,
              process);
      inventory =
          new Inventory(
              controlPlane,
              registry,
              registry::everyAccount,
              machines,
              known,
              () -> CATALOG,
              traffic,
              () -> settings,
              () -> inventorySettings,
              authorization,
              new AuditTrail(auditLog, time),
              counts,
              identifiers,
              name,
              time,
              process,
              new SplittableRandom(seed++),
              process,
              process);
      networks =
          new DefaultNetworkService(
              new DefaultAccountService(registry, traffic, authorization),
              registry,
              traffic,
              () -> settings,
              time,
              process,
              process);
      swaps =
          new SwapRunner(controlPlane, registry, identifiers, counts, name, time, process, process);
      operations =
          new DefaultOperationService(
              controlPlane,
              authorization,
              audited,
              waiters,
              List.of(runner, compactions, inventory.runner(), swaps),
              keyed,
              process);
      plans =
          new DefaultPlanService(
              controlPlane,
              machines.foresight(),
              machines.parts(),
              machines,
              machines.snapshots(),
              machines.adoptions(),
              batches,
              operations,
              secrets,
              identifiers,
              keyed,
              time,
              process);
      budgets =
          new DefaultBudgetService(
              () -> controlPlane.get().store(),
              budgetControl,
              authorization,
              audited,
              keyed,
              time,
              process);
      MachineCounting counting =
          new MachineCounting(
              store, Map.of("deleted", "false"), List.of(budgetControl, known, spending), process);
      counting.start();
      MachineCounting grouped =
          new MachineCounting(
              store,
              Map.of("deleted", "false", MachineRecords.GROUPED, "true"),
              List.of(groups),
              process);
      grouped.start();
      new VersionBookUpdates<>(
              BudgetRecords.KIND,
              store,
              budgetControl.book(),
              () -> {
                counting.look();
                grouped.look();
              },
              process,
              process)
          .start();
      eventLog =
          new DefaultEventLog(() -> controlPlane.get().events(), authorization, process, process);
      run =
          new EngineRun(
              store,
              memory,
              registry,
              publisher,
              ChangeListener.all(List.of(budgetControl, groups, known, spending)),
              counts,
              traces,
              () -> settings,
              secrets,
              traffic,
              new OtherPlaces(decider, refusals, budgetControl, identifiers, () -> settings, time),
              identifiers,
              name,
              time,
              process,
              process,
              disk,
              List.of(runner, compactions, inventory.runner(), swaps),
              controlPlane);
      registry.add(factory);
      run.start();
    }

    /** Ends the process as a kill does. */
    public void kill() {
      process.kill();
    }

    private Decision decide(String tenant, String id, PlacementRequest request) {
      Choice choice = choice(request);
      return new Decision(
          id,
          tenant,
          request,
          choice,
          null,
          null,
          List.of(new FunnelStage("memory", 9, choice == null ? 0 : 9, "m1 has 1 GiB")),
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

    private String type(PlacementRequest request) {
      requests.add(request);
      Size size = request.size();
      String named = request.instanceType();
      return named != null ? named : size != null && size.vcpus() > 4 ? "m2" : "m1";
    }

    /** The first place that was not refused of late, the cheapest coming first. */
    private @Nullable Choice choice(PlacementRequest request) {
      List<Refusal> refused = refusals.current();
      String usual = "r1/" + type(request);
      List<String> sold = places.isEmpty() ? List.of(usual) : places;
      for (int i = 0; i < sold.size() && !placesNothing; i++) {
        String region = sold.get(i).split("/", 2)[0];
        String type = sold.get(i).split("/", 2)[1];
        boolean asked =
            (request.constraints().region() == null
                    || request.constraints().region().equals(region))
                && (request.instanceType() == null || request.instanceType().equals(type));
        boolean free =
            refused.stream()
                .noneMatch(
                    refusal ->
                        refusal.region().equals(region)
                            && (refusal.instanceType() == null
                                || refusal.instanceType().equals(type)));
        if (asked && free) {
          Price price =
              places.isEmpty()
                  ? priced(
                      CATALOG.offer(CATALOG.find("aws", region, type).orElseThrow()).onDemand())
                  : new Price(
                      new BigDecimal("0.1720").add(new BigDecimal(i).movePointLeft(2)),
                      "USD",
                      LocalDate.of(2026, 9, 1),
                      "list");
          return new Choice(
              ACCOUNT, "aws", "fake", region, null, type, request.market().kind(), price, -i);
        }
      }
      return null;
    }

    private Price priced(Price listed) {
      return priceNow == null
          ? listed
          : new Price(new BigDecimal(priceNow), "USD", listed.asOf(), listed.source());
    }

    /** Asks for a machine and lets the request be answered. */
    public Accepted create(String name, @Nullable String key) {
      return answer(machines.create(caller(), spec(name), key));
    }

    public Accepted act(String id, MachineAction action) {
      return answer(machines.act(caller(), id, action, null, null));
    }

    /** Asks to cancel an operation and lets the request be answered. */
    public Operation cancel(String id) {
      return answer(operations.cancel(caller(), id, null));
    }

    public Accepted act(String id, ActionRequest request) {
      return answer(machines.act(caller(), id, request, null, null));
    }

    public Accepted update(String id, MachinePatch patch) {
      return answer(machines.update(caller(), id, patch, null));
    }

    public Machine machine(String id) {
      return answer(machines.get(caller(), id));
    }

    public Operation operation(String id) {
      return answer(operations.get(caller(), id));
    }

    /** Lets time pass until an operation is done. */
    public Operation done(String id) {
      time.until(() -> operation(id).done(), Duration.ofHours(3));
      return operation(id);
    }

    /** What a stage gives, with no more time passing than tasks need. */
    public <T> T answer(CompletionStage<T> stage) {
      time.runReady();
      CompletableFuture<T> future = stage.toCompletableFuture();
      if (!future.isDone()) {
        throw new AssertionError("no answer yet");
      }
      return future.join();
    }
  }
}
