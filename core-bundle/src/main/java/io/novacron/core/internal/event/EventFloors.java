package io.novacron.core.internal.event;

import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Ownership;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.codec.JsonCodec;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Up to where each shard's log was removed. Raised before anything is removed, so that a reader who
 * may have missed something is always told.
 */
public final class EventFloors {
  private static final Key KEY = new Key("system", "event-floors", "event-floors", "event-floors");
  private static final JsonCodec<Layout> CODEC = JsonCodec.of(Layout.class);

  private final long revision;
  private final long[] positions;

  private EventFloors(long revision, long[] positions) {
    this.revision = revision;
    this.positions = positions;
  }

  /** Reads them; where none were written nothing was removed. */
  static CompletionStage<EventFloors> read(StateStore store) {
    return store
        .get(KEY)
        .thenApply(
            found ->
                found
                    .map(
                        stored ->
                            new EventFloors(stored.revision(), CODEC.decode(stored).positions()))
                    .orElseGet(() -> new EventFloors(Mutation.ABSENT, new long[Ownership.SHARDS])));
  }

  /** The last position of a shard that may have been removed; 0 for none. */
  long position(int shard) {
    return positions[shard];
  }

  long[] positions() {
    return positions.clone();
  }

  /**
   * Raises the floor of one shard.
   *
   * @return completes with the new floors when they are durable
   */
  CompletionStage<EventFloors> raise(StateStore store, int shard, long position) {
    long[] raised = positions();
    raised[shard] = Math.max(raised[shard], position);
    Mutation put =
        new Mutation.Put(
            KEY, revision, CODEC.schemaVersion(), Map.of(), CODEC.encode(new Layout(raised)));
    return store
        .commit(Transaction.of(put))
        .thenApply(written -> new EventFloors(written.get(0).revision(), raised));
  }

  /** As it is kept. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Layout(long[] positions) {}
}
