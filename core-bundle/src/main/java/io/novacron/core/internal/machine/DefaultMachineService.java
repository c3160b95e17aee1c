package io.novacron.core.internal.machine;

import io.novacron.api.catalog.CatalogService;
import io.novacron.api.event.Event;
import io.novacron.api.event.EventListener;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.AdoptionService;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineMetricsService;
import io.novacron.api.machine.MachinePatch;
import io.novacron.api.machine.MachineQuery;
import io.novacron.api.machine.MachineService;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.SnapshotService;
import io.novacron.api.provider.Account;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.store.Page;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.access.Dependency;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.budget.BudgetControl;
import io.novacron.core.internal.group.GroupIndex;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import io.novacron.core.internal.operation.OperationCounts;
import io.novacron.core.internal.operation.OperationSettings;
import io.novacron.core.internal.placement.PlacementDecider;
import io.novacron.core.internal.secret.SecretBox;
import io.novacron.core.internal.time.Timer;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Machines for the faces: authorises, audits, and hands on to those who do it. */
public final class DefaultMachineService implements MachineService, EventListener {
  private static final Logger LOG = LoggerFactory.getLogger(DefaultMachineService.class);
  private static final String DELETED = "io.novacron.vm.deleted.v1";
  private static final String SUBJECT = "vm/";

  private final Dependency<ControlPlane> controlPlane;
  private final Authorization authorization;
  private final AuditTrail audit;
  private final NameReservations names;
  private final MachineReader reader;
  private final MachineCreation creation;
  private final MachineActions actions;
  private final MachineUpdates updates;
  private final SnapshotService snapshots;
  private final MachineParts parts;
  private final MachineForesight foresight;
  private final AdoptionService adoptions;
  private final MachineMetricsService metrics;
  private final UnaryOperator<Machine> sight;
  private final Executor executor;

  /**
   * Makes the service.
   *
   * @param controlPlane what works while the state store is there
   * @param authorization lets callers pass
   * @param audit keeps what was tried
   * @param decider decides where machines go
   * @param budgets what machines may cost
   * @param groups where the machines of placement groups are
   * @param accounts all accounts of a tenant
   * @param catalogs gives the catalog
   * @param counts counts operations
   * @param identifiers makes ids
   * @param settings limits
   * @param secrets encrypts what must not be read in the store
   * @param sight adds to a machine when it was last seen as it is recorded
   * @param node name of this node
   * @param clock the time
   * @param timer for limits
   * @param executor for the work of requests; its queue is bounded
   */
  public DefaultMachineService(
      Dependency<ControlPlane> controlPlane,
      Authorization authorization,
      AuditTrail audit,
      PlacementDecider decider,
      BudgetControl budgets,
      GroupIndex groups,
      Function<String, List<Account>> accounts,
      CatalogService catalogs,
      OperationCounts counts,
      IdentifierGenerator identifiers,
      Supplier<OperationSettings> settings,
      SecretBox secrets,
      UnaryOperator<Machine> sight,
      String node,
      Clock clock,
      Timer timer,
      Executor executor) {
    this.controlPlane = controlPlane;
    this.sight = sight;
    this.authorization = authorization;
    this.audit = audit;
    this.executor = executor;
    names = new NameReservations(clock);
    reader = new MachineReader(authorization, executor);
    IdempotencyKeys keys = new IdempotencyKeys(node, clock);
    RequestsUnderWay<Changed> underWay = new RequestsUnderWay<>(timer, Changed::repeated);
    Acceptance acceptance = new Acceptance(counts, clock);
    SpecPreparation preparation = new SpecPreparation(authorization, secrets, executor);
    Placing placing = new Placing(decider, accounts);
    creation =
        new MachineCreation(
            preparation,
            authorization,
            placing,
            budgets,
            groups,
            names,
            keys,
            underWay,
            acceptance,
            identifiers,
            settings,
            clock,
            executor);
    Resizing resizing = new Resizing(placing, catalogs, identifiers);
    ActionRecording recording =
        new ActionRecording(acceptance, placing, budgets, identifiers, settings, clock);
    actions = new MachineActions(reader, keys, underWay, resizing, recording, identifiers);
    updates =
        new MachineUpdates(reader, resizing, budgets, recording, acceptance, identifiers, clock);
    parts =
        new MachineParts(
            authorization,
            audit,
            preparation,
            placing,
            names,
            reader,
            creation,
            actions,
            updates,
            executor);
    Adoption adoption =
        new Adoption(names, acceptance, accounts, catalogs, identifiers, settings, clock);
    adoptions =
        new DefaultAdoptionService(
            controlPlane,
            authorization,
            audit,
            adoption,
            new KeyedRequests(node, clock, timer, executor),
            executor);
    metrics = new DefaultMachineMetricsService(controlPlane, reader, settings, clock, executor);
    SnapshotActions snapshotActions =
        new SnapshotActions(reader, keys, underWay, acceptance, identifiers, settings, clock);
    snapshots = new DefaultSnapshotService(controlPlane, audit, reader, snapshotActions, executor);
    foresight =
        new MachineForesight(
            authorization,
            preparation,
            placing,
            budgets,
            identifiers,
            clock,
            names,
            parts,
            reader,
            updates,
            snapshotActions,
            adoption,
            executor);
  }

  /** Takes further machines in. */
  public AdoptionService adoptions() {
    return adoptions;
  }

  /** Measurements of these machines. */
  public MachineMetricsService metrics() {
    return metrics;
  }

  /** Snapshots of these machines. */
  public SnapshotService snapshots() {
    return snapshots;
  }

  /** What changes of these machines would do. */
  public MachineForesight foresight() {
    return foresight;
  }

  /** What operations on many machines are made of. */
  public MachineParts parts() {
    return parts;
  }

  @Override
  public CompletionStage<Accepted> create(
      Caller caller, MachineSpec spec, @Nullable String idempotencyKey) {
    return audit
        .record(
            caller,
            Permission.VM_CREATE,
            shortened(spec.name()),
            () ->
                Failures.guarded(
                    caller,
                    executor,
                    () -> {
                      authorization.require(
                          caller, Permission.VM_CREATE, MachinePermissions.target(caller, spec));
                      return creation.create(controlPlane.get(), caller, spec, idempotencyKey);
                    }),
            Changed::trace)
        .thenApply(Changed::accepted);
  }

  @Override
  public CompletionStage<Machine> get(Caller caller, String id) {
    // The store reads on threads of its own; nothing before that needs another.
    return Failures.guarded(
        caller,
        Runnable::run,
        () -> reader.shown(controlPlane.get().store(), caller, id).thenApply(sight));
  }

  @Override
  public CompletionStage<Page<Machine>> list(Caller caller, MachineQuery query) {
    return Failures.guarded(
        caller,
        executor,
        () ->
            reader
                .list(controlPlane.get().store(), caller, query)
                .thenApply(
                    page ->
                        new Page<>(
                            page.items().stream().map(sight).toList(), page.nextPageToken())));
  }

  @Override
  public CompletionStage<Accepted> act(
      Caller caller,
      String id,
      ActionRequest action,
      @Nullable Long expectedRevision,
      @Nullable String idempotencyKey) {
    MachineActions.Request request =
        new MachineActions.Request(caller, id, action, expectedRevision, idempotencyKey, null);
    return audit
        .record(
            caller,
            MachinePermissions.of(action.action()),
            shortened(id),
            () ->
                Failures.guarded(caller, executor, () -> actions.act(controlPlane.get(), request)),
            Changed::trace)
        .thenApply(Changed::accepted);
  }

  @Override
  public CompletionStage<Accepted> update(
      Caller caller, String id, MachinePatch patch, @Nullable Long expectedRevision) {
    MachineUpdates.Request request =
        new MachineUpdates.Request(caller, id, patch, expectedRevision);
    return audit
        .record(
            caller,
            MachinePermissions.of(patch),
            shortened(id),
            () ->
                Failures.guarded(
                    caller, executor, () -> updates.update(controlPlane.get(), request)),
            Changed::trace)
        .thenApply(Changed::accepted);
  }

  /**
   * Gives the name of a deleted machine back. Should it be missed, the next user of the name takes
   * it over.
   */
  @Override
  public void onEvent(Event event) {
    ControlPlane current = controlPlane.orNull();
    String name = event.data().get("name");
    if (current == null || name == null || !event.type().equals(DELETED)) {
      return;
    }
    String machine = event.subject().substring(SUBJECT.length());
    names
        .release(current.store(), event.tenant(), name, machine)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                LOG.debug("name not given back name={} error={}", name, failure.toString());
              }
            });
  }

  private static String shortened(String text) {
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }
}
