package io.novacron.core.internal.placement;

import io.novacron.api.error.Category;
import io.novacron.api.error.ProblemException;
import io.novacron.api.placement.Choice;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.api.placement.PlacementService;
import io.novacron.api.security.AuditLog;
import io.novacron.api.security.AuditRecord;
import io.novacron.api.security.Authorizer;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.security.Target;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Authorises, decides, keeps and audits. */
public final class DefaultPlacementService implements PlacementService {
  private static final Logger LOG = LoggerFactory.getLogger(DefaultPlacementService.class);
  private static final int LONGEST_ID = 200;

  private final PlacementDecider decider;
  private final Supplier<StateStore> store;
  private final Supplier<Authorizer> authorizer;
  private final Supplier<AuditLog> audit;
  private final IdentifierGenerator identifiers;
  private final Clock clock;
  private final Executor executor;

  /**
   * Makes the service. A supplier throws an UNAVAILABLE problem while its service is away.
   *
   * @param executor runs decisions, some milliseconds of processor time each; its queue is bounded
   */
  public DefaultPlacementService(
      PlacementDecider decider,
      Supplier<StateStore> store,
      Supplier<Authorizer> authorizer,
      Supplier<AuditLog> audit,
      IdentifierGenerator identifiers,
      Clock clock,
      Executor executor) {
    this.decider = decider;
    this.store = store;
    this.authorizer = authorizer;
    this.audit = audit;
    this.identifiers = identifiers;
    this.clock = clock;
    this.executor = executor;
  }

  @Override
  public CompletionStage<Decision> decide(Caller caller, PlacementRequest request) {
    return begin(
            caller,
            Target.all(caller.tenant(), "placement"),
            Permission.PLACEMENT_DECIDE,
            () -> {
              AuditLog log = audit.get();
              StateStore keeper = store.get();
              String id = identifiers.next("dec");
              return CompletableFuture.supplyAsync(
                      () -> decider.decide(caller.tenant(), id, request), executor)
                  .thenCompose(decision -> keep(keeper, log, caller, decision));
            })
        .exceptionallyCompose(failure -> auditFailure(caller, failure));
  }

  @Override
  public CompletionStage<Decision> get(Caller caller, String id) {
    return begin(
        caller,
        Target.of(caller.tenant(), "placement", id),
        Permission.PLACEMENT_READ,
        () -> {
          if (id.length() > LONGEST_ID) {
            throw PlacementProblems.notFound(id.substring(0, LONGEST_ID) + "...");
          }
          Query one =
              Query.of(caller.tenant(), DecisionRecords.KIND)
                  .withAttributes(Map.of(DecisionRecords.ID, id))
                  .withLimit(1);
          return store
              .get()
              .query(one)
              .thenApply(
                  page ->
                      page.items().stream()
                          .findFirst()
                          .map(DecisionRecords::decode)
                          .orElseThrow(() -> PlacementProblems.notFound(id)));
        });
  }

  @Override
  public CompletionStage<Page<Decision>> list(
      Caller caller, int pageSize, @Nullable String pageToken) {
    return begin(
        caller,
        Target.all(caller.tenant(), "placement"),
        Permission.PLACEMENT_READ,
        () -> {
          if (pageSize < 1 || pageSize > Query.MOST) {
            throw PlacementProblems.pageSize(pageSize);
          }
          Query newestFirst =
              Query.of(caller.tenant(), DecisionRecords.KIND)
                  .withOrder(Query.Order.DESCENDING)
                  .withLimit(pageSize)
                  .withPageToken(pageToken);
          return store
              .get()
              .query(newestFirst)
              .thenApplyAsync(page -> page.map(DecisionRecords::decode), executor);
        });
  }

  private <T> CompletionStage<T> begin(
      Caller caller, Target target, Permission permission, Supplier<CompletionStage<T>> work) {
    CompletionStage<T> begun;
    try {
      if (!authorizer.get().permits(caller, permission, target)) {
        throw PlacementProblems.denied(caller, permission);
      }
      begun = work.get();
    } catch (RuntimeException e) {
      begun = CompletableFuture.failedFuture(e);
    }
    return begun
        .<CompletionStage<T>>handle(
            (value, failure) ->
                failure == null
                    ? CompletableFuture.completedFuture(value)
                    : CompletableFuture.failedFuture(PlacementProblems.translated(failure)))
        .thenCompose(Function.identity());
  }

  private CompletionStage<Decision> keep(
      StateStore keeper, AuditLog log, Caller caller, Decision decision) {
    Mutation.Put put = DecisionRecords.put(decision, decision.id());
    String digest = new Digests().add(DecisionRecords.KIND, put.value()).hex();
    return keeper
        .commit(Transaction.of(put))
        .thenCompose(
            stored -> append(log, caller, decision.id(), AuditRecord.Result.ACCEPTED, null, digest))
        .thenApply(
            done -> {
              Choice chosen = decision.chosen();
              LOG.info(
                  "placement decided decision={} tenant={} request={} account={} region={} type={}",
                  decision.id(),
                  decision.tenant(),
                  caller.requestId(),
                  chosen == null ? "none" : chosen.account(),
                  chosen == null ? "none" : chosen.region(),
                  chosen == null ? "none" : chosen.instanceType());
              return decision;
            });
  }

  private CompletionStage<Decision> auditFailure(Caller caller, Throwable failure) {
    RuntimeException cause = PlacementProblems.translated(failure);
    boolean isProblem = cause instanceof ProblemException;
    String reason = isProblem ? ((ProblemException) cause).problem().code() : "internal";
    boolean refused =
        isProblem && ((ProblemException) cause).problem().category() == Category.DENIED;
    AuditRecord.Result result = refused ? AuditRecord.Result.REFUSED : AuditRecord.Result.FAILED;
    return append(audit.get(), caller, null, result, reason, null)
        .thenCompose(done -> CompletableFuture.failedFuture(cause));
  }

  private CompletionStage<Void> append(
      AuditLog log,
      Caller caller,
      @Nullable String decision,
      AuditRecord.Result result,
      @Nullable String reason,
      @Nullable String after) {
    return log.append(
        new AuditRecord(
            clock.instant(),
            caller,
            Permission.PLACEMENT_DECIDE.toString(),
            "placement",
            decision,
            null,
            result,
            reason,
            null,
            after));
  }
}
