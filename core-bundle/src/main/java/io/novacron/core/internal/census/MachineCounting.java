package io.novacron.core.internal.census;

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
 * Reads machines for a follower for as long as one state store is there: all of them once, when the
 * follower wants them, and later each of which it is not known whether a write was applied.
 */
public final class MachineCounting {
  private static final Logger LOG = LoggerFactory.getLogger(MachineCounting.class);
  private static final int PAGE = 500;

  private final StateStore store;
  private final Map<String, String> attributes;
  private final MachineFollower follower;
  private final Executor executor;
  private final AtomicReference<@Nullable CompletableFuture<Void>> count = new AtomicReference<>();
  private volatile boolean closed;

  /**
   * Makes a counting that has not begun.
   *
   * @param store where machines are kept
   * @param attributes what the records of the machines have that are read
   * @param follower learns of them
   * @param executor for the work
   */
  public MachineCounting(
      StateStore store,
      Map<String, String> attributes,
      MachineFollower follower,
      Executor executor) {
    this.store = store;
    this.attributes = Map.copyOf(attributes);
    this.follower = follower;
    this.executor = executor;
  }

  /** Takes up its work; returns at once. Nothing is read before a look, or before it is asked. */
  public void start() {
    follower.forget();
    follower.countBy(this::count);
  }

  /** Reads no more, and the follower forgets what it knew. */
  public void close() {
    closed = true;
    follower.countBy(null);
    follower.forget();
  }

  /** Reads what the follower wants, and settles doubts; returns at once. */
  public void look() {
    if (!closed && follower.wanted()) {
      count()
          .whenComplete(
              (done, failure) -> {
                if (failure != null) {
                  LOG.warn(
                      "machines not read error=\"{}\" effect=\"tries again\"",
                      Failures.unwrapped(failure).toString());
                } else {
                  follower.doubts().forEach(this::settle);
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
      follower.follow();
      page(null)
          .whenComplete(
              (done, failure) -> {
                if (failure == null) {
                  follower.complete();
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
            .withAttributes(attributes)
            .withLimit(PAGE)
            .withPageToken(token);
    return store.query(machines).thenComposeAsync(this::learn, executor);
  }

  private CompletionStage<Void> learn(Page<StoredRecord> page) {
    if (!closed) {
      page.items().stream().map(MachineRecords::read).forEach(follower::learn);
    }
    return closed || page.nextPageToken() == null
        ? CompletableFuture.completedFuture(null)
        : page(page.nextPageToken());
  }

  private void settle(MachineFollower.Doubt doubt) {
    store
        .get(MachineRecords.key(doubt.tenant(), doubt.machine()))
        .whenCompleteAsync(
            (found, failure) -> {
              if (failure == null && !closed) {
                found.map(MachineRecords::read).ifPresent(follower::learn);
                follower.settle(doubt, found.isPresent());
              }
            },
            executor);
  }
}
