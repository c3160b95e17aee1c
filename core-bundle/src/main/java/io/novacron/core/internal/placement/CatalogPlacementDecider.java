package io.novacron.core.internal.placement;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.CatalogService;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.PlacementRequest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides on the catalog in force and the accounts usable now. The columns of a catalog are made
 * when it is first seen and kept until another takes its place.
 */
public final class CatalogPlacementDecider implements PlacementDecider {
  /** A seed fits the integers that every JSON reader keeps. */
  private static final long SEED_BOUND = 1L << 53;

  private final CatalogService catalogs;
  private final PlacementAccounts accounts;
  private final Supplier<PriceAgeLimits> ageLimits;
  private final RandomGenerator random;
  private final Clock clock;
  private final Supplier<List<Refusal>> refusals;
  private final AtomicReference<@Nullable RequestResolver> latest = new AtomicReference<>();

  /**
   * Makes a decider under the policy that the lowest price wins.
   *
   * @param catalogs gives the catalog
   * @param accounts gives the accounts
   * @param ageLimits how old prices may be to be chosen automatically; asked at each decision
   * @param random gives the seed of each decision; safe for use by many threads
   * @param clock says when it was decided
   */
  public CatalogPlacementDecider(
      CatalogService catalogs,
      PlacementAccounts accounts,
      Supplier<PriceAgeLimits> ageLimits,
      RandomGenerator random,
      Clock clock) {
    this(catalogs, accounts, ageLimits, List::of, random, clock);
  }

  /**
   * Makes a decider that keeps away from where machines were refused of late.
   *
   * @param refusals what is to be kept out now
   */
  public CatalogPlacementDecider(
      CatalogService catalogs,
      PlacementAccounts accounts,
      Supplier<PriceAgeLimits> ageLimits,
      Supplier<List<Refusal>> refusals,
      RandomGenerator random,
      Clock clock) {
    this.catalogs = catalogs;
    this.accounts = accounts;
    this.ageLimits = ageLimits;
    this.refusals = refusals;
    this.random = random;
    this.clock = clock;
  }

  @Override
  public Decision decide(String tenant, String decisionId, PlacementRequest request) {
    return decide(tenant, decisionId, request, true);
  }

  /**
   * Decides.
   *
   * @param counterfactuals whether to look for what would change the choice, which takes several
   *     times as long as the choice
   * @see PlacementDecider#decide(String, String, PlacementRequest)
   */
  public Decision decide(
      String tenant, String decisionId, PlacementRequest request, boolean counterfactuals) {
    RequestResolver resolver = resolver(catalogs.current());
    PlacementPolicy policy = PlacementPolicy.CHEAPEST.with(ageLimits.get());
    List<PlacementAccount> usable = accounts.usable(tenant);
    ResolvedRequest resolved = resolver.resolve(request, usable);
    Candidates candidates = new Candidates(resolver.columns(), usable, refusals.get());
    long seed = random.nextLong(SEED_BOUND);
    Outcome outcome = Placement.decide(resolved, candidates, policy, seed);
    Explanation explanation = new Explanation(resolved, candidates, policy);
    Map<String, String> inputs = InputDigests.of(request, candidates, policy);
    return new Decision(
        decisionId,
        tenant,
        request,
        explanation.choice(outcome.chosen()),
        explanation.choice(outcome.runnerUp()),
        explanation.margin(outcome),
        explanation.funnel(outcome),
        explanation.factors(outcome),
        counterfactuals
            ? new Counterfactuals(resolved, candidates, policy, seed).of(outcome)
            : List.of(),
        policy.name(),
        seed,
        InputDigests.total(inputs),
        inputs,
        clock.instant());
  }

  /** Two threads that meet a new catalog may both lay it out; either result is good. */
  private RequestResolver resolver(Catalog catalog) {
    RequestResolver known = latest.get();
    if (known != null && known.columns().digest().equals(catalog.digest())) {
      return known;
    }
    RequestResolver made = new RequestResolver(new CatalogColumns(catalog));
    latest.set(made);
    return made;
  }
}
