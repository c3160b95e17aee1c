package io.novacron.rest.internal.http;

import io.novacron.api.batch.BatchService;
import io.novacron.api.budget.BudgetService;
import io.novacron.api.catalog.CatalogService;
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
import io.novacron.api.placement.PlacementService;
import io.novacron.api.plan.PlanService;
import io.novacron.api.policy.PolicyService;
import io.novacron.api.provider.AccountService;
import io.novacron.api.provider.FaultSwitch;
import io.novacron.api.provider.ProviderService;
import io.novacron.api.security.AuditLog;
import io.novacron.api.security.Authenticator;
import io.novacron.api.security.Authorizer;
import io.novacron.api.template.TemplateService;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The services that the routes call.
 *
 * @param checks what must hold for this node to be ready; safe to be changed while it is read
 */
public record Services(
    ServiceSlot<MachineService> machines,
    ServiceSlot<SnapshotService> snapshots,
    ServiceSlot<AdoptionService> adoptions,
    ServiceSlot<MachineMetricsService> machineMetrics,
    ServiceSlot<InventoryService> inventory,
    ServiceSlot<DriftService> drifts,
    ServiceSlot<OrphanService> orphans,
    ServiceSlot<NetworkService> networks,
    ServiceSlot<BatchService> batches,
    ServiceSlot<PlanService> plans,
    ServiceSlot<OperationService> operations,
    ServiceSlot<EventLog> events,
    ServiceSlot<MaintenanceService> maintenance,
    ServiceSlot<PlacementService> placements,
    ServiceSlot<TemplateService> templates,
    ServiceSlot<PolicyService> policies,
    ServiceSlot<BudgetService> budgets,
    ServiceSlot<AccountService> accounts,
    ServiceSlot<ProviderService> providers,
    ServiceSlot<CatalogService> catalog,
    ServiceSlot<FaultSwitch> faults,
    ServiceSlot<Authenticator> authenticator,
    ServiceSlot<Authorizer> authorizer,
    ServiceSlot<AuditLog> audit,
    List<ReadinessCheck> checks) {
  private static final String WAIT =
      "Wait a moment and try again; GET /health/ready lists what is missing.";
  private static final String SIMULATOR =
      "Faults belong to the simulated clouds: start with NOVACRON_SIMULATOR=on, and see that the"
          + " simulator's bundle is in deploy/.";

  /** Slots that are all empty. */
  public static Services empty() {
    return new Services(
        new ServiceSlot<>("machine service", WAIT),
        new ServiceSlot<>("snapshot service", WAIT),
        new ServiceSlot<>("adoption service", WAIT),
        new ServiceSlot<>("service of machine metrics", WAIT),
        new ServiceSlot<>("inventory service", WAIT),
        new ServiceSlot<>("drift service", WAIT),
        new ServiceSlot<>("orphan service", WAIT),
        new ServiceSlot<>("network service", WAIT),
        new ServiceSlot<>("batch service", WAIT),
        new ServiceSlot<>("plan service", WAIT),
        new ServiceSlot<>("operation service", WAIT),
        new ServiceSlot<>("event log", WAIT),
        new ServiceSlot<>("maintenance service", WAIT),
        new ServiceSlot<>("placement service", WAIT),
        new ServiceSlot<>("template service", WAIT),
        new ServiceSlot<>("policy service", WAIT),
        new ServiceSlot<>("budget service", WAIT),
        new ServiceSlot<>("account service", WAIT),
        new ServiceSlot<>("provider service", WAIT),
        new ServiceSlot<>("catalog", WAIT),
        new ServiceSlot<>("fault switch", SIMULATOR),
        new ServiceSlot<>("authenticator", WAIT),
        new ServiceSlot<>("authorizer", WAIT),
        new ServiceSlot<>("audit log", WAIT),
        new CopyOnWriteArrayList<>());
  }

  /** The services without which this node can't serve. */
  public List<ServiceSlot<?>> needed() {
    return List.of(
        machines,
        snapshots,
        adoptions,
        machineMetrics,
        inventory,
        drifts,
        orphans,
        networks,
        batches,
        plans,
        operations,
        placements,
        templates,
        policies,
        budgets,
        accounts,
        providers,
        catalog,
        authenticator,
        authorizer,
        audit);
  }
}
