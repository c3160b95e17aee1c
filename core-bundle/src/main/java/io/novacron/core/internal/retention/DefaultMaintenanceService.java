package io.novacron.core.internal.retention;

import io.novacron.api.maintenance.MaintenanceService;
import io.novacron.api.operation.Operation;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.security.Target;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.access.Failures;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Maintenance for the faces. */
public final class DefaultMaintenanceService implements MaintenanceService {
  private static final String KIND = "maintenance";
  private static final String COMPACTION = "compaction";
  private static final String TENANT = "default";

  private final CompactionRunner compactions;
  private final Authorization authorization;
  private final AuditTrail audit;
  private final Executor executor;

  /**
   * Makes the service.
   *
   * @param executor for the work of requests; its queue is bounded
   */
  public DefaultMaintenanceService(
      CompactionRunner compactions,
      Authorization authorization,
      AuditTrail audit,
      Executor executor) {
    this.compactions = compactions;
    this.authorization = authorization;
    this.audit = audit;
    this.executor = executor;
  }

  @Override
  public CompletionStage<Operation> compact(Caller caller) {
    return begin(
        caller,
        () ->
            authorization.require(
                caller, Permission.MAINTENANCE_OPERATE, Target.all(caller.tenant(), KIND)));
  }

  /** Begins a compaction on behalf of NovaCron itself. */
  CompletionStage<Operation> compactBySchedule() {
    Caller system =
        new Caller("system", TENANT, Set.of("system"), "system", "local", "compaction-schedule");
    return begin(system, () -> {});
  }

  private CompletionStage<Operation> begin(Caller caller, Runnable check) {
    return audit.record(
        caller,
        Permission.MAINTENANCE_OPERATE,
        COMPACTION,
        () ->
            Failures.guarded(
                caller,
                executor,
                () -> {
                  check.run();
                  return compactions.begin(caller.tenant(), caller.principal());
                }),
        operation -> new AuditTrail.Trace(COMPACTION, operation.id(), null, null));
  }
}
