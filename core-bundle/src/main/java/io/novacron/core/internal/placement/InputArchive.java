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
      known.clear();
    }
    Candidates candidates = inputs.candidates();
    keep(SHARED, digests, "catalog", () -> CatalogImage.encode(candidates.columns().catalog()));
    keep(tenant, digests, "accounts", () -> ACCOUNTS.encode(new Accounts(candidates.accounts())));
    keep(tenant, digests, "refusals", () -> REFUSALS.encode(new Refusals(candidates.refusals())));
    keep(tenant, digests, "policy", () -> POLICIES.encode(inputs.policy()));
    LiveFactors factors = candidates.factors();
    Map<String, String> columns = new TreeMap<>();
    factors
        .columns()
        .forEach(
            (name, column) -> {
              columns.put(name, column.digest());
              keep(tenant, id("factor", column.digest()), () -> FactorImage.encode(column));
            });
    keep(
        tenant,
        digests,
        "factors",
        () -> FACTORS.encode(new FactorIndex(columns, factors.sameWork())));
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
              addUnfinished(pending, known.get(name(decision.tenant(), id(input, digest))));
              addUnfinished(pending, known.get(name(SHARED, id(input, digest))));
            });
    return pending.isEmpty()
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new));
  }

  private static void addUnfinished(
      List<CompletableFuture<Void>> pending, @Nullable Keeping keeping) {
    if (keeping != null
        && !(keeping.written.isDone() && !keeping.written.isCompletedExceptionally())) {
      pending.add(keeping.written);
    }
  }

  private void keep(
      String tenant, Map<String, String> digests, String input, Supplier<byte[]> value) {
    String digest = digests.get(input);
    if (digest != null) {
      keep(tenant, id(input, digest), value);
    }
  }

  private void keep(String tenant, String id, Supplier<byte[]> value) {
    String name = name(tenant, id);
    Instant now = clock.instant();
    Keeping former = known.get(name);
    CompletableFuture<Void> writing = new CompletableFuture<>();
    Keeping keeping = new Keeping(writing, now);
    boolean mine =
        former == null
            ? known.putIfAbsent(name, keeping) == null
            : former.since.plus(REMEMBERED).isBefore(now) && known.replace(name, former, keeping);
    if (!mine) {
      return;
    }
    write(tenant, id, value)
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                writing.complete(null);
              } else {
                known.remove(name, keeping);
                writing.completeExceptionally(failure);
                LOG.warn(
                    "placement input not kept tenant={} id={} reason=\"{}\"",
                    tenant,
                    id,
                    failure.getMessage());
              }
            });
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
  private record Keeping(CompletableFuture<Void> written, Instant since) {}

  /** The accounts of a decision, as they are kept. */
  record Accounts(List<PlacementAccount> accounts) {}

  /** What was refused of late, as it is kept. */
  record Refusals(List<Refusal> refusals) {}

  /** Which columns a decision had, as it is kept. */
  record FactorIndex(Map<String, String> columns, @Nullable Double sameWork) {}
}
