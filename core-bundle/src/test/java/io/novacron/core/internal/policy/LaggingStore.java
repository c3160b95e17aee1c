package io.novacron.core.internal.policy;

import io.novacron.api.store.Key;
import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StateStoreException;
import io.novacron.api.store.StoreStatistics;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A store whose reads can be held back or fail, and that counts what it is asked. */
final class LaggingStore implements StateStore {
  private final StateStore store;
  @Nullable List<Runnable> held;
  boolean fails;
  int reads;
  int queries;

  LaggingStore(StateStore store) {
    this.store = store;
  }

  void release() {
    List<Runnable> waiting = held == null ? List.of() : held;
    held = null;
    waiting.forEach(Runnable::run);
  }

  @Override
  public CompletionStage<Optional<StoredRecord>> get(Key key) {
    reads++;
    CompletableFuture<Optional<StoredRecord>> found = store.get(key).toCompletableFuture();
    if (held == null) {
      return found;
    }
    CompletableFuture<Optional<StoredRecord>> later = new CompletableFuture<>();
    held.add(() -> later.complete(found.join()));
    return later;
  }

  @Override
  public CompletionStage<List<StoredRecord>> commit(Transaction transaction) {
    return store.commit(transaction);
  }

  @Override
  public CompletionStage<Page<StoredRecord>> query(Query query) {
    queries++;
    if (fails) {
      return CompletableFuture.failedFuture(new StateStoreException("away", null));
    }
    return store.query(query);
  }

  @Override
  public StoreStatistics statistics() {
    return store.statistics();
  }
}
