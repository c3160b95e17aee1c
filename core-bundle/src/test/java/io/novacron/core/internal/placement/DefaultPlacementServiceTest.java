package io.novacron.core.internal.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.api.security.AuditLog;
import io.novacron.api.security.AuditRecord;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.store.Page;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import io.novacron.store.contract.InMemoryStateStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DefaultPlacementServiceTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);
  private static final Caller ANN =
      new Caller("ann", "default", Set.of("operator"), "rest", "local", "req-1");

  private final RandomWorld world =
      LongStream.range(0, 100)
          .mapToObj(RandomWorld::of)
          .filter(one -> one.decide().runnerUp() != null)
          .findFirst()
          .orElseThrow();
  private final InMemoryStateStore store = new InMemoryStateStore(CLOCK);
  private final Set<Permission> granted =
      new HashSet<>(Set.of(Permission.PLACEMENT_DECIDE, Permission.PLACEMENT_READ));
  private final List<AuditRecord> audited = new ArrayList<>();
  private final AuditLog audit =
      entry -> {
        audited.add(entry);
        return CompletableFuture.completedFuture(null);
      };
  private final IdentifierGenerator identifiers = new IdentifierGenerator(CLOCK, new Random(1));
  private @Nullable Missing missing;
  private Executor executor = Runnable::run;

  private enum Missing {
    STORE,
    AUTHORIZER,
    AUDIT
  }

  @Test
  void aDecisionIsKeptAndReadBackAsItWas() {
    Decision decided = answer(service().decide(ANN, world.request()));
    assertThat(decided.id()).startsWith("dec-");
    assertThat(decided.tenant()).isEqualTo("default");
    assertThat(decided.decidedAt()).isEqualTo(CLOCK.instant());
    assertThat(answer(service().get(ANN, decided.id()))).isEqualTo(decided);
  }

  @Test
  void aDecisionKeptWithItsMachineIsFoundByItsId() {
    Decision decision = world.decide("dec-of-machine");
    store
        .commit(Transaction.of(DecisionRecords.put(decision, "vm-1")))
        .toCompletableFuture()
        .join();
    assertThat(answer(service().get(ANN, "dec-of-machine"))).isEqualTo(decision);
  }

  @Test
  void decisionsAreListedNewestFirstPageByPage() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(0, answer(service().decide(ANN, world.request())).id());
    }
    List<String> listed = new ArrayList<>();
    String token = null;
    do {
      Page<Decision> page = answer(service().list(ANN, 2, token));
      page.items().forEach(decision -> listed.add(decision.id()));
      token = page.nextPageToken();
    } while (token != null);
    assertThat(listed).isEqualTo(ids);
  }

  @Test
  void decidingIsAudited() {
    Decision decided = answer(service().decide(ANN, world.request()));
    assertThat(audited).hasSize(1);
    AuditRecord entry = audited.get(0);
    assertThat(entry.action()).isEqualTo("placement:decide");
    assertThat(entry.kind()).isEqualTo("placement");
    assertThat(entry.target()).isEqualTo(decided.id());
    assertThat(entry.result()).isEqualTo(AuditRecord.Result.ACCEPTED);
    assertThat(entry.caller()).isEqualTo(ANN);
    assertThat(entry.after()).matches("[0-9a-f]{64}");
  }

  @Test
  void whoMayNotDecideIsRefusedAndAuditedAndNothingIsKept() {
    granted.remove(Permission.PLACEMENT_DECIDE);
    assertThat(problem(service().decide(ANN, world.request())).category())
        .isEqualTo(Category.DENIED);
    assertThat(audited).extracting(AuditRecord::result).containsExactly(AuditRecord.Result.REFUSED);
    assertThat(audited).extracting(AuditRecord::reason).containsExactly("denied");
    assertThat(answer(service().list(ANN, 10, null)).items()).isEmpty();
  }

  @Test
  void whoMayNotReadIsRefused() {
    Decision decided = answer(service().decide(ANN, world.request()));
    granted.remove(Permission.PLACEMENT_READ);
    assertThat(problem(service().get(ANN, decided.id())).category()).isEqualTo(Category.DENIED);
    assertThat(problem(service().list(ANN, 10, null)).category()).isEqualTo(Category.DENIED);
  }

  @Test
  void aRequestThatIsInvalidIsRefusedAndAuditedAndNothingIsKept() {
    PlacementRequest empty =
        new PlacementRequest(null, null, world.request().market(), world.request().constraints());
    assertThat(problem(service().decide(ANN, empty)).errors())
        .extracting("pointer")
        .containsExactly("/size");
    assertThat(audited).extracting(AuditRecord::result).containsExactly(AuditRecord.Result.FAILED);
    assertThat(answer(service().list(ANN, 10, null)).items()).isEmpty();
  }

  @Test
  void anotherTenantDoesNotSeeADecision() {
    Decision decided = answer(service().decide(ANN, world.request()));
    Caller stranger = new Caller("eve", "other", Set.of("operator"), "rest", "local", "req-2");
    assertThat(problem(service().get(stranger, decided.id())).code())
        .isEqualTo("decision-not-found");
    assertThat(answer(service().list(stranger, 10, null)).items()).isEmpty();
  }

  @Test
  void whatIsNotThereIsNotFound() {
    for (String id : List.of("dec-nobody", "", "a b", "x".repeat(100_000))) {
      assertThat(problem(service().get(ANN, id)).category()).isEqualTo(Category.NOT_FOUND);
    }
  }

  @Test
  void pagesOutOfRangeAndForeignTokensAreInvalid() {
    assertThat(problem(service().list(ANN, 0, null)).errors())
        .extracting("pointer")
        .containsExactly("pageSize");
    assertThat(problem(service().list(ANN, 1001, null)).category()).isEqualTo(Category.INVALID);
    assertThat(problem(service().list(ANN, 10, "made up")).errors())
        .extracting("pointer")
        .containsExactly("pageToken");
  }

  @Test
  void aServiceThatIsAwayOrAStoreThatBreaksIsUnavailable() {
    for (Missing one : EnumSet.allOf(Missing.class)) {
      missing = one;
      assertThat(problem(service().decide(ANN, world.request())).category())
          .isEqualTo(Category.UNAVAILABLE);
    }
    missing = null;
    assertThat(answer(service().list(ANN, 10, null)).items()).isEmpty();
    store.failBeforeNextCommits(1);
    assertThat(problem(service().decide(ANN, world.request())).code())
        .isEqualTo("state-store-unavailable");
  }

  @Test
  void tooManyDecisionsAtOnceAreTurnedAway() {
    executor =
        task -> {
          throw new RejectedExecutionException("full");
        };
    assertThat(problem(service().decide(ANN, world.request())).code()).isEqualTo("overloaded");
  }

  private DefaultPlacementService service() {
    FactorBook factors = new FactorBook(List::of);
    CatalogPlacementDecider decider =
        new CatalogPlacementDecider(
            world::catalog,
            tenant -> world.accounts(),
            PolicyChoice.CHEAPEST,
            factors,
            RoundTrips.NONE,
            List::of,
            Optional.empty(),
            new Random(2),
            CLOCK);
    return new DefaultPlacementService(
        decider,
        () -> there(Missing.STORE, store),
        new Authorization(
            () ->
                there(
                    Missing.AUTHORIZER,
                    (caller, permission, target) ->
                        granted.contains(permission) && target.tenant().equals(caller.tenant()))),
        new AuditTrail(() -> there(Missing.AUDIT, audit), CLOCK),
        identifiers,
        new ReplayRunner(
            () -> there(Missing.STORE, store), decider, new FakePolicies(), factors, executor),
        CLOCK,
        executor);
  }

  private <T> T there(Missing which, T service) {
    if (missing == which) {
      throw Problem.builder("service-missing", Category.UNAVAILABLE, which + " is away")
          .toException();
    }
    return service;
  }

  private static <T> T answer(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private static Problem problem(CompletionStage<?> stage) {
    CompletionException thrown =
        catchThrowableOfType(CompletionException.class, () -> stage.toCompletableFuture().join());
    assertThat(thrown.getCause()).isInstanceOf(ProblemException.class);
    return ((ProblemException) thrown.getCause()).problem();
  }
}
