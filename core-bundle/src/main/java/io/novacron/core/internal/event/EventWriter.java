package io.novacron.core.internal.event;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.event.Event;
import io.novacron.api.store.Claim;
import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Ownership;
import io.novacron.api.store.RevisionConflictException;
import io.novacron.api.store.StaleClaimException;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.time.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes events into the log, in the transaction of the change that they tell of, and tells of them
 * once it is safe. Safe for use by many threads.
 */
public final class EventWriter {
  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

  private final StateStore store;
  private final Timer timer;
  private final List<ShardTail> tails;
  private final List<Runnable> followers = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /**
   * Makes a writer.
   *
   * @param store where the log is
   * @param publisher hears of each event once it is safe
   * @param timer for pauses
   */
  public EventWriter(StateStore store, EventPublisher publisher, Timer timer) {
    this.store = store;
    this.timer = timer;
    tails =
        IntStream.range(0, Ownership.SHARDS)
            .mapToObj(shard -> new ShardTail(shard, publisher::publish))
            .toList();
  }

  /**
   * Commits a transaction with the events that tell of it. All events of one subject must come
   * through here in the order of its revisions, as they do when each is written over the revision
   * before.
   *
   * @param transaction the change, under the claim on its shard
   * @param events what it is told by, all of one time and source; at most {@link
   *     EventPosition#MOST_EVENTS}
   * @return the records written, without that of the events; fails as {@link StateStore#commit}
   *     does, and with an UNAVAILABLE problem when there are events and no claim
   */
  public CompletionStage<List<StoredRecord>> commit(Transaction transaction, List<Event> events) {
    if (events.isEmpty()) {
      return store.commit(transaction);
    }
    if (events.size() > EventPosition.MOST_EVENTS) {
      throw new IllegalArgumentException(
          "a transaction has at most "
              + EventPosition.MOST_EVENTS
              + " events but this has "
              + events.size());
    }
    Claim claim = transaction.claim();
    if (claim == null) {
      return CompletableFuture.failedFuture(notHeld());
    }
    byte[] value = EventRecord.encode(events);
    ShardTail tail = tails.get(claim.shard());
    ShardTail.Pending pending;
    Mutation.Put put;
    CompletionStage<List<StoredRecord>> committed;
    // The store only takes the transaction in here; it applies it later.
    synchronized (tail) {
      Optional<ShardTail.Pending> begun = tail.begin(claim.epoch(), events);
      if (begun.isEmpty()) {
        return CompletableFuture.failedFuture(
            new StaleClaimException(claim, "this node holds a later one"));
      }
      pending = begun.get();
      put =
          EventRecord.put(
              transaction.tenant(),
              transaction.partitionKey(),
              claim.shard(),
              pending.position(),
              value);
      List<Mutation> mutations = new ArrayList<>(transaction.mutations());
      mutations.add(put);
      committed = store.commit(new Transaction(mutations, claim));
    }
    return committed
        .whenComplete((written, failure) -> settle(tail, pending, put.key(), failure))
        .thenApply(written -> written.subList(0, written.size() - 1));
  }

  private void settle(
      ShardTail tail, ShardTail.Pending pending, Key key, @Nullable Throwable failure) {
    if (failure == null) {
      settled(tail, pending, true);
      return;
    }
    Throwable cause = Failures.unwrapped(failure);
    if (cause instanceof StaleClaimException || cause instanceof RevisionConflictException) {
      settled(tail, pending, false);
    } else {
      readBack(tail, pending, key);
    }
  }

  /** A write that was not acknowledged may have been applied: the record itself says. */
  private void readBack(ShardTail tail, ShardTail.Pending pending, Key key) {
    if (closed) {
      return;
    }
    store
        .get(key)
        .whenComplete(
            (found, failure) -> {
              if (found != null) {
                settled(tail, pending, found.isPresent());
              } else {
                timer.after(ASK_AGAIN, () -> readBack(tail, pending, key));
              }
            });
  }

  private void settled(ShardTail tail, ShardTail.Pending pending, boolean applied) {
    tail.settle(pending, applied);
    followers.forEach(Runnable::run);
  }

  /** The ends of the logs, by shard. */
  List<ShardTail> tails() {
    return tails;
  }

  /**
   * Runs something whenever a log may have grown, and when this ends; it must return at once.
   *
   * @return ends that
   */
  Runnable follow(Runnable follower) {
    // An object of its own, so that one follower may follow twice.
    Runnable entry = follower::run;
    followers.add(entry);
    return () -> followers.remove(entry);
  }

  /** Whether it has ended. */
  boolean closed() {
    return closed;
  }

  /** Asks the store no more, and lets followers see that it has ended. */
  public void close() {
    closed = true;
    followers.forEach(Runnable::run);
  }

  private static ProblemException notHeld() {
    return Problem.builder(
            "shard-not-held",
            Category.UNAVAILABLE,
            "This node does not hold the shard of the machine.")
        .retryAfter(ASK_AGAIN)
        .nextStep("Try again in a second, or ask the node that holds it.")
        .toException();
  }
}
