package io.novacron.core.internal.component;

import io.novacron.api.batch.BatchService;
import io.novacron.api.budget.BudgetService;
import io.novacron.api.catalog.CatalogService;
import io.novacron.api.event.EventListener;
import io.novacron.api.event.EventLog;
import io.novacron.api.health.ReadinessCheck;
import io.novacron.api.inventory.DriftService;
import io.novacron.api.inventory.InventoryService;
import io.novacron.api.inventory.NetworkService;
import io.novacron.api.inventory.OrphanService;
import io.novacron.api.machine.AdoptionService;
import io.novacron.api.machine.MachineMetricsService;
import io.novacron.api.machine.MachineService;
import io.novacron.api.machine.SnapshotService;
import io.novacron.api.maintenance.MaintenanceService;
import io.novacron.api.operation.OperationService;
import io.novacron.api.placement.FactorSource;
import io.novacron.api.placement.PlacementService;
import io.novacron.api.plan.PlanService;
import io.novacron.api.policy.PolicyService;
import io.novacron.api.provider.AccountService;
import io.novacron.api.provider.ProviderService;
import io.novacron.api.security.AuditLog;
import io.novacron.api.security.AuditRetention;
import io.novacron.api.security.Authorizer;
import io.novacron.api.template.TemplateService;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.access.Dependency;
import io.novacron.core.internal.account.AccountFactors;
import io.novacron.core.internal.account.AccountRegistry;
import io.novacron.core.internal.account.DefaultAccountService;
import io.novacron.core.internal.account.QuotaShortages;
import io.novacron.core.internal.batch.BatchRunner;
import io.novacron.core.internal.batch.BatchTools;
import io.novacron.core.internal.batch.DefaultBatchService;
import io.novacron.core.internal.budget.BudgetControl;
import io.novacron.core.internal.budget.DefaultBudgetService;
import io.novacron.core.internal.event.DefaultEventLog;
import io.novacron.core.internal.event.EventPublisher;
import io.novacron.core.internal.group.GroupFactors;
import io.novacron.core.internal.group.GroupIndex;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import io.novacron.core.internal.inventory.DefaultNetworkService;
import io.novacron.core.internal.inventory.Inventory;
import io.novacron.core.internal.inventory.KnownMachines;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.machine.DefaultMachineService;
import io.novacron.core.internal.machine.DefaultOperationService;
import io.novacron.core.internal.machine.KeyedRequests;
import io.novacron.core.internal.machine.OtherPlaces;
import io.novacron.core.internal.operation.NextPlace;
import io.novacron.core.internal.operation.OperationCounts;
import io.novacron.core.internal.operation.OperationRunner;
import io.novacron.core.internal.operation.OperationSettings;
import io.novacron.core.internal.operation.OperationSettingsReader;
import io.novacron.core.internal.operation.OperationTraces;
import io.novacron.core.internal.operation.OperationWaiters;
import io.novacron.core.internal.placement.CatalogPlacementDecider;
import io.novacron.core.internal.placement.DefaultPlacementService;
import io.novacron.core.internal.placement.InputArchive;
import io.novacron.core.internal.placement.Refusal;
import io.novacron.core.internal.placement.RefusalMemory;
import io.novacron.core.internal.placement.ReplayRunner;
import io.novacron.core.internal.plan.DefaultPlanService;
import io.novacron.core.internal.policy.DefaultPolicyService;
import io.novacron.core.internal.policy.PoliciesInForce;
import io.novacron.core.internal.policy.PolicyBook;
import io.novacron.core.internal.retention.CompactionRunner;
import io.novacron.core.internal.retention.CompactionSchedule;
import io.novacron.core.internal.retention.DefaultMaintenanceService;
import io.novacron.core.internal.secret.KeyFile;
import io.novacron.core.internal.secret.SecretBox;
import io.novacron.core.internal.spending.SpendingCensus;
import io.novacron.core.internal.swap.DefaultProviderService;
import io.novacron.core.internal.swap.SwapRunner;
import io.novacron.core.internal.swap.SwapSchedule;
import io.novacron.core.internal.template.DefaultTemplateService;
import io.novacron.core.internal.traffic.Traffic;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Offers machines, operations and placements to the faces; what they need may come and go
 * meanwhile.
 */
@Component(
    immediate = true,
    service = CoreComponent.class,
    configurationPid = OperationsConfiguration.PID)
public final class CoreComponent {
  private static final String WAIT =
      "Wait a moment and ask again; GET /health/ready says what is missing.";

  private final Dependency<ControlPlane> controlPlane = new Dependency<>("state store", WAIT);
  private final Dependency<Authorizer> authorizer =
      new Dependency<>("authorizer", "See that the security bundle runs; then ask again.");
  private final Dependency<AuditLog> auditLog =
      new Dependency<>("audit log", "See that the security bundle runs; then ask again.");
  private final LiveSettings<OperationSettings> settings =
      new LiveSettings<>(
          OperationsConfiguration.PID,
          OperationSettingsReader.KEYS,
          OperationSettingsReader::read,
          OperationSettings.DEFAULT);
  private final OperationCounts counts = new OperationCounts();
  private final PolicyBook policies = new PolicyBook(() -> controlPlane.get().store());
  private final BudgetControl budgets = new BudgetControl();
  private final GroupIndex groups = new GroupIndex();
  private final KnownMachines known = new KnownMachines();
  private final IdentifierGenerator identifiers;
  private final NextPlace nextPlace;
  private final EventPublisher events;
  private final SecretBox secrets;
  private static final int MOST_SPENDING_SUMS = 200;

  private final OperationTraces traces = new OperationTraces();
  private final SpendingCensus spending = new SpendingCensus(MOST_SPENDING_SUMS);
  private final Traffic traffic;
  private final AtomicReference<@Nullable AuditRetention> auditRetention = new AtomicReference<>();
  private final List<OperationRunner> runners;
  private final CompactionSchedule schedule;
  private final Inventory inventory;
  private final SwapSchedule swapSchedule;
  private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

  @Activate
  public CoreComponent(
      BundleContext bundles,
      Map<String, Object> properties,
      @Reference ThreadsComponent threads,
      @Reference AccountsComponent accounts,
      @Reference PlacementComponent placement,
      @Reference FactorsComponent factors,
      @Reference PublishedFactorsComponent published,
      @Reference RetentionComponent retention,
      @Reference InventoryComponent inventorySettings,
      @Reference CatalogService catalog,
      @Reference DeployComponent deploy) {
    settings.update(properties);
    Clock clock = Clock.systemUTC();
    SecureRandom random = new SecureRandom();
    identifiers = new IdentifierGenerator(clock, random);
    events = new EventPublisher(threads.work());
    secrets =
        new SecretBox(
            new KeyFile(
                    Path.of(NodeProperties.required(bundles, "novacron.data"))
                        .resolve("keys")
                        .resolve("record-key"),
                    random)
                ::load,
            random);
    traffic = new Traffic(() -> settings.get().calls(), clock, threads.timer(), threads.work());
    OperationWaiters waiters = new OperationWaiters(threads.timer());
    AccountRegistry registry = accounts.registry();
    Authorization authorization = new Authorization(authorizer);
    AuditTrail audit = new AuditTrail(auditLog, clock);
    RefusalMemory refusals = new RefusalMemory(clock);
    PoliciesInForce inForce = new PoliciesInForce(policies, placement.settings(), catalog::current);
    InputArchive archive =
        new InputArchive(() -> controlPlane.get().store(), clock, threads.work());
    QuotaShortages shortages = new QuotaShortages(registry::quotas, catalog::current);
    CatalogPlacementDecider decider =
        new CatalogPlacementDecider(
            catalog,
            registry,
            inForce,
            factors.book(),
            published.roundTrips(),
            () -> kept(refusals, shortages),
            Optional.of(archive),
            random,
            clock);
    nextPlace = new OtherPlaces(decider, refusals, budgets, identifiers, settings, clock);
    String node = NodeProperties.required(bundles, "novacron.node");
    KeyedRequests keyed = new KeyedRequests(node, clock, threads.timer(), threads.requests());
    DefaultMachineService machines =
        new DefaultMachineService(
            controlPlane,
            authorization,
            audit,
            decider,
            budgets,
            groups,
            registry::accountsWithoutFigures,
            catalog,
            counts,
            identifiers,
            settings,
            secrets,
            known::seen,
            node,
            clock,
            threads.timer(),
            threads.requests());
    BatchTools tools =
        new BatchTools(
            machines.parts(),
            secrets,
            counts,
            settings,
            node,
            clock,
            threads.timer(),
            threads.work());
    BatchRunner batches = new BatchRunner(controlPlane, tools);
    events.add(waiters);
    events.add(machines);
    events.add(batches);
    AccountService accountService = new DefaultAccountService(registry, traffic, authorization);
    register(bundles, AccountService.class, accountService);
    register(
        bundles,
        NetworkService.class,
        new DefaultNetworkService(
            accountService,
            registry,
            traffic,
            settings,
            clock,
            threads.timer(),
            threads.requests()));
    register(bundles, MachineService.class, machines);
    register(
        bundles,
        FactorSource.class,
        new AccountFactors(
            registry::accounts, traffic::throttles, refusals::current, registry::quotas, clock));
    register(bundles, FactorSource.class, new GroupFactors(groups));
    register(bundles, SnapshotService.class, machines.snapshots());
    register(bundles, AdoptionService.class, machines.adoptions());
    register(bundles, MachineMetricsService.class, machines.metrics());
    CompactionRunner compactions =
        new CompactionRunner(
            controlPlane,
            auditRetention::get,
            retention.settings(),
            identifiers,
            counts,
            node,
            clock,
            threads.timer(),
            threads.work());
    inventory =
        new Inventory(
            controlPlane,
            registry,
            registry::everyAccount,
            machines,
            known,
            catalog,
            traffic,
            settings,
            inventorySettings.settings(),
            authorization,
            audit,
            counts,
            identifiers,
            node,
            clock,
            threads.timer(),
            random,
            threads.work(),
            threads.requests());
    SwapRunner swaps =
        new SwapRunner(
            controlPlane,
            registry,
            identifiers,
            counts,
            node,
            clock,
            threads.timer(),
            threads.work());
    DefaultProviderService providers =
        new DefaultProviderService(
            registry,
            swaps,
            deploy.refusals()::list,
            authorization,
            audit,
            () -> controlPlane.get().store(),
            keyed,
            threads.requests());
    swapSchedule =
        new SwapSchedule(registry, providers, swaps, controlPlane::orNull, threads.timer());
    swapSchedule.start();
    register(bundles, ProviderService.class, providers);
    runners = List.of(batches, compactions, inventory.runner(), swaps);
    DefaultMaintenanceService maintenance =
        new DefaultMaintenanceService(
            compactions,
            authorization,
            audit,
            () -> controlPlane.get().store(),
            keyed,
            retention.settings(),
            clock,
            threads.requests());
    schedule =
        new CompactionSchedule(
            controlPlane::orNull, maintenance, retention.settings(), clock, threads.timer());
    schedule.start();
    register(bundles, MaintenanceService.class, maintenance);
    inventory.start();
    register(bundles, InventoryService.class, inventory.service());
    register(bundles, DriftService.class, inventory.drifts());
    register(bundles, OrphanService.class, inventory.orphans());
    DefaultOperationService operations =
        new DefaultOperationService(
            controlPlane, authorization, audit, waiters, runners, keyed, threads.requests());
    register(bundles, OperationService.class, operations);
    DefaultBatchService batchService =
        new DefaultBatchService(
            controlPlane, authorization, audit, tools, batches, identifiers, threads.requests());
    register(bundles, BatchService.class, batchService);
    register(
        bundles,
        PlanService.class,
        new DefaultPlanService(
            controlPlane,
            machines.foresight(),
            machines.parts(),
            machines,
            machines.snapshots(),
            machines.adoptions(),
            batchService,
            operations,
            secrets,
            identifiers,
            keyed,
            clock,
            threads.requests()));
    register(
        bundles,
        PlacementService.class,
        new DefaultPlacementService(
            decider,
            () -> controlPlane.get().store(),
            authorization,
            audit,
            identifiers,
            new ReplayRunner(
                () -> controlPlane.get().store(),
                decider,
                inForce,
                factors.book(),
                threads.requests()),
            clock,
            threads.requests()));
    register(
        bundles,
        TemplateService.class,
        new DefaultTemplateService(
            () -> controlPlane.get().store(),
            authorization,
            audit,
            keyed,
            clock,
            threads.requests()));
    register(
        bundles,
        PolicyService.class,
        new DefaultPolicyService(
            () -> controlPlane.get().store(),
            policies,
            catalog::current,
            authorization,
            audit,
            keyed,
            clock,
            threads.requests()));
    register(
        bundles,
        BudgetService.class,
        new DefaultBudgetService(
            () -> controlPlane.get().store(),
            budgets,
            authorization,
            audit,
            keyed,
            clock,
            threads.requests()));
    register(
        bundles,
        EventLog.class,
        new DefaultEventLog(
            () -> controlPlane.get().events(), authorization, threads.timer(), threads.requests()));
    register(
        bundles,
        ReadinessCheck.class,
        new OperationReadiness(
            controlPlane,
            Map.of("budgets", budgets::isReady, "placement groups", groups::isComplete)));
  }

  /** What is kept out of decisions: what clouds refused, then what quotas leave no room for. */
  private static List<Refusal> kept(RefusalMemory refusals, QuotaShortages shortages) {
    List<Refusal> all = new ArrayList<>(refusals.current());
    all.addAll(shortages.get());
    return all;
  }

  private <T> void register(BundleContext bundles, Class<T> type, T service) {
    registrations.add(bundles.registerService(type, service, null));
  }

  @Modified
  void modified(Map<String, Object> properties) {
    settings.update(properties);
  }

  @Deactivate
  void close() {
    schedule.close();
    inventory.close();
    swapSchedule.close();
    registrations.forEach(ServiceRegistration::unregister);
  }

  Dependency<ControlPlane> controlPlane() {
    return controlPlane;
  }

  EventPublisher events() {
    return events;
  }

  NextPlace nextPlace() {
    return nextPlace;
  }

  OperationCounts counts() {
    return counts;
  }

  IdentifierGenerator identifiers() {
    return identifiers;
  }

  SecretBox secrets() {
    return secrets;
  }

  BudgetControl budgets() {
    return budgets;
  }

  GroupIndex groups() {
    return groups;
  }

  KnownMachines known() {
    return known;
  }

  PolicyBook policies() {
    return policies;
  }

  SpendingCensus spending() {
    return spending;
  }

  OperationTraces traces() {
    return traces;
  }

  Traffic traffic() {
    return traffic;
  }

  List<OperationRunner> runners() {
    return runners;
  }

  LiveSettings<OperationSettings> settings() {
    return settings;
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindAuthorizer(Authorizer service) {
    authorizer.set(service);
  }

  void unbindAuthorizer(Authorizer service) {
    authorizer.clear(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindAuditLog(AuditLog service) {
    auditLog.set(service);
  }

  void unbindAuditLog(AuditLog service) {
    auditLog.clear(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindAuditRetention(AuditRetention service) {
    auditRetention.set(service);
  }

  void unbindAuditRetention(AuditRetention service) {
    auditRetention.compareAndSet(service, null);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindListener(EventListener listener) {
    events.add(listener);
  }

  void unbindListener(EventListener listener) {
    events.remove(listener);
  }
}
