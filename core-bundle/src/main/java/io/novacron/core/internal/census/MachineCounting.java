package io.novacron.core.internal.census;

import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.operation.MachineRecords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads machines for followers for as long as one state store is there: all of them once, for all
 * followers together that want them then, and later each of which it is not known whether a write
 * was applied. Safe for use by many threads.
 */
public final class MachineCounting {
  private static final Logger LOG = LoggerFactory.getLogger(MachineCounting.class);
  private static final int PAGE = 500;

  private final StateStore store;
  private final Map<String, String> attributes;
  private final List<MachineFollower> followers;
  private final Executor executor;
  private final Map<MachineFollower, CompletableFuture<Void>> counts = new HashMap<>();
  private volatile boolean closed;

  /**
   * Makes a counting that has not begun.
   *
   * @param store where machines are kept
   * @param attributes what the records of the machines have that are read
   * @param followers learn of them
   * @param executor for the work
   */
  public MachineCounting(
      StateStore store,
      Map<String, String> attributes,
      List<MachineFollower> followers,
      Executor executor) {
    this.store = store;
    this.attributes = Map.copyOf(attributes);
    this.followers = List.copyOf(followers);
    this.executor = executor;
  }

  /** Takes up its work; returns at once. Nothing is read before a look, or before it is asked. */
  public void start() {
    for (MachineFollower follower : followers) {
      follower.forget();
      follower.countBy(() -> count(follower));
    }
  }

  /** Reads no more, and the followers forget what they knew. */
  public void close() {
    closed = true;
    for (MachineFollower follower : followers) {
      follower.countBy(null);
      follower.forget();
    }
  }

  /** Reads what the followers want, and settles doubts; returns at once. */
  public void look() {
    if (!closed) {
      count(followers.stream().filter(MachineFollower::wanted).toList())
          .forEach(
              (follower, count) ->
                  count.thenRun(() -> follower.doubts().forEach(doubt -> settle(follower, doubt))));
    }
  }

  /**
   * Completes when a follower knows all machines. Whoever wants them too and does not know them yet
   * learns of them on the way.
   */
  private CompletionStage<Void> count(MachineFollower asking) {
    return Objects.requireNonNull(
        count(
                followers.stream()
                    .filter(follower -> follower == asking || follower.wanted())
                    .toList())
            .get(asking));
  }

  /** The counts for followers; where there is none, or one that failed, one is begun for all. */
  private Map<MachineFollower, CompletableFuture<Void>> count(List<MachineFollower> asking) {
    CompletableFuture<Void> fresh = new CompletableFuture<>();
    List<MachineFollower> learners = new ArrayList<>();
    Map<MachineFollower, CompletableFuture<Void>> asked = new HashMap<>();
    synchronized (counts) {
      for (MachineFollower follower : asking) {
        CompletableFuture<Void> old = counts.get(follower);
        boolean begun = old != null && !old.isCompletedExceptionally();
        if (!begun) {
          counts.put(follower, fresh);
          learners.add(follower);
        }
        asked.put(follower, begun ? old : fresh);
      }
    }
    if (!learners.isEmpty()) {
      read(learners, fresh);
    }
    return asked;
  }

  private void read(List<MachineFollower> learners, CompletableFuture<Void> count) {
    learners.forEach(MachineFollower::follow);
    page(learners, null)
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                learners.forEach(MachineFollower::complete);
                count.complete(null);
              } else {
                LOG.warn(
                    "machines not read error=\"{}\" effect=\"tries again\"",
                    Failures.unwrapped(failure).toString());
                count.completeExceptionally(failure);
              }
            });
  }

  private CompletionStage<Void> page(List<MachineFollower> learners, @Nullable String token) {
    Query machines =
        Query.of(null, MachineRecords.KIND)
            .withAttributes(attributes)
            .withLimit(PAGE)
            .withPageToken(token);
    return store.query(machines).thenComposeAsync(page -> learn(learners, page), executor);
  }

  private CompletionStage<Void> learn(List<MachineFollower> learners, Page<StoredRecord> page) {
    if (closed) {
      return CompletableFuture.completedFuture(null);
    }
    page.items().stream()
        .map(MachineRecords::read)
        .forEach(machine -> learners.forEach(learner -> learner.learn(machine)));
    return page.nextPageToken() == null
        ? CompletableFuture.completedFuture(null)
        : page(learners, page.nextPageToken());
  }

  private void settle(MachineFollower follower, MachineFollower.Doubt doubt) {
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
