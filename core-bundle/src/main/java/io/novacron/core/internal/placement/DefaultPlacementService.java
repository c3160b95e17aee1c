package io.novacron.core.internal.placement;

import io.novacron.api.placement.Choice;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.LiveFactor;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.api.placement.PlacementService;
import io.novacron.api.placement.Replay;
import io.novacron.api.placement.ReplayRequest;
import io.novacron.api.placement.ScoredCandidates;
import io.novacron.api.placement.SpotAdvice;
import io.novacron.api.placement.SpotAdviceRequest;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.security.Target;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Authorises, decides, keeps and audits. */
public final class DefaultPlacementService implements PlacementService {
  private static final Logger LOG = LoggerFactory.getLogger(DefaultPlacementService.class);
  private static final String RESOURCE = "placement";
  private static final String OWN_SOURCE = "placement";
  private static final int LONGEST_ID = 200;
  private static final int MOST_CANDIDATES = 10_000;

  private final PlacementDecider decider;
  private final Supplier<StateStore> store;
  private final Authorization authorization;
  private final AuditTrail audit;
  private final IdentifierGenerator identifiers;
  private final ReplayRunner replays;
  private final SpotAdvisor spot;
  private final Executor executor;

  /**
   * Makes the service.
   *
   * @param store gives the store, or throws an UNAVAILABLE problem while there is none
   * @param replays makes decisions again
   * @param clock the time
   * @param executor runs decisions, some milliseconds of processor time each; its queue is bounded
   */
  public DefaultPlacementService(
      PlacementDecider decider,
      Supplier<StateStore> store,
      Authorization authorization,
      AuditTrail audit,
      IdentifierGenerator identifiers,
      ReplayRunner replays,
      Clock clock,
      Executor executor) {
    this.decider = decider;
    this.store = store;
    this.authorization = authorization;
    this.audit = audit;
    this.identifiers = identifiers;
    this.replays = replays;
    this.spot = new SpotAdvisor(clock);
    this.executor = executor;
  }

  @Override
  public CompletionStage<Decision> decide(Caller caller, PlacementRequest request) {
    return audit
        .record(
            caller,
            Permission.PLACEMENT_DECIDE,
            null,
            () ->
                guarded(
                    caller,
                    Target.all(caller.tenant(), RESOURCE),
                    Permission.PLACEMENT_DECIDE,
                    () -> decideAndKeep(caller, request)),
            kept -> new AuditTrail.Trace(kept.decision().id(), null, null, kept.digest()))
        .thenApply(Kept::decision);
  }

  @Override
  public CompletionStage<Decision> get(Caller caller, String id) {
    return guarded(
        caller,
        Target.of(caller.tenant(), RESOURCE, id),
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
    return guarded(
        caller,
        Target.all(caller.tenant(), RESOURCE),
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

  @Override
  public CompletionStage<Replay> replay(Caller caller, ReplayRequest request) {
    return guarded(
        caller,
        Target.all(caller.tenant(), RESOURCE),
        Permission.PLACEMENT_READ,
        () -> replays.run(caller.tenant(), request));
  }

  @Override
  public CompletionStage<SpotAdvice> adviseOnSpot(Caller caller, SpotAdviceRequest request) {
    return guarded(
        caller,
        Target.all(caller.tenant(), RESOURCE),
        Permission.PLACEMENT_READ,
        () -> CompletableFuture.completedFuture(spot.advise(request)));
  }

  @Override
  public CompletionStage<List<LiveFactor>> factors(Caller caller) {
    return guarded(
        caller,
        Target.all(caller.tenant(), RESOURCE),
        Permission.PLACEMENT_READ,
        () ->
            CompletableFuture.completedFuture(
                Stream.concat(
                        OwnFactors.DEFINITIONS.stream()
                            .map(definition -> new LiveFactor(definition, OWN_SOURCE)),
                        replays.factors().live().values().stream()
                            .map(live -> new LiveFactor(live.definition(), live.source().name())))
                    .sorted(Comparator.comparing(factor -> factor.definition().name()))
                    .toList()));
  }

  @Override
  public CompletionStage<ScoredCandidates> candidates(Caller caller, String id, int most) {
    return guarded(
        caller,
        Target.of(caller.tenant(), RESOURCE, id),
        Permission.PLACEMENT_READ,
        () -> {
          if (most < 1 || most > MOST_CANDIDATES) {
            throw PlacementProblems.candidates(most, MOST_CANDIDATES);
          }
          return replays.candidates(caller.tenant(), id, most);
        });
  }

  private <T> CompletionStage<T> guarded(
      Caller caller, Target target, Permission permission, Supplier<CompletionStage<T>> work) {
    return Failures.guarded(
        caller,
        executor,
        () -> {
          authorization.require(caller, permission, target);
          return work.get();
        });
  }

  private CompletionStage<Kept> decideAndKeep(Caller caller, PlacementRequest request) {
    StateStore keeper = store.get();
    Decision decision = decider.decide(caller.tenant(), identifiers.next("dec"), request);
    Mutation.Put put = DecisionRecords.put(decision, decision.id());
    String digest = new Digests().add(DecisionRecords.KIND, put.value()).hex();
    return decider
        .kept(decision)
        .thenCompose(done -> keeper.commit(Transaction.of(put)))
        .thenApply(
            stored -> {
              log(caller, decision);
              return new Kept(decision, digest);
            });
  }

  private static void log(Caller caller, Decision decision) {
    Choice chosen = decision.chosen();
    LOG.info(
        "placement decided decision={} tenant={} request={} account={} region={} type={}",
        decision.id(),
        decision.tenant(),
        caller.requestId(),
        chosen == null ? "none" : chosen.account(),
        chosen == null ? "none" : chosen.region(),
        chosen == null ? "none" : chosen.instanceType());
  }

  private record Kept(Decision decision, String digest) {}
}
