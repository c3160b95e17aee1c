package io.novacron.core.internal.testing;

import io.novacron.api.store.Key;
import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoreStatistics;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A store whose users can die before and after each commit. */
public final class CrashingStore implements StateStore {
  private final StateStore store;
  private final CrashPoints points;
  private final List<Transaction> commits = new ArrayList<>();

  private @Nullable String heldKind;
  private CompletableFuture<Void> held = CompletableFuture.completedFuture(null);

  public CrashingStore(StateStore store, CrashPoints points) {
    this.store = store;
    this.points = points;
  }

  /** All transactions that were tried. */
  public List<Transaction> commits() {
    return commits;
  }

  /**
   * Lets the next commit of a kind stand still.
   *
   * @return lets it go on
   */
  public Runnable holdNext(String kind) {
    CompletableFuture<Void> released = new CompletableFuture<>();
    heldKind = kind;
    held = released;
    return () -> released.complete(null);
  }

  @Override
  public CompletionStage<Optional<StoredRecord>> get(Key key) {
    return store.get(key);
  }

  @Override
  public CompletionStage<List<StoredRecord>> commit(Transaction transaction) {
    String kind = transaction.mutations().get(0).key().kind();
    if (points.reach("before commit of " + kind)) {
      return new CompletableFuture<>();
    }
    if (kind.equals(heldKind)) {
      heldKind = null;
      return held.thenCompose(released -> commit(transaction));
    }
    commits.add(transaction);
    CompletionStage<List<StoredRecord>> written = store.commit(transaction);
    return points.reach("after commit of " + kind) ? new CompletableFuture<>() : written;
  }

  @Override
  public CompletionStage<Page<StoredRecord>> query(Query query) {
    return store.query(query);
  }

  @Override
  public StoreStatistics statistics() {
    return store.statistics();
  }
}
