package io.novacron.core.internal.event;

import io.novacron.api.store.Ownership;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Removes old events, shard by shard from the beginning of each log. Before anything is removed the
 * floor of the shard says so, so that no reader skips what it has not seen without being told.
 */
public final class EventRetention {
  private final StateStore store;
  private final Instant before;
  private final Function<List<StoredRecord>, CompletionStage<Integer>> remover;
  private int shard;
  private @Nullable EventFloors floors;

  /**
   * Makes a walk that has not begun.
   *
   * @param before events of this time and later are kept
   * @param remover removes records and says how many it did
   */
  public EventRetention(
      StateStore store,
      Instant before,
      Function<List<StoredRecord>, CompletionStage<Integer>> remover) {
    this.store = store;
    this.before = before;
    this.remover = remover;
  }

  /** Whether all shards were walked. */
  public boolean ended() {
    return shard == Ownership.SHARDS;
  }

  /**
   * Removes the oldest records of one shard.
   *
   * @param limit most records looked at
   * @return how many were removed
   */
  public CompletionStage<Integer> next(int limit) {
    int current = shard;
    Query oldest =
        Query.of(null, EventRecord.KIND)
            .withIds(EventPosition.id(current, 0), EventPosition.afterAll(current))
            .withLimit(limit);
    return store
        .query(oldest)
        .thenCompose(
            page -> {
              List<StoredRecord> old = new ArrayList<>();
              for (StoredRecord record : page.items()) {
                if (!EventRecord.time(record).isBefore(before)) {
                  break;
                }
                old.add(record);
              }
              if (old.size() < page.items().size() || page.nextPageToken() == null) {
                shard++;
              }
              return old.isEmpty() ? CompletableFuture.completedFuture(0) : remove(current, old);
            });
  }

  private CompletionStage<Integer> remove(int of, List<StoredRecord> old) {
    long last = EventRecord.read(old.get(old.size() - 1)).last();
    EventFloors known = floors;
    CompletionStage<EventFloors> current =
        known == null ? EventFloors.read(store) : CompletableFuture.completedFuture(known);
    return current
        .thenCompose(read -> read.raise(store, of, last))
        .thenCompose(
            raised -> {
              floors = raised;
              return remover.apply(old);
            });
  }
}
