package io.novacron.core.internal.retention;

import io.novacron.api.maintenance.MaintenanceService;
import io.novacron.api.operation.Operation;
import io.novacron.api.request.LongWork;
import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.security.Target;
import io.novacron.api.store.StateStore;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.codec.JsonCodec;
import io.novacron.core.internal.machine.Digest;
import io.novacron.core.internal.machine.KeyedAnswers;
import io.novacron.core.internal.machine.KeyedRequests;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Maintenance for the faces. */
public final class DefaultMaintenanceService implements MaintenanceService {
  private static final String KIND = "maintenance";
  private static final String COMPACTION = "compaction";
  private static final String TENANT = "default";

  private final CompactionRunner compactions;
  private final Authorization authorization;
  private final AuditTrail audit;
  private final Supplier<StateStore> store;
  private final KeyedAnswers<LongWork> answers;
  private final Supplier<RetentionSettings> settings;
  private final Clock clock;
  private final Executor executor;

  /**
   * Makes the service.
   *
   * @param compactions runs them
   * @param authorization lets callers pass
   * @param audit keeps what was tried
   * @param store gives the store, or throws an UNAVAILABLE problem while there is none
   * @param keyed answers repeated requests
   * @param settings how long records are kept
   * @param clock the time
   * @param executor for the work of requests; its queue is bounded
   */
  public DefaultMaintenanceService(
      CompactionRunner compactions,
      Authorization authorization,
      AuditTrail audit,
      Supplier<StateStore> store,
      KeyedRequests keyed,
      Supplier<RetentionSettings> settings,
      Clock clock,
      Executor executor) {
    this.compactions = compactions;
    this.authorization = authorization;
    this.audit = audit;
    this.store = store;
    this.answers = keyed.answers(JsonCodec.of(LongWork.class));
    this.settings = settings;
    this.clock = clock;
    this.executor = executor;
  }

  @Override
  public CompletionStage<LongWork> compact(Caller caller, RequestOptions options) {
    return begin(
        caller,
        options,
        () ->
            authorization.require(
                caller, Permission.MAINTENANCE_OPERATE, Target.all(caller.tenant(), KIND)));
  }

  /** Begins a compaction on behalf of NovaCron itself. */
  CompletionStage<Operation> compactBySchedule() {
    Caller system =
        new Caller("system", TENANT, Set.of("system"), "system", "local", "compaction-schedule");
    return begin(system, RequestOptions.NONE, () -> {}).thenApply(LongWork::begun);
  }

  private CompletionStage<LongWork> begin(Caller caller, RequestOptions options, Runnable check) {
    return audit.record(
        options,
        caller,
        Permission.MAINTENANCE_OPERATE,
        COMPACTION,
        () ->
            Failures.guarded(
                caller,
                executor,
                () -> {
                  check.run();
                  return options.dryRun() ? foreseen() : begun(caller, options);
                }),
        work -> new AuditTrail.Trace(COMPACTION, work.begun().id(), null, null));
  }

  private CompletionStage<LongWork> foreseen() {
    return compactions.requireNone().thenApply(none -> new LongWork(effect(), null));
  }

  private CompletionStage<LongWork> begun(Caller caller, RequestOptions options) {
    String effect = effect();
    return answers.answer(
        store,
        caller,
        options,
        Digest.of("compact"),
        attempt ->
            compactions
                .begin(
                    caller.tenant(),
                    caller.principal(),
                    attempt.resulting(operation -> new LongWork(effect, operation)))
                .thenApply(operation -> new LongWork(effect, operation)));
  }

  private String effect() {
    RetentionSettings kept = settings.get();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return "It removes operations and deleted machines that ended before "
        + now.minus(kept.operations())
        + ", decisions from before "
        + now.minus(kept.decisions())
        + ", events from before "
        + now.minus(kept.events())
        + ", idempotency keys from before "
        + now.minus(kept.keys())
        + " and audit records from before "
        + now.minus(kept.audit())
        + ".";
  }
}
