package io.novacron.security.internal.audit;

import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a chain holds, and the ways to tamper with it behind its back. */
final class Chains {
  private Chains() {}

  static List<AuditEntry> entries(StateStore store, AuditLayout layout) {
    List<AuditEntry> entries = new ArrayList<>();
    for (StoredRecord head : store.query(layout.heads()).toCompletableFuture().join().items()) {
      long segment = Long.parseLong(head.key().id());
      store.query(layout.entries(segment)).toCompletableFuture().join().items().stream()
          .map(Chains::entry)
          .forEach(entries::add);
    }
    return entries;
  }

  static AuditEntry entry(StoredRecord link) {
    try {
      return new AuditCodec().entry(link.value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static StoredRecord get(StateStore store, Key key) {
    return store.get(key).toCompletableFuture().join().orElseThrow();
  }

  static void remove(StateStore store, Key key) {
    store
        .commit(Transaction.of(new Mutation.Delete(key, get(store, key).revision())))
        .toCompletableFuture()
        .join();
  }

  static void replace(StateStore store, Key key, UnaryOperator<byte[]> change) {
    StoredRecord before = get(store, key);
    store
        .commit(
            Transaction.of(
                new Mutation.Put(
                    key,
                    before.revision(),
                    before.schemaVersion(),
                    before.attributes(),
                    change.apply(before.value()))))
        .toCompletableFuture()
        .join();
  }
}
