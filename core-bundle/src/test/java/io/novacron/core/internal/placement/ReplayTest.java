package io.novacron.core.internal.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Market;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.Factor;
import io.novacron.api.placement.Replay;
import io.novacron.api.placement.ReplayPrice;
import io.novacron.api.placement.ReplayRequest;
import io.novacron.api.placement.ReplayRequest.Basis;
import io.novacron.api.placement.ReplayedDecision;
import io.novacron.api.placement.ScoredCandidate;
import io.novacron.api.placement.ScoredCandidates;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.store.contract.InMemoryStateStore;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Decisions that are made again after a restart, by objects that know only the store. */
class ReplayTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private final StateStore store = new InMemoryStateStore(Clock.systemUTC());
  private final FakePolicies policies = new FakePolicies();
  private final List<ScoredWorld> decided = new ArrayList<>();

  @Test
  void whatNothingIsSupposedOfComesOutAsItWasToTheLastByte() {
    for (int number = 0; number < 60; number++) {
      decideIn(ScoredWorld.of(number));
    }
    for (int number = 0; number < 60; number++) {
      ReplayedDecision item = replay(decided.get(number), plain(number)).items().get(0);
      assertThat(item.problem()).isNull();
      assertThat(item.identical()).as("world %s", number).isTrue();
      assertThat(item.sameOffer()).isTrue();
    }
  }

  @Test
  void aDecisionIsMadeAgainOnTheCatalogOfItsTimeWhenAnotherIsInForce() {
    ScoredWorld world = placed();
    decideIn(world);
    ScoredWorld later = ScoredWorld.of(world.world().number() + 1);
    Replay asDecided = replay(later, plain(0));
    assertThat(asDecided.items().get(0).identical()).isTrue();
    assertThat(asDecided.moves()).isZero();
    assertThat(asDecided.regretPerHour()).isEqualByComparingTo("0");
  }

  @Test
  void onTheCatalogInForceTheFormerChoiceIsPricedThere() {
    ScoredWorld world = placed();
    Decision decision = decideIn(world);
    Catalog cheaper = repriced(world, decision, "0.001");
    ReplayedDecision item =
        replay(
                cheaper,
                world,
                new ReplayRequest(
                    List.of("dec-0"), 0, null, null, null, Basis.CURRENT, List.of(), null))
            .items()
            .get(0);
    assertThat(item.formerPricePerHour()).isEqualByComparingTo("0.001");
    assertThat(item.identical()).isNull();
  }

  @Test
  void underAnotherPolicyTheRegretIsWhatTheFormerChoiceCostsMore() {
    policies.with(PlacementPolicy.CHEAPEST);
    int moves = 0;
    for (int number = 0; number < 60; number++) {
      decideIn(ScoredWorld.of(number));
      Replay replay =
          replay(
              decided.get(number),
              new ReplayRequest(
                  List.of("dec-" + number),
                  0,
                  "cheapest",
                  null,
                  null,
                  Basis.AS_DECIDED,
                  List.of(),
                  null));
      assertThat(replay.policy()).isEqualTo("cheapest");
      ReplayedDecision item = replay.items().get(0);
      moves += replay.moves();
      if (item.former() != null) {
        // Without its rules and other factors, nothing is dearer than it was.
        assertThat(item.regretPerHour()).isGreaterThanOrEqualTo(BigDecimal.ZERO);
        assertThat(replay.regretPerHour())
            .isEqualByComparingTo(replay.formerPerHour().subtract(replay.chosenPerHour()));
      }
    }
    assertThat(moves).isGreaterThan(2);
  }

  @Test
  void pricesOfAHistoryCountFromTheirDayOn() {
    ScoredWorld world = placed();
    Decision decision = decideIn(world);
    var runnerUp = Objects.requireNonNull(decision.runnerUp());
    List<ReplayPrice> history =
        List.of(
            new ReplayPrice(
                runnerUp.cloud(),
                runnerUp.region(),
                runnerUp.instanceType(),
                runnerUp.market(),
                new BigDecimal("0.000001"),
                LocalDate.of(2026, 10, 1)));
    assertThat(withPrices(world, history, LocalDate.of(2026, 9, 30)).sameOffer()).isTrue();
    ReplayedDecision after = withPrices(world, history, LocalDate.of(2026, 10, 1));
    assertThat(after.sameOffer()).isFalse();
    assertThat(after.chosen()).extracting("instanceType").isEqualTo(runnerUp.instanceType());
    assertThat(Objects.requireNonNull(after.chosen()).pricePerHour().asOf())
        .isEqualTo(LocalDate.of(2026, 10, 1));
    assertThat(withPrices(world, history, null).sameOffer())
        .as("the day of the decision is later")
        .isFalse();
  }

  @Test
  void whatChangesFromDecisionToDecisionHoldsUnderSupposedPrices() {
    // Only the account counts, whose figures are of the moment; prices of other offers change.
    int kept = 0;
    for (int number = 0; number < 60; number++) {
      ScoredWorld world =
          ScoredWorld.of(number)
              .with(
                  new PlacementPolicy(
                      "accounts", 1, Map.of("of-account", 1.0), List.of(), PriceAgeLimits.DEFAULT));
      Decision decision = decideIn(world);
      var former = decision.chosen();
      if (former == null || decision.factors().stream().anyMatch(Factor::missing)) {
        continue;
      }
      List<ReplayPrice> history =
          List.of(
              new ReplayPrice(
                  former.cloud(),
                  former.region(),
                  former.instanceType(),
                  former.market(),
                  new BigDecimal("0.5"),
                  LocalDate.of(2026, 10, 1)));
      ScoredWorld withoutSources = ScoredWorld.of(3);
      ReplayedDecision item =
          replay(
                  world.world().catalog(),
                  withoutSources,
                  new ReplayRequest(
                      List.of(decision.id()), 0, null, null, null, Basis.AS_DECIDED, history, null))
              .items()
              .get(0);
      if (item.chosen() != null) {
        assertThat(item.chosen().score()).as("world %s", number).isEqualTo(former.score());
        kept++;
      }
    }
    assertThat(kept).isGreaterThan(5);
  }

  @Test
  void aDecisionWhoseInputsCannotBeKeptIsNotAcknowledgedUntilTheyCan() {
    boolean[] broken = {true};
    InputArchive archive =
        new InputArchive(
            () -> {
              if (broken[0]) {
                throw new IllegalStateException("the store is away");
              }
              return store;
            },
            Clock.fixed(NOW, ZoneOffset.UTC),
            Runnable::run);
    ScoredWorld world = ScoredWorld.of(placed().world().number());
    CatalogPlacementDecider decider = decider(world.world().catalog(), world, Optional.of(archive));
    Decision first = decider.decide("default", "dec-0", world.world().request());
    assertThat(decider.kept(first).toCompletableFuture()).isCompletedExceptionally();
    broken[0] = false;
    Decision second = decider.decide("default", "dec-1", world.world().request());
    assertThat(decider.kept(second).toCompletableFuture()).isCompleted();
    keep(second);
    assertThat(replay(world, plain("dec-1")).items().get(0).problem()).isNull();
  }

  @Test
  void whatWasNotKeptIsSaidAndTheOthersAreMadeAgain() {
    ScoredWorld world = placed();
    decideIn(world);
    Decision lost = decideUnkept(ScoredWorld.of(world.world().number()), "dec-lost");
    assertThat(lost.chosen()).isNotNull();
    Replay replay = replay(ScoredWorld.of(3), ReplayRequest.ofLatest(10));
    assertThat(replay.items()).hasSize(2);
    assertThat(replay.replayed()).isEqualTo(2);
    Decision other = decideUnkept(ScoredWorld.of(world.world().number() + 2), "dec-other");
    ReplayedDecision item = replay(ScoredWorld.of(3), plain("dec-other")).items().get(0);
    assertThat(item.problem()).contains("is not kept");
    assertThat(item.former()).isEqualTo(other.chosen());
  }

  @Test
  void theCandidatesOfADecisionAreFoundAgainBestFirst() {
    ScoredWorld world = placed();
    Decision decision = decideIn(world);
    ScoredCandidates all = candidates(100);
    assertThat(all.decision()).isEqualTo(decision);
    assertThat(all.total()).isEqualTo(world.feasible().size()).isEqualTo(all.best().size());
    assertThat(all.best())
        .isSortedAccordingTo(Comparator.comparingDouble(ScoredCandidate::score).reversed());
    assertThat(all.best().get(0).score())
        .isEqualTo(Objects.requireNonNull(decision.chosen()).score());
    ScoredCandidates two = candidates(2);
    assertThat(two.total()).isEqualTo(all.total());
    assertThat(two.best()).isEqualTo(all.best().subList(0, 2));
  }

  private ScoredCandidates candidates(int most) {
    ScoredWorld other = ScoredWorld.of(3);
    return new ReplayRunner(
            () -> store,
            decider(other.world().catalog(), other, Optional.empty()),
            policies,
            new FactorBook(List::of),
            Runnable::run)
        .candidates("default", "dec-0", most)
        .toCompletableFuture()
        .join();
  }

  @Test
  void onlyWhatNoDecisionRefersToAndNobodyWantedOfLateMayGo() {
    for (int number = 0; number < 20; number++) {
      decideIn(ScoredWorld.of(number));
    }
    Instant later = NOW.plus(UnusedInputs.YOUNG).plusSeconds(1);
    assertThat(unused(later)).isEmpty();
    for (int number = 0; number < 20; number++) {
      forget("dec-" + number);
    }
    assertThat(unused(NOW.plus(UnusedInputs.YOUNG))).isEmpty();
    List<StoredRecord> goes = unused(later);
    assertThat(goes).hasSize(all(InputRecords.all()).size());
    goes.forEach(this::delete);
    assertThat(all(InputRecords.all())).isEmpty();
  }

  @Test
  void whatIsKeptAgainAfterAnHourIsWantedAgain() {
    ScoredWorld world = placed();
    decideIn(world);
    forget("dec-0");
    Instant later = NOW.plus(UnusedInputs.YOUNG).plusSeconds(1);
    InputArchive archive =
        new InputArchive(() -> store, Clock.fixed(later, ZoneOffset.UTC), Runnable::run);
    CatalogPlacementDecider decider = decider(world.world().catalog(), world, Optional.of(archive));
    Decision again = decider.decide("default", "dec-again", world.world().request());
    decider.kept(again).toCompletableFuture().join();
    assertThat(unused(later)).isEmpty();
  }

  private List<StoredRecord> unused(Instant now) {
    UnusedInputs walk = new UnusedInputs(store, now);
    List<StoredRecord> unused = new ArrayList<>();
    UnusedInputs.Page page;
    do {
      page = walk.next().toCompletableFuture().join();
      unused.addAll(page.unused());
    } while (page.more());
    return unused;
  }

  private List<StoredRecord> all(Query query) {
    return store.query(query).toCompletableFuture().join().items();
  }

  private void forget(String decision) {
    all(Query.of("default", DecisionRecords.KIND)).stream()
        .filter(stored -> stored.key().id().equals(decision))
        .forEach(this::delete);
  }

  private void delete(StoredRecord stored) {
    store
        .commit(Transaction.of(new Mutation.Delete(stored.key(), stored.revision())))
        .toCompletableFuture()
        .join();
  }

  @Test
  void whatCannotBeAskedIsRefusedWithItsField() {
    assertThat(pointer(ReplayRequest.ofLatest(0))).isEqualTo("/latest");
    assertThat(
            pointer(new ReplayRequest(List.of(), 1, null, 2, null, Basis.CURRENT, List.of(), null)))
        .isEqualTo("/policyVersion");
    assertThat(
            pointer(
                new ReplayRequest(
                    List.of(), 1, null, null, null, Basis.CURRENT, List.of(), LocalDate.EPOCH)))
        .isEqualTo("/pricesOn");
    ReplayPrice free =
        new ReplayPrice("aws", "r", "t", Market.Kind.SPOT, BigDecimal.ZERO, LocalDate.EPOCH);
    assertThat(
            pointer(
                new ReplayRequest(
                    List.of(), 1, null, null, null, Basis.CURRENT, List.of(free), null)))
        .isEqualTo("/prices/0/pricePerHour");
  }

  private @Nullable String pointer(ReplayRequest request) {
    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> replay(ScoredWorld.of(1), request));
    return refused.problem().errors().get(0).pointer();
  }

  private ReplayedDecision withPrices(
      ScoredWorld world, List<ReplayPrice> history, @Nullable LocalDate day) {
    return replay(
            world,
            new ReplayRequest(
                List.of("dec-0"), 0, null, null, null, Basis.AS_DECIDED, history, day))
        .items()
        .get(0);
  }

  /** A world in which there is a choice by the price alone and another one beside it. */
  private static ScoredWorld placed() {
    for (int number = 0; ; number++) {
      ScoredWorld world = ScoredWorld.of(number).with(PlacementPolicy.CHEAPEST);
      if (world.decide().runnerUp() != null) {
        return world;
      }
    }
  }

  private Catalog repriced(ScoredWorld world, Decision decision, String price) {
    var chosen = Objects.requireNonNull(decision.chosen());
    return new RepricedCatalog(
        world.world().catalog(),
        List.of(
            new ReplayPrice(
                chosen.cloud(),
                chosen.region(),
                chosen.instanceType(),
                chosen.market(),
                new BigDecimal(price),
                LocalDate.EPOCH)),
        LocalDate.EPOCH);
  }

  private static ReplayRequest plain(int number) {
    return plain("dec-" + number);
  }

  private static ReplayRequest plain(String id) {
    return new ReplayRequest(List.of(id), 0, null, null, null, Basis.AS_DECIDED, List.of(), null);
  }

  private Decision decideIn(ScoredWorld world) {
    InputArchive archive =
        new InputArchive(() -> store, Clock.fixed(NOW, ZoneOffset.UTC), Runnable::run);
    CatalogPlacementDecider decider = decider(world.world().catalog(), world, Optional.of(archive));
    Decision decision = decider.decide("default", "dec-" + decided.size(), world.world().request());
    decider.kept(decision).toCompletableFuture().join();
    decided.add(world);
    keep(decision);
    return decision;
  }

  private Decision decideUnkept(ScoredWorld world, String id) {
    Decision decision =
        decider(world.world().catalog(), world.with(PlacementPolicy.CHEAPEST), Optional.empty())
            .decide("default", id, world.world().request());
    keep(decision);
    return decision;
  }

  private void keep(Decision decision) {
    store
        .commit(Transaction.of(DecisionRecords.put(decision, decision.id())))
        .toCompletableFuture()
        .join();
  }

  private Replay replay(ScoredWorld inForce, ReplayRequest request) {
    return replay(inForce.world().catalog(), inForce, request);
  }

  private Replay replay(Catalog catalog, ScoredWorld inForce, ReplayRequest request) {
    FactorBook factors = new FactorBook(() -> List.of(inForce.factors()));
    try {
      return new ReplayRunner(
              () -> store,
              decider(catalog, inForce, Optional.empty()),
              policies,
              factors,
              Runnable::run)
          .run("default", request)
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof ProblemException problem ? problem : e;
    }
  }

  private static CatalogPlacementDecider decider(
      Catalog catalog, ScoredWorld world, Optional<InputArchive> archive) {
    return new CatalogPlacementDecider(
        () -> catalog,
        tenant -> world.world().accounts(),
        (tenant, name) -> world.policy(),
        new FactorBook(() -> List.of(world.factors())),
        RoundTrips.NONE,
        List::of,
        archive,
        new Random(world.world().number()),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }
}
