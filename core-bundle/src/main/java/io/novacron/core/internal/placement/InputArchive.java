package io.novacron.core.internal.placement;

import io.novacron.api.placement.Decision;
import io.novacron.api.store.StateStore;
import io.novacron.core.internal.codec.JsonCodec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what decisions are made from, each thing once by its digest, so that they can be made
 * again. What was kept before costs a look into memory. Safe for use by many threads.
 */
public final class InputArchive {
  /** Tenant of what all tenants share. */
  static final String SHARED = "system";

  private static final String CATALOG = "catalog";
  private static final CompletableFuture<Void> NOTHING_BEFORE =
      CompletableFuture.completedFuture(null);

  static final JsonCodec<Accounts> ACCOUNTS = JsonCodec.of(Accounts.class);
  static final JsonCodec<Refusals> REFUSALS = JsonCodec.of(Refusals.class);
  static final JsonCodec<PlacementPolicy> POLICIES = JsonCodec.of(PlacementPolicy.class);
  static final JsonCodec<FactorIndex> FACTORS = JsonCodec.of(FactorIndex.class);

  private static final Logger LOG = LoggerFactory.getLogger(InputArchive.class);

  /** When so many are known, it begins anew: to keep a thing again does no harm. */
  private static final int MOST_KNOWN = 10_000;

  /** For how long it is taken for granted that what was kept is still there. */
  static final Duration REMEMBERED = Duration.ofHours(1);

  private final Supplier<StateStore> store;
  private final Clock clock;
  private final Executor executor;
  private final Map<String, Keeping> known = new ConcurrentHashMap<>();

  /**
   * Makes an archive.
   *
   * @param store gives the store, or throws an UNAVAILABLE problem while there is none
   * @param clock the time
   * @param executor turns inputs into bytes
   */
  public InputArchive(Supplier<StateStore> store, Clock clock, Executor executor) {
    this.store = store;
    this.executor = executor;
    this.clock = clock;
  }

  /** Begins to keep what a decision was made from, where it is not kept yet. */
  void keep(String tenant, PlacementInputs inputs, Map<String, String> digests) {
    if (known.size() > MOST_KNOWN) {
      known.values().removeIf(Keeping::succeeded);
    }
    Candidates candidates = inputs.candidates();
    keep(SHARED, digests, CATALOG, () -> CatalogImage.encode(candidates.columns().catalog()));
    keep(tenant, digests, "accounts", () -> ACCOUNTS.encode(new Accounts(candidates.accounts())));
    keep(tenant, digests, "refusals", () -> REFUSALS.encode(new Refusals(candidates.refusals())));
    keep(tenant, digests, "policy", () -> POLICIES.encode(inputs.policy()));
    keepFactors(tenant, digests, candidates.factors());
  }

  /** The columns first, so that whoever finds their index finds them. */
  private void keepFactors(String tenant, Map<String, String> digests, LiveFactors factors) {
    Map<String, String> columns = new TreeMap<>();
    List<CompletableFuture<Void>> written = new ArrayList<>();
    factors
        .columns()
        .forEach(
            (name, column) -> {
              columns.put(name, column.digest());
              written.add(
                  keep(
                      tenant,
                      id("factor", column.digest()),
                      NOTHING_BEFORE,
                      () -> FactorImage.encode(column)));
            });
    String digest = digests.get("factors");
    if (digest != null) {
      keep(
          tenant,
          id("factors", digest),
          CompletableFuture.allOf(written.toArray(CompletableFuture[]::new)),
          () -> FACTORS.encode(new FactorIndex(columns, factors.sameWork())));
    }
  }

  /**
   * Completes when all is kept that a decision was made from; fails when something could not be.
   */
  CompletionStage<Void> kept(Decision decision) {
    List<CompletableFuture<Void>> pending = new ArrayList<>();
    decision
        .inputs()
        .forEach(
            (input, digest) -> {
              String tenant = input.equals(CATALOG) ? SHARED : decision.tenant();
              Keeping keeping = known.get(name(tenant, id(input, digest)));
              if (keeping != null && !keeping.succeeded()) {
                pending.add(keeping.written);
              }
            });
    return pending.isEmpty()
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new));
  }

  private void keep(
      String tenant, Map<String, String> digests, String input, Supplier<byte[]> value) {
    String digest = digests.get(input);
    if (digest != null) {
      keep(tenant, id(input, digest), NOTHING_BEFORE, value);
    }
  }

  /**
   * Keeps one thing. What could not be kept stays known as such, so that the decisions that need it
   * fail, until another decision needs it and it is tried again.
   */
  private CompletableFuture<Void> keep(
      String tenant, String id, CompletableFuture<Void> before, Supplier<byte[]> value) {
    String name = name(tenant, id);
    Keeping keeping = new Keeping(new CompletableFuture<>(), clock.instant());
    Keeping now =
        known.merge(
            name, keeping, (former, fresh) -> former.isStillGood(fresh.since) ? former : fresh);
    if (now == keeping) {
      before
          .thenCompose(done -> write(tenant, id, value))
          .whenComplete((done, failure) -> ended(keeping, tenant, id, failure));
    }
    return now.written;
  }

  private static void ended(
      Keeping keeping, String tenant, String id, @Nullable Throwable failure) {
    if (failure == null) {
      keeping.written.complete(null);
      return;
    }
    LOG.warn(
        "placement input not kept tenant={} id={} reason=\"{}\"", tenant, id, failure.getMessage());
    keeping.written.completeExceptionally(failure);
  }

  private CompletionStage<Void> write(String tenant, String id, Supplier<byte[]> value) {
    try {
      return InputRecords.keep(store.get(), tenant, id, clock.instant(), value, executor);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** What is kept under: two kinds of inputs may have one digest, such as that of nothing. */
  static String id(String input, String digest) {
    return input + "-" + digest;
  }

  private static String name(String tenant, String id) {
    return tenant + "/" + id;
  }

  /** What is being kept, or was. */
  private record Keeping(CompletableFuture<Void> written, Instant since) {
    boolean succeeded() {
      return written.isDone() && !written.isCompletedExceptionally();
    }

    boolean isStillGood(Instant now) {
      return !written.isCompletedExceptionally() && !since.plus(REMEMBERED).isBefore(now);
    }
  }

  /** The accounts of a decision, as they are kept. */
  record Accounts(List<PlacementAccount> accounts) {}

  /** What was refused of late, as it is kept. */
  record Refusals(List<Refusal> refusals) {}

  /** Which columns a decision had, as it is kept. */
  record FactorIndex(Map<String, String> columns, @Nullable Double sameWork) {}
}
