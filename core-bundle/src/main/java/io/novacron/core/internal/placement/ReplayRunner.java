package io.novacron.core.internal.placement;

import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.placement.Choice;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.Replay;
import io.novacron.api.placement.ReplayPrice;
import io.novacron.api.placement.ReplayRequest;
import io.novacron.api.placement.ReplayedDecision;
import io.novacron.api.placement.ScoredCandidates;
import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes kept decisions again, one after the other, each as a task of its own, so that a long replay
 * keeps no thread from others for longer than one decision takes. Safe for use by many threads.
 */
public final class ReplayRunner {
  private static final String AS_DECIDED = "as-decided";
  private static final int PRICE_DECIMALS = 6;
  private static final BigDecimal HIGHEST_PRICE = BigDecimal.valueOf(1_000_000);

  private final Supplier<StateStore> store;
  private final CatalogPlacementDecider decider;
  private final SupposedPolicies policies;
  private final FactorBook factors;
  private final Executor executor;

  /**
   * Makes it.
   *
   * @param store gives the store, or throws an UNAVAILABLE problem while there is none
   * @param decider knows the catalog in force
   * @param policies finds policies that are supposed
   * @param factors fills factors that are supposed to be weighed
   * @param executor runs the decisions; its queue is bounded
   */
  public ReplayRunner(
      Supplier<StateStore> store,
      CatalogPlacementDecider decider,
      SupposedPolicies policies,
      FactorBook factors,
      Executor executor) {
    this.store = store;
    this.decider = decider;
    this.policies = policies;
    this.factors = factors;
    this.executor = executor;
  }

  /** The factors that can be weighed now. */
  FactorBook factors() {
    return factors;
  }

  /**
   * Makes decisions of a tenant again.
   *
   * @throws ProblemException INVALID when the request is out of range
   */
  CompletionStage<Replay> run(String tenant, ReplayRequest request) {
    requireValid(request);
    StateStore keeper = store.get();
    return policy(tenant, request)
        .thenCompose(
            policy ->
                decisions(keeper, tenant, request)
                    .thenCompose(
                        decisions ->
                            new Run(keeper, request, policy.orNull, decisions)
                                .from(0)
                                .thenApply(items -> summed(policy.name, items))));
  }

  /** The candidates that passed all filters of a decision of a tenant. */
  CompletionStage<ScoredCandidates> candidates(String tenant, String id, int most) {
    StateStore keeper = store.get();
    return decision(keeper, tenant, id)
        .thenCompose(
            decision ->
                restored(new InputRestorer(keeper, decider.current(), executor), decision)
                    .thenApplyAsync(
                        restored ->
                            new CandidateRanking(restored.inputs(decision), most).of(decision),
                        executor));
  }

  private static CompletionStage<InputRestorer.Restored> restored(
      InputRestorer restorer, Decision decision) {
    try {
      return restorer
          .restore(decision)
          .exceptionallyCompose(failure -> CompletableFuture.failedFuture(told(decision, failure)));
    } catch (MissingInputException e) {
      return CompletableFuture.failedFuture(told(decision, e));
    }
  }

  private static Throwable told(Decision decision, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof MissingInputException missing
        ? PlacementProblems.notKept(decision.id(), String.valueOf(missing.getMessage()))
        : cause;
  }

  private CompletionStage<Supposed> policy(String tenant, ReplayRequest request) {
    String name = request.policy();
    if (request.content() != null) {
      return CompletableFuture.completedFuture(Supposed.of(policies.given(request.content())));
    }
    return name == null
        ? CompletableFuture.completedFuture(new Supposed(AS_DECIDED, null))
        : policies.named(tenant, name, request.policyVersion()).thenApply(Supposed::of);
  }

  private static CompletionStage<List<Decision>> decisions(
      StateStore keeper, String tenant, ReplayRequest request) {
    if (request.decisions().isEmpty()) {
      Query newest =
          Query.of(tenant, DecisionRecords.KIND)
              .withOrder(Query.Order.DESCENDING)
              .withLimit(request.latest());
      return keeper
          .query(newest)
          .thenApply(page -> page.items().stream().map(DecisionRecords::decode).toList());
    }
    List<CompletableFuture<Decision>> reads =
        request.decisions().stream()
            .map(id -> decision(keeper, tenant, id).toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new))
        .thenApply(done -> reads.stream().map(CompletableFuture::join).toList());
  }

  private static CompletionStage<Decision> decision(StateStore keeper, String tenant, String id) {
    return keeper
        .query(
            Query.of(tenant, DecisionRecords.KIND)
                .withAttributes(Map.of(DecisionRecords.ID, id))
                .withLimit(1))
        .thenApply(Page::items)
        .thenApply(
            found ->
                found.stream()
                    .findFirst()
                    .map(DecisionRecords::decode)
                    .orElseThrow(() -> PlacementProblems.notFound(id)));
  }

  private static Replay summed(String policy, List<ReplayedDecision> items) {
    BigDecimal former = BigDecimal.ZERO;
    BigDecimal chosen = BigDecimal.ZERO;
    int replayed = 0;
    int moves = 0;
    for (ReplayedDecision item : items) {
      if (item.problem() == null) {
        replayed++;
        moves += item.sameOffer() ? 0 : 1;
        BigDecimal price = item.formerPricePerHour();
        Choice now = item.chosen();
        if (price != null && now != null) {
          former = former.add(price);
          chosen = chosen.add(now.pricePerHour().amount());
        }
      }
    }
    return new Replay(policy, items, replayed, moves, former, chosen, former.subtract(chosen));
  }

  private static void requireValid(ReplayRequest request) {
    List<FieldError> errors = new ArrayList<>();
    check(
        errors,
        request.decisions().size() <= ReplayRequest.MOST,
        "/decisions",
        "must be at most " + ReplayRequest.MOST + " but are " + request.decisions().size());
    check(
        errors,
        !request.decisions().isEmpty()
            || (request.latest() >= 1 && request.latest() <= ReplayRequest.MOST),
        "/latest",
        "must be 1 to " + ReplayRequest.MOST + " but is " + request.latest());
    check(
        errors,
        request.policy() == null || request.content() == null,
        "/policy",
        "a content is given, so a policy must not be; leave out one");
    check(
        errors,
        request.policyVersion() == null || request.policy() != null,
        "/policyVersion",
        "needs a policy beside it");
    check(
        errors,
        request.prices().size() <= ReplayRequest.MOST_PRICES,
        "/prices",
        "must be at most " + ReplayRequest.MOST_PRICES + " but are " + request.prices().size());
    check(
        errors,
        request.pricesOn() == null || !request.prices().isEmpty(),
        "/pricesOn",
        "needs prices beside it");
    for (int line = 0; line < request.prices().size() && errors.isEmpty(); line++) {
      ReplayPrice price = request.prices().get(line);
      BigDecimal amount = price.pricePerHour();
      check(
          errors,
          amount.signum() > 0
              && amount.compareTo(HIGHEST_PRICE) <= 0
              && amount.stripTrailingZeros().scale() <= PRICE_DECIMALS,
          "/prices/" + line + "/pricePerHour",
          "must be more than 0, at most "
              + HIGHEST_PRICE.toPlainString()
              + " USD, with at most "
              + PRICE_DECIMALS
              + " decimals");
    }
    if (!errors.isEmpty()) {
      throw Problem.builder(
              "invalid-replay",
              Category.INVALID,
              "Cannot be replayed as asked: "
                  + errors.get(0).pointer()
                  + " "
                  + errors.get(0).message()
                  + ".")
          .errors(errors)
          .toException();
    }
  }

  private static void check(
      List<FieldError> errors, boolean legal, String pointer, String message) {
    if (!legal) {
      errors.add(new FieldError(pointer, message));
    }
  }

  /** A policy that is supposed, or that of each decision. */
  private record Supposed(String name, @Nullable PlacementPolicy orNull) {
    static Supposed of(PlacementPolicy policy) {
      return new Supposed(policy.name(), policy);
    }
  }

  /** One replay while it goes on; one decision at a time. */
  private final class Run {
    private final List<Decision> decisions;
    private final InputRestorer restorer;
    private final Supposition supposition;
    private final List<ReplayedDecision> items = new ArrayList<>();

    Run(
        StateStore keeper,
        ReplayRequest request,
        @Nullable PlacementPolicy policy,
        List<Decision> decisions) {
      this.decisions = decisions;
      this.restorer = new InputRestorer(keeper, decider.current(), executor);
      this.supposition = new Supposition(request, policy, factors);
    }

    CompletionStage<List<ReplayedDecision>> from(int next) {
      if (next == decisions.size()) {
        return CompletableFuture.completedFuture(items);
      }
      return again(decisions.get(next))
          .thenComposeAsync(
              item -> {
                items.add(item);
                return from(next + 1);
              },
              executor);
    }

    private CompletionStage<ReplayedDecision> again(Decision decision) {
      return restored(restorer, decision)
          .thenApplyAsync(
              inputs -> supposition.replay(decision, inputs, restorer.current()), executor)
          .exceptionally(failure -> unable(decision, failure));
    }

    /** What makes one decision impossible to make again must not keep the others from it. */
    private ReplayedDecision unable(Decision decision, Throwable failure) {
      Throwable cause =
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure;
      if (!(cause instanceof ProblemException problem)) {
        throw new CompletionException(cause);
      }
      return new ReplayedDecision(
          decision.id(),
          decision.decidedAt(),
          decision.chosen(),
          null,
          false,
          null,
          null,
          null,
          problem.problem().detail());
    }
  }
}
