package io.novacron.shell.internal;

import io.novacron.api.batch.BatchService;
import io.novacron.api.budget.BudgetService;
import io.novacron.api.catalog.CatalogService;
import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
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
import io.novacron.api.placement.PlacementService;
import io.novacron.api.plan.PlanService;
import io.novacron.api.policy.PolicyService;
import io.novacron.api.provider.AccountService;
import io.novacron.api.provider.ProviderService;
import io.novacron.api.security.Authenticator;
import io.novacron.api.template.TemplateService;
import io.opentelemetry.api.OpenTelemetry;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Follows the services of the control plane as they come and go. */
@Component
public final class ServicesComponent implements Services {
  private static final int REQUEST_BYTES = 12;

  private final Map<Class<?>, Object> present = new ConcurrentHashMap<>();
  private final CommandTraces traces = new CommandTraces();
  private final SecureRandom random = new SecureRandom();

  @Override
  public <T> T require(Class<T> type) {
    Object service = present.get(type);
    if (service == null) {
      throw Problem.builder(
              "service-unavailable",
              Category.UNAVAILABLE,
              "the " + type.getSimpleName() + " is not running")
          .nextStep("Try again when bin/novacron status says ready; the log tells what is missing.")
          .toException();
    }
    return type.cast(service);
  }

  @Override
  public String nextRequestId() {
    byte[] bytes = new byte[REQUEST_BYTES];
    random.nextBytes(bytes);
    return "req-" + HexFormat.of().formatHex(bytes);
  }

  @Override
  public CommandTraces traces() {
    return traces;
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindTelemetry(OpenTelemetry telemetry) {
    traces.set(telemetry);
  }

  void unbindTelemetry(OpenTelemetry telemetry) {
    traces.clear(telemetry);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindMachines(MachineService service) {
    present.put(MachineService.class, service);
  }

  void unbindMachines(MachineService service) {
    present.remove(MachineService.class, service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindBatches(BatchService service) {
    present.put(BatchService.class, service);
  }

  void unbindBatches(BatchService service) {
    present.remove(BatchService.class, service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindOperations(OperationService service) {
    present.put(OperationService.class, service);
  }

  void unbindOperations(OperationService service) {
    present.remove(OperationService.class, service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindProviders(ProviderService service) {
    present.put(ProviderService.class, service);
  }

  void unbindProviders(ProviderService service) {
    present.remove(ProviderService.class, service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindMaintenance(MaintenanceService service) {
    present.put(MaintenanceService.class, service);
  }

  void unbindMaintenance(MaintenanceService service) {
    present.remove(MaintenanceService.class, service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindPlacements(PlacementService service) {
    present.put(PlacementService.class, service);
  }

  void unbindPlacements(PlacementService service) {
    present.remove(PlacementService.class, service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindSnapshots(SnapshotService service) {
    present.put(SnapshotService.class, service);
  }

  void unbindSnapshots(SnapshotService service) {
    present.remove(SnapshotService.class, service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindPlans(PlanService service) {
    present.put(PlanService.class, service);
  }

  void unbindPlans(PlanService service) {
    present.remove(PlanService.class, service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindAdoptions(AdoptionService service) {
    present.put(AdoptionService.class, service);
  }

  void unbindAdoptions(AdoptionService service) {
    present.remove(AdoptionService.class, service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindMachineMetrics(MachineMetricsService service) {
    present.put(MachineMetricsService.class, service);
  }

  void unbindMachineMetrics(MachineMetricsService service) {
    present.remove(MachineMetricsService.class, service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindTemplates(TemplateService service) {
    present.put(TemplateService.class, service);
  }

  void unbindTemplates(TemplateService service) {
    present.remove(TemplateService.class, service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindPolicies(PolicyService service) {
    present.put(PolicyService.class, service);
  }

  void unbindPolicies(PolicyService service) {
    present.remove(PolicyService.class, service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindInventory(InventoryService service) {
    present.put(InventoryService.class, service);
  }

  void unbindInventory(InventoryService service) {
    present.remove(InventoryService.class, service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindDrifts(DriftService service) {
    present.put(DriftService.class, service);
  }

  void unbindDrifts(DriftService service) {
    present.remove(DriftService.class, service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindOrphans(OrphanService service) {
    present.put(OrphanService.class, service);
  }

  void unbindOrphans(OrphanService service) {
    present.remove(OrphanService.class, service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindNetworks(NetworkService service) {
    present.put(NetworkService.class, service);
  }

  void unbindNetworks(NetworkService service) {
    present.remove(NetworkService.class, service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindBudgets(BudgetService service) {
    present.put(BudgetService.class, service);
  }

  void unbindBudgets(BudgetService service) {
    present.remove(BudgetService.class, service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindAccounts(AccountService service) {
    present.put(AccountService.class, service);
  }

  void unbindAccounts(AccountService service) {
    present.remove(AccountService.class, service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindCatalog(CatalogService service) {
    present.put(CatalogService.class, service);
  }

  void unbindCatalog(CatalogService service) {
    present.remove(CatalogService.class, service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindAuthenticator(Authenticator service) {
    present.put(Authenticator.class, service);
  }

  void unbindAuthenticator(Authenticator service) {
    present.remove(Authenticator.class, service);
  }
}
