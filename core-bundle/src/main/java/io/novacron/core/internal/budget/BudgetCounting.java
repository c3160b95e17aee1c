package io.novacron.core.internal.budget;

import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.operation.MachineRecords;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what machines cost for as long as one state store is there: all of them once, when there is
 * the first budget, and later each of which it is not known whether a write was applied.
 */
public final class BudgetCounting {
  private static final Logger LOG = LoggerFactory.getLogger(BudgetCounting.class);
  private static final int PAGE = 500;

  private final StateStore store;
  private final BudgetControl control;
  private final Executor executor;
  private final AtomicReference<@Nullable CompletableFuture<Void>> count = new AtomicReference<>();
  private volatile boolean closed;

  /**
   * Makes a counting that has not begun.
   *
   * @param store where machines are kept
   * @param control learns what they cost
   * @param executor for the work
   */
  public BudgetCounting(StateStore store, BudgetControl control, Executor executor) {
    this.store = store;
    this.control = control;
    this.executor = executor;
  }

  /** Takes up its work; returns at once. */
  public void start() {
    control.forget();
    control.countBy(this::count);
  }

  /** Reads no more, and what was counted is forgotten. */
  public void close() {
    closed = true;
    control.countBy(null);
    control.forget();
  }

  /** Counts if there is something to count for, and settles doubts; returns at once. */
  public void look() {
    if (!closed && control.wanted()) {
      count()
          .whenComplete(
              (done, failure) -> {
                if (failure != null) {
                  LOG.warn(
                      "machines not counted for budgets error=\"{}\" effect=\"tries again\"",
                      Failures.unwrapped(failure).toString());
                } else {
                  control.doubts().forEach(this::settle);
                }
              });
    }
  }

  /** Completes when all machines have been counted; one that failed is begun anew. */
  private CompletionStage<Void> count() {
    CompletableFuture<Void> fresh = new CompletableFuture<>();
    CompletableFuture<Void> underWay =
        count.updateAndGet(old -> old == null || old.isCompletedExceptionally() ? fresh : old);
    if (fresh.equals(underWay)) {
      control.beginCounting();
      page(null)
          .whenComplete(
              (done, failure) -> {
                if (failure == null) {
                  control.counted();
                  fresh.complete(null);
                } else {
                  fresh.completeExceptionally(failure);
                }
              });
    }
    return underWay == null ? fresh : underWay;
  }

  private CompletionStage<Void> page(@Nullable String token) {
    Query machines =
        Query.of(null, MachineRecords.KIND)
            .withAttributes(Map.of("deleted", "false"))
            .withLimit(PAGE)
            .withPageToken(token);
    return store.query(machines).thenComposeAsync(this::learn, executor);
  }

  private CompletionStage<Void> learn(Page<StoredRecord> page) {
    if (!closed) {
      page.items().stream().map(MachineRecords::read).forEach(control::learn);
    }
    return closed || page.nextPageToken() == null
        ? CompletableFuture.completedFuture(null)
        : page(page.nextPageToken());
  }

  private void settle(BudgetControl.Doubt doubt) {
    store
        .get(MachineRecords.key(doubt.tenant(), doubt.machine()))
        .whenCompleteAsync(
            (found, failure) -> {
              if (failure == null && !closed) {
                found.map(MachineRecords::read).ifPresent(control::learn);
                control.settle(doubt, found.isPresent());
              }
            },
            executor);
  }
}
