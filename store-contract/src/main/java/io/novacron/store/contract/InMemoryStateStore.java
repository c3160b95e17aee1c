package io.novacron.store.contract;

import io.novacron.api.store.Claim;
import io.novacron.api.store.Key;
import io.novacron.api.store.Ownership;
import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StateStoreException;
import io.novacron.api.store.StoreStatistics;
import io.novacron.api.store.StoreUnavailableException;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A state store and its ownership in the heap, for tests. It keeps the contract of a real one
 * except durability: what outlives the object is nothing. To test a restart, make a new user of the
 * same store.
 *
 * <p>Stages are complete when they are returned, unless {@link #holdCommits} was called. Safe for
 * use by many threads.
 */
public final class InMemoryStateStore implements StateStore, Ownership {
  private final RecordTable records = new RecordTable();
  private final ClaimTable claims;
  private final List<Held> held = new ArrayList<>();
  private boolean holding;
  private int failuresBefore;
  private int failuresAfter;

  /**
   * Makes an empty store.
   *
   * @param clock decides when a lease has ended
   */
  public InMemoryStateStore(Clock clock) {
    claims = new ClaimTable(clock);
  }

  /** Makes the next commits fail with {@link StoreUnavailableException}, unapplied. */
  public synchronized void failBeforeNextCommits(int count) {
    failuresBefore = count;
  }

  /**
   * Applies the next commits and still fails them with {@link StoreUnavailableException}, as a
   * store does that breaks before its acknowledgement arrives.
   */
  public synchronized void failAfterNextCommits(int count) {
    failuresAfter = count;
  }

  /** Keeps commits from here on waiting, unapplied, until {@link #releaseCommits}. */
  public synchronized void holdCommits() {
    holding = true;
  }

  /** Applies the commits that wait, in their order, and stops holding. */
  public void releaseCommits() {
    List<Held> waiting;
    synchronized (this) {
      holding = false;
      waiting = List.copyOf(held);
      held.clear();
    }
    for (Held commit : waiting) {
      settle(commit.transaction, commit.result);
    }
  }

  /** How many commits wait. */
  public synchronized int heldCommits() {
    return held.size();
  }

  @Override
  public CompletionStage<Optional<StoredRecord>> get(Key key) {
    return CompletableFuture.completedFuture(Optional.ofNullable(records.find(key)));
  }

  @Override
  public CompletionStage<List<StoredRecord>> commit(Transaction transaction) {
    CompletableFuture<List<StoredRecord>> result = new CompletableFuture<>();
    synchronized (this) {
      if (holding) {
        held.add(new Held(transaction, result));
        return result.minimalCompletionStage();
      }
    }
    settle(transaction, result);
    return result.minimalCompletionStage();
  }

  private void settle(Transaction transaction, CompletableFuture<List<StoredRecord>> result) {
    List<StoredRecord> written;
    try {
      written = apply(transaction);
    } catch (StateStoreException e) {
      result.completeExceptionally(e);
      return;
    }
    // Outside the lock: what hangs on the stage may call this store again, on other threads too.
    result.complete(written);
  }

  private synchronized List<StoredRecord> apply(Transaction transaction) {
    if (failuresBefore > 0) {
      failuresBefore--;
      throw new StoreUnavailableException("told to fail before the commit", null);
    }
    if (transaction.claim() != null) {
      claims.verify(transaction.claim());
    }
    List<StoredRecord> written = records.apply(transaction);
    if (failuresAfter > 0) {
      failuresAfter--;
      throw new StoreUnavailableException("told to fail after the commit", null);
    }
    return written;
  }

  @Override
  public CompletionStage<Page<StoredRecord>> query(Query query) {
    try {
      return CompletableFuture.completedFuture(records.page(query));
    } catch (StateStoreException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public StoreStatistics statistics() {
    return records.statistics(claims.refusals());
  }

  @Override
  public CompletionStage<Map<Integer, Claim>> claim(
      Set<Integer> shards, String node, Duration lease) {
    return CompletableFuture.completedFuture(claims.claim(shards, node, lease));
  }

  @Override
  public CompletionStage<Map<Integer, Claim>> renew(Set<Claim> held, Duration lease) {
    return CompletableFuture.completedFuture(claims.renew(held, lease));
  }

  @Override
  public CompletionStage<Void> release(Set<Claim> held) {
    claims.release(held);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<List<Claim>> claims() {
    return CompletableFuture.completedFuture(claims.all());
  }

  private record Held(Transaction transaction, CompletableFuture<List<StoredRecord>> result) {}
}
