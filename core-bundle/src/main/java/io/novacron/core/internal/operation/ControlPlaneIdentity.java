package io.novacron.core.internal.operation;

import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.RevisionConflictException;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.codec.JsonCodec;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The id by which this installation knows its own machines at a cloud. Made once and kept in the
 * state store.
 */
public final class ControlPlaneIdentity {
  private static final Key KEY =
      new Key("system", "control-plane", "control-plane", "control-plane");
  private static final JsonCodec<Identity> CODEC = JsonCodec.of(Identity.class);

  private ControlPlaneIdentity() {}

  /**
   * Reads the id, or makes it when there is none yet.
   *
   * @param store where it is kept
   * @param maker makes a new one
   */
  public static CompletionStage<String> load(StateStore store, Supplier<String> maker) {
    return store
        .get(KEY)
        .thenCompose(
            found ->
                found.isPresent()
                    ? CompletableFuture.completedFuture(CODEC.decode(found.get()).id())
                    : make(store, maker));
  }

  private static CompletionStage<String> make(StateStore store, Supplier<String> maker) {
    String id = maker.get();
    Mutation put =
        new Mutation.Put(
            KEY, Mutation.ABSENT, CODEC.schemaVersion(), Map.of(), CODEC.encode(new Identity(id)));
    return store
        .commit(Transaction.of(put))
        .handle(
            (written, failure) -> {
              if (failure == null) {
                return CompletableFuture.completedFuture(id);
              }
              // Another node was quicker: its id is the one.
              return Failures.unwrapped(failure) instanceof RevisionConflictException
                  ? load(store, maker)
                  : CompletableFuture.<String>failedFuture(new CompletionException(failure));
            })
        .thenCompose(stage -> stage);
  }

  private record Identity(String id) {}
}
