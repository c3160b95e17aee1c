package io.novacron.rest.internal;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.Market;
import io.novacron.api.placement.Choice;
import io.novacron.api.placement.Counterfactual;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.Factor;
import io.novacron.api.placement.FactorDefinition;
import io.novacron.api.placement.FunnelStage;
import io.novacron.api.placement.LiveFactor;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.api.placement.PlacementService;
import io.novacron.api.placement.Replay;
import io.novacron.api.placement.ReplayRequest;
import io.novacron.api.placement.ReplayedDecision;
import io.novacron.api.placement.ScoredCandidate;
import io.novacron.api.placement.ScoredCandidates;
import io.novacron.api.placement.SpotAdvice;
import io.novacron.api.placement.SpotAdviceRequest;
import io.novacron.api.placement.Utility;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Decides for the same two places each time, and keeps what it decided. */
final class FakePlacements implements PlacementService {
  private final List<Decision> decisions = new ArrayList<>();

  @Override
  public synchronized CompletionStage<Decision> decide(Caller caller, PlacementRequest request) {
    Choice chosen = choice("sim-aws", "aws", "eu-central-1", "m7g.xlarge", "0.1720");
    Choice second = choice("sim-gcp", "gcp", "europe-west3", "t2a-standard-4", "0.1850");
    Decision decision =
        new Decision(
            "dec-" + (decisions.size() + 1),
            caller.tenant(),
            request,
            chosen,
            second,
            new BigDecimal("0.0130"),
            List.of(new FunnelStage("memory", 79533, 1200, "t3.nano has 0.5 GiB")),
            List.of(new Factor("price", "resource", 0.172, "USD/h", 1, -0.172, false, false)),
            List.of(),
            List.of(new Counterfactual("t2a-standard-4 costs less than 0.1720 USD/h", second)),
            "cheapest",
            1,
            42,
            "ab".repeat(32),
            Map.of("catalog", "cd".repeat(32)),
            Samples.NOON);
    decisions.add(decision);
    return CompletableFuture.completedFuture(decision);
  }

  @Override
  public synchronized CompletionStage<Decision> get(Caller caller, String id) {
    return decisions.stream()
        .filter(decision -> decision.id().equals(id))
        .findFirst()
        .map(CompletableFuture::completedFuture)
        .orElseGet(
            () ->
                CompletableFuture.failedFuture(
                    Problem.builder("decision-not-found", Category.NOT_FOUND, "No such decision.")
                        .toException()));
  }

  @Override
  public synchronized CompletionStage<Page<Decision>> list(
      Caller caller, int pageSize, @Nullable String pageToken) {
    return CompletableFuture.completedFuture(
        FakeMachines.page(decisions, decision -> true, pageSize, pageToken));
  }

  /** The requests to replay that came. */
  final List<ReplayRequest> replays = new ArrayList<>();

  @Override
  public synchronized CompletionStage<Replay> replay(Caller caller, ReplayRequest request) {
    replays.add(request);
    Choice former = choice("sim-aws", "aws", "eu-central-1", "m7g.xlarge", "0.1720");
    Choice chosen = choice("sim-gcp", "gcp", "europe-west3", "t2a-standard-4", "0.1500");
    return CompletableFuture.completedFuture(
        new Replay(
            request.policy() == null ? "as-decided" : request.policy(),
            List.of(
                new ReplayedDecision(
                    "dec-1",
                    Samples.NOON,
                    former,
                    chosen,
                    false,
                    new BigDecimal("0.1720"),
                    new BigDecimal("0.0220"),
                    null,
                    null)),
            1,
            1,
            new BigDecimal("0.1720"),
            new BigDecimal("0.1500"),
            new BigDecimal("0.0220")));
  }

  @Override
  public CompletionStage<SpotAdvice> adviseOnSpot(Caller caller, SpotAdviceRequest request) {
    return CompletableFuture.completedFuture(
        new SpotAdvice(
            SpotAdvice.Action.MOVE,
            request.prices().get(0).place(),
            new BigDecimal("2.2560"),
            "It is cheaper there."));
  }

  @Override
  public CompletionStage<List<LiveFactor>> factors(Caller caller) {
    return CompletableFuture.completedFuture(
        List.of(
            new LiveFactor(
                new FactorDefinition(
                    "carbon",
                    "infrastructure",
                    "g CO2/kWh",
                    new Utility.ByRatio(false, 10),
                    FactorDefinition.Validity.CATALOG,
                    "grids"),
                "published-figures")));
  }

  @Override
  public CompletionStage<ScoredCandidates> candidates(Caller caller, String id, int most) {
    return get(caller, id)
        .thenApply(
            decision ->
                new ScoredCandidates(
                    decision,
                    2,
                    List.of(
                        candidate(Objects.requireNonNull(decision.chosen())),
                        candidate(Objects.requireNonNull(decision.runnerUp())))));
  }

  private static ScoredCandidate candidate(Choice choice) {
    return new ScoredCandidate(
        choice.account(),
        choice.cloud(),
        choice.region(),
        choice.instanceType(),
        choice.pricePerHour().amount(),
        choice.score());
  }

  private static Choice choice(
      String account, String cloud, String region, String type, String amount) {
    return new Choice(
        account,
        cloud,
        "simulator",
        region,
        null,
        type,
        Market.Kind.ON_DEMAND,
        Samples.price(amount),
        -Double.parseDouble(amount));
  }
}
