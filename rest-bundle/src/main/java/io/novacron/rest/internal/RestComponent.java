package io.novacron.rest.internal;

import io.micrometer.core.instrument.MeterRegistry;
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
import io.novacron.api.store.StateStore;
import io.novacron.api.template.TemplateService;
import io.novacron.rest.internal.http.RestSettings;
import io.novacron.rest.internal.http.ServiceSlot;
import io.novacron.rest.internal.http.Services;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.servlet.Servlet;
import jakarta.ws.rs.ext.RuntimeDelegate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.glassfish.jersey.server.ResourceConfig;
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
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the REST face to the container: hands the services of the registry to the routes as they
 * come and go, and registers the servlet and the meters.
 */
@Component(
    immediate = true,
    service = {},
    configurationPid = RestConfiguration.PID)
@Designate(ocd = RestConfiguration.class)
public final class RestComponent {
  private static final Logger LOG = LoggerFactory.getLogger(RestComponent.class);

  private final Services services = Services.empty();
  private final ServiceSlot<StateStore> store =
      new ServiceSlot<>("state store", "Its meters stand still until it is back.");
  private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
  private final Map<OpenTelemetry, Tracer> tracers = new ConcurrentHashMap<>();
  private final RestServer server;

  @Activate
  public RestComponent(BundleContext bundles, Map<String, Object> properties) throws IOException {
    loadJakartaRestRuntime();
    server =
        new RestServer(
            services,
            store,
            NodeProperties.of(bundles::getProperty),
            settings(properties, RestSettings.DEFAULT),
            System::nanoTime);
    registrations.add(bundles.registerService(MeterRegistry.class, server.meters(), null));
    registrations.add(
        bundles.registerService(
            Servlet.class, new ServletPrototype(server.application()), whiteboard()));
  }

  /**
   * Jakarta REST finds its runtime once, through the context class loader, which in a container
   * knows nothing of it; Jersey's own does.
   */
  private static void loadJakartaRestRuntime() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ResourceConfig.class.getClassLoader());
    try {
      RuntimeDelegate.getInstance();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Modified
  void modified(Map<String, Object> properties) {
    RestSettings changed = settings(properties, server.settings());
    if (!changed.equals(server.settings())) {
      server.settings(changed);
      LOG.info("configuration applied pid={} settings={}", RestConfiguration.PID, changed);
    }
  }

  @Deactivate
  void deactivate() throws InterruptedException {
    registrations.forEach(ServiceRegistration::unregister);
    server.close();
  }

  private static RestSettings settings(Map<String, Object> properties, RestSettings before) {
    try {
      return RestSettings.of(properties);
    } catch (IllegalArgumentException e) {
      LOG.error(
          "configuration refused pid={} file={} {}; the earlier settings stay in force",
          RestConfiguration.PID,
          properties.get("felix.fileinstall.filename"),
          e.getMessage());
      return before;
    }
  }

  private static Dictionary<String, Object> whiteboard() {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_NAME, "novacron-rest");
    properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN, "/*");
    properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_ASYNC_SUPPORTED, true);
    return properties;
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindTelemetry(OpenTelemetry telemetry) {
    Tracer tracer = telemetry.getTracer("io.novacron.rest");
    tracers.put(telemetry, tracer);
    server.application().traces().set(tracer);
  }

  void unbindTelemetry(OpenTelemetry telemetry) {
    Tracer tracer = tracers.remove(telemetry);
    if (tracer != null) {
      server.application().traces().clear(tracer);
    }
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindMachines(MachineService service) {
    services.machines().bind(service);
  }

  void unbindMachines(MachineService service) {
    services.machines().unbind(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindPlans(PlanService service) {
    services.plans().bind(service);
  }

  void unbindPlans(PlanService service) {
    services.plans().unbind(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindBatches(BatchService service) {
    services.batches().bind(service);
  }

  void unbindBatches(BatchService service) {
    services.batches().unbind(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindOperations(OperationService service) {
    services.operations().bind(service);
  }

  void unbindOperations(OperationService service) {
    services.operations().unbind(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindProviders(ProviderService service) {
    services.providers().bind(service);
  }

  void unbindProviders(ProviderService service) {
    services.providers().unbind(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindMaintenance(MaintenanceService service) {
    services.maintenance().bind(service);
  }

  void unbindMaintenance(MaintenanceService service) {
    services.maintenance().unbind(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindEvents(EventLog service) {
    services.events().bind(service);
  }

  void unbindEvents(EventLog service) {
    services.events().unbind(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindPlacements(PlacementService service) {
    services.placements().bind(service);
  }

  void unbindPlacements(PlacementService service) {
    services.placements().unbind(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindSnapshots(SnapshotService service) {
    services.snapshots().bind(service);
  }

  void unbindSnapshots(SnapshotService service) {
    services.snapshots().unbind(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindAdoptions(AdoptionService service) {
    services.adoptions().bind(service);
  }

  void unbindAdoptions(AdoptionService service) {
    services.adoptions().unbind(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindMachineMetrics(MachineMetricsService service) {
    services.machineMetrics().bind(service);
  }

  void unbindMachineMetrics(MachineMetricsService service) {
    services.machineMetrics().unbind(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindTemplates(TemplateService service) {
    services.templates().bind(service);
  }

  void unbindTemplates(TemplateService service) {
    services.templates().unbind(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindPolicies(PolicyService service) {
    services.policies().bind(service);
  }

  void unbindPolicies(PolicyService service) {
    services.policies().unbind(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindBudgets(BudgetService service) {
    services.budgets().bind(service);
  }

  void unbindBudgets(BudgetService service) {
    services.budgets().unbind(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindInventory(InventoryService service) {
    services.inventory().bind(service);
  }

  void unbindInventory(InventoryService service) {
    services.inventory().unbind(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindDrifts(DriftService service) {
    services.drifts().bind(service);
  }

  void unbindDrifts(DriftService service) {
    services.drifts().unbind(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindOrphans(OrphanService service) {
    services.orphans().bind(service);
  }

  void unbindOrphans(OrphanService service) {
    services.orphans().unbind(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindNetworks(NetworkService service) {
    services.networks().bind(service);
  }

  void unbindNetworks(NetworkService service) {
    services.networks().unbind(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindAccounts(AccountService service) {
    services.accounts().bind(service);
  }

  void unbindAccounts(AccountService service) {
    services.accounts().unbind(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindCatalog(CatalogService service) {
    services.catalog().bind(service);
  }

  void unbindCatalog(CatalogService service) {
    services.catalog().unbind(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindFaults(FaultSwitch service) {
    services.faults().bind(service);
  }

  void unbindFaults(FaultSwitch service) {
    services.faults().unbind(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindAuthenticator(Authenticator service) {
    services.authenticator().bind(service);
  }

  void unbindAuthenticator(Authenticator service) {
    services.authenticator().unbind(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindAuthorizer(Authorizer service) {
    services.authorizer().bind(service);
  }

  void unbindAuthorizer(Authorizer service) {
    services.authorizer().unbind(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindAudit(AuditLog service) {
    services.audit().bind(service);
  }

  void unbindAudit(AuditLog service) {
    services.audit().unbind(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindStore(StateStore service) {
    store.bind(service);
  }

  void unbindStore(StateStore service) {
    store.unbind(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindCheck(ReadinessCheck check) {
    services.checks().add(check);
  }

  void unbindCheck(ReadinessCheck check) {
    services.checks().remove(check);
  }
}
