package io.novacron.core.internal.placement;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.api.store.StateStore;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Puts the inputs of decisions together again from what was kept. Each thing is read once; one
 * restorer serves one replay. Used by one decision at a time.
 */
final class InputRestorer {
  private final StateStore store;
  private final RequestResolver current;
  private final Executor executor;
  private final Map<String, CompletableFuture<byte[]>> read = new HashMap<>();
  private final Map<String, CompletableFuture<RequestResolver>> catalogs = new HashMap<>();
  private final Map<String, CompletableFuture<LiveFactors>> factors = new HashMap<>();

  /**
   * Makes a restorer.
   *
   * @param current the catalog in force, which need not be read
   * @param executor turns what was read back; a catalog takes some tenths of a second
   */
  InputRestorer(StateStore store, RequestResolver current, Executor executor) {
    this.store = store;
    this.executor = executor;
    this.current = current;
  }

  /** The catalog in force. */
  RequestResolver current() {
    return current;
  }

  /**
   * What a decision was made from.
   *
   * @return fails with a {@link MissingInputException} when something was not kept
   */
  CompletionStage<Restored> restore(Decision decision) {
    CompletableFuture<RequestResolver> catalog = catalog(input(decision, "catalog"));
    CompletableFuture<byte[]> accounts = part(decision, "accounts");
    CompletableFuture<byte[]> refusals = part(decision, "refusals");
    CompletableFuture<byte[]> policy = part(decision, "policy");
    CompletableFuture<LiveFactors> columns =
        catalog.thenCompose(resolver -> factors(decision, resolver.columns()));
    return CompletableFuture.allOf(catalog, accounts, refusals, policy, columns)
        .thenApply(
            done ->
                new Restored(
                    catalog.join(),
                    InputArchive.ACCOUNTS.decode(1, accounts.join()),
                    InputArchive.REFUSALS.decode(1, refusals.join()),
                    InputArchive.POLICIES.decode(1, policy.join()),
                    columns.join()));
  }

  private CompletableFuture<RequestResolver> catalog(String digest) {
    if (digest.equals(current.columns().digest())) {
      return CompletableFuture.completedFuture(current);
    }
    return catalogs.computeIfAbsent(
        digest,
        one ->
            read(InputArchive.SHARED, "catalog", one)
                .thenApplyAsync(
                    image -> {
                      Catalog catalog = CatalogImage.decode(image);
                      return current.on(new CatalogColumns(catalog));
                    },
                    executor));
  }

  private CompletableFuture<LiveFactors> factors(Decision decision, CatalogColumns columns) {
    // Before factors were weighed there was nothing to keep of them.
    return decision.inputs().containsKey("factors")
        ? factors.computeIfAbsent(
            input(decision, "factors") + columns.digest(),
            one ->
                part(decision, "factors")
                    .thenApply(image -> InputArchive.FACTORS.decode(1, image))
                    .thenCompose(index -> columns(decision.tenant(), index, columns)))
        : CompletableFuture.completedFuture(LiveFactors.NONE);
  }

  private CompletableFuture<LiveFactors> columns(
      String tenant, InputArchive.FactorIndex index, CatalogColumns columns) {
    Map<String, CompletableFuture<SourcedColumn>> reads = new TreeMap<>();
    index
        .columns()
        .forEach(
            (name, digest) ->
                reads.put(
                    name,
                    read(tenant, "factor", digest)
                        .thenApplyAsync(image -> FactorImage.decode(image, columns), executor)));
    return CompletableFuture.allOf(reads.values().toArray(CompletableFuture[]::new))
        .thenApply(
            done -> {
              Map<String, SourcedColumn> all = new TreeMap<>();
              reads.forEach((name, column) -> all.put(name, column.join()));
              return new LiveFactors(all, index.sameWork());
            });
  }

  private CompletableFuture<byte[]> part(Decision decision, String name) {
    return read(decision.tenant(), name, input(decision, name));
  }

  private CompletableFuture<byte[]> read(String tenant, String what, String digest) {
    String id = InputArchive.id(what, digest);
    return read.computeIfAbsent(
        tenant + "/" + id,
        one ->
            InputRecords.read(store, tenant, id)
                .thenApply(
                    found -> found.orElseThrow(() -> new MissingInputException(what, digest)))
                .toCompletableFuture());
  }

  private static String input(Decision decision, String name) {
    String digest = decision.inputs().get(name);
    if (digest == null) {
      throw new MissingInputException(name, "unknown");
    }
    return digest;
  }

  /**
   * What a decision was made from, but for the request and the seed, which it holds itself.
   *
   * @param resolver its catalog
   */
  record Restored(
      RequestResolver resolver,
      InputArchive.Accounts accounts,
      InputArchive.Refusals refusals,
      PlacementPolicy policy,
      LiveFactors factors) {
    /** The inputs as they were. */
    PlacementInputs inputs(Decision decision) {
      return inputs(decision.request(), resolver, policy, candidates -> factors);
    }

    /** The inputs, with something supposed in place of the request, the catalog and the policy. */
    PlacementInputs inputs(
        PlacementRequest asked,
        RequestResolver on,
        PlacementPolicy by,
        Function<Candidates, LiveFactors> known) {
      ResolvedRequest request = on.resolve(asked, accounts.accounts());
      Candidates bare =
          new Candidates(on.columns(), accounts.accounts(), refusals.refusals(), LiveFactors.NONE);
      return new PlacementInputs(request, bare.with(known.apply(bare)), by);
    }
  }
}
