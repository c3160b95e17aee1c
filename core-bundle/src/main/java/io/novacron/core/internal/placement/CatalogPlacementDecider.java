package io.novacron.core.internal.placement;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.CatalogService;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.PlacementRequest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
  private final PolicyChoice policies;
  private final FactorBook factors;
  private final RoundTrips roundTrips;
  private final Supplier<List<Refusal>> refusals;
  private final Optional<InputArchive> archive;
  private final RandomGenerator random;
  private final Clock clock;
  private final AtomicReference<@Nullable RequestResolver> latest = new AtomicReference<>();

  /**
   * Makes a decider.
   *
   * @param catalogs gives the catalog
   * @param accounts gives the accounts
   * @param policies gives the policy of each decision
   * @param factors gives what is known of the candidates beyond their prices
   * @param roundTrips what is known of round trips
   * @param refusals what is to be kept out now
   * @param archive keeps what decisions were made from; absent where none is made again
   * @param random gives the seed of each decision; safe for use by many threads
   * @param clock says when it was decided
   */
  public CatalogPlacementDecider(
      CatalogService catalogs,
      PlacementAccounts accounts,
      PolicyChoice policies,
      FactorBook factors,
      RoundTrips roundTrips,
      Supplier<List<Refusal>> refusals,
      Optional<InputArchive> archive,
      RandomGenerator random,
      Clock clock) {
    this.roundTrips = roundTrips;
    this.archive = archive;
    this.catalogs = catalogs;
    this.accounts = accounts;
    this.policies = policies;
    this.factors = factors;
    this.refusals = refusals;
    this.random = random;
    this.clock = clock;
  }

  @Override
  public Decision decide(String tenant, String decisionId, PlacementRequest request) {
    return decide(tenant, decisionId, request, true);
  }

  @Override
  public CompletionStage<Void> kept(Decision decision) {
    return archive
        .map(keeper -> keeper.kept(decision))
        .orElse(CompletableFuture.completedFuture(null));
  }

  /** The catalog in force, laid out. */
  RequestResolver current() {
    return resolver(catalogs.current());
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
    List<PlacementAccount> usable = accounts.usable(tenant);
    ResolvedRequest resolved = resolver.resolve(request, usable);
    PlacementPolicy policy = policies.choose(tenant, request.constraints().policy());
    PlacementInputs inputs =
        new PlacementInputs(
            resolved, candidates(tenant, request, usable, policy, resolver.columns()), policy);
    Decision decision =
        new Decided(inputs, random.nextLong(SEED_BOUND))
            .decision(tenant, decisionId, counterfactuals, clock.instant());
    archive.ifPresent(keeper -> keeper.keep(tenant, inputs, decision.inputs()));
    return decision;
  }

  private Candidates candidates(
      String tenant,
      PlacementRequest request,
      List<PlacementAccount> usable,
      PlacementPolicy policy,
      CatalogColumns columns) {
    Candidates bare = new Candidates(columns, usable, refusals.get(), LiveFactors.NONE);
    return bare.with(
        factors.gather(policy.weights().keySet(), bare.scope(tenant, request), columns));
  }

  /** Two threads that meet a new catalog may both lay it out; either result is good. */
  private RequestResolver resolver(Catalog catalog) {
    RequestResolver known = latest.get();
    if (known != null && known.columns().digest().equals(catalog.digest())) {
      return known;
    }
    RequestResolver made = new RequestResolver(new CatalogColumns(catalog), roundTrips);
    latest.set(made);
    return made;
  }
}
