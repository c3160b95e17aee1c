package io.novacron.core.internal.event;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.event.Event;
import io.novacron.api.event.EventLog;
import io.novacron.api.event.EventPage;
import io.novacron.api.event.RecordedEvent;
import io.novacron.api.store.Claim;
import io.novacron.api.store.Ownership;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.core.internal.ownership.ShardClaims;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * Reads the log in pages: the latest records of the shards that this node holds from memory,
 * everything else from the store. Safe for use by many threads.
 */
public final class EventPages {
  /** Least records that are read of a shard at once when several are read from the store. */
  private static final int LEAST_READ = 2;

  private final StateStore store;
  private final ShardClaims claims;
  private final EventWriter writer;

  /**
   * Makes a reader.
   *
   * @param store where the log is
   * @param claims which shards this node holds
   * @param writer writes the log of those
   */
  public EventPages(StateStore store, ShardClaims claims, EventWriter writer) {
    this.store = store;
    this.claims = claims;
    this.writer = writer;
  }

  /**
   * Whether the logs of all shards grow on this node only, so that {@link #follow} tells of all.
   */
  boolean complete() {
    return claims.held() == Ownership.SHARDS;
  }

  /**
   * Runs something whenever there may be more to read.
   *
   * @return ends that
   */
  Runnable follow(Runnable follower) {
    return writer.follow(follower);
  }

  /** Turns what a caller gave into positions. */
  CompletionStage<EventCursor> resolve(String cursor) {
    return switch (cursor) {
      case EventLog.OLDEST ->
          EventFloors.read(store).thenApply(floors -> EventCursor.at(floors.positions()));
      case EventLog.LATEST -> latest();
      default -> CompletableFuture.completedFuture(verified(EventCursor.parse(cursor)));
    };
  }

  private EventCursor verified(EventCursor cursor) {
    for (ShardTail tail : writer.tails()) {
      if (enter(tail) && cursor.position(tail.shard()) > tail.head()) {
        throw Problem.builder(
                "invalid-cursor", Category.INVALID, "That cursor is of another event log.")
            .error("cursor", "lies beyond the end of this log")
            .nextStep("Begin with the cursor oldest or latest.")
            .toException();
      }
    }
    return cursor;
  }

  private CompletionStage<EventCursor> latest() {
    long[] positions = new long[Ownership.SHARDS];
    List<CompletableFuture<?>> asked = new ArrayList<>();
    for (ShardTail tail : writer.tails()) {
      int shard = tail.shard();
      if (enter(tail)) {
        positions[shard] = tail.head();
        continue;
      }
      Query last =
          Query.of(null, EventRecord.KIND)
              .withIds(EventPosition.id(shard, 0), EventPosition.afterAll(shard))
              .withOrder(Query.Order.DESCENDING)
              .withLimit(1);
      asked.add(
          store
              .query(last)
              .thenAccept(
                  page ->
                      page.items()
                          .forEach(
                              record ->
                                  positions[shard] =
                                      EventPosition.last(
                                          EventPosition.position(record.key().id()))))
              .toCompletableFuture());
    }
    return all(asked).thenApply(done -> EventCursor.at(positions));
  }

  /**
   * Reads a page.
   *
   * @param wanted which events are given; the others are passed over
   * @return fails with {@code events-compacted} when some after the cursor are no longer kept
   */
  CompletionStage<EventPage> read(
      String tenant, EventCursor from, Predicate<Event> wanted, int limit) {
    if (writer.closed()) {
      return CompletableFuture.failedFuture(gone());
    }
    List<ShardPart> parts = new ArrayList<>();
    List<ShardPart> stored = new ArrayList<>();
    for (ShardTail tail : writer.tails()) {
      ShardPart part = new ShardPart(tail.shard(), from.position(tail.shard()));
      if (enter(tail)) {
        long head = tail.head();
        if (part.position >= head) {
          continue;
        }
        part.end = head;
        Optional<List<EventRecord>> kept = tail.after(part.position);
        if (kept.isPresent()) {
          kept.get().stream().filter(record -> record.last() <= head).forEach(part.records::add);
        } else {
          stored.add(part);
        }
      } else {
        part.end = Long.MAX_VALUE;
        stored.add(part);
      }
      parts.add(part);
    }
    if (stored.isEmpty()) {
      return CompletableFuture.completedFuture(page(tenant, from, parts, wanted, limit));
    }
    int each = Math.max(LEAST_READ, Math.min(Query.MOST, limit / stored.size() + 1));
    List<CompletableFuture<?>> asked = new ArrayList<>();
    stored.forEach(part -> asked.add(load(tenant, part, each).toCompletableFuture()));
    return all(asked)
        // Asked after the reading: what was removed until then may have been missed.
        .thenCompose(done -> EventFloors.read(store))
        .thenApply(
            floors -> {
              if (stored.stream().anyMatch(part -> part.position < floors.position(part.shard))) {
                throw compacted();
              }
              return page(tenant, from, parts, wanted, limit);
            });
  }

  private CompletionStage<Void> load(String tenant, ShardPart part, int limit) {
    String before =
        part.end == Long.MAX_VALUE
            ? EventPosition.afterAll(part.shard)
            : EventPosition.id(part.shard, EventPosition.next(part.end));
    Query query =
        Query.of(tenant, EventRecord.KIND)
            .withIds(EventPosition.id(part.shard, part.position), before)
            .withLimit(limit);
    return store
        .query(query)
        .thenAccept(
            page -> {
              page.items().forEach(record -> part.records.add(EventRecord.read(record)));
              if (page.nextPageToken() != null || part.end == Long.MAX_VALUE) {
                // Whether there is more is seen by the next reading.
                part.end =
                    part.records.isEmpty()
                        ? part.position
                        : EventPosition.last(part.records.get(part.records.size() - 1).last());
                part.more = page.nextPageToken() != null;
              }
            });
  }

  /** Merges what was read by time; the order within a shard stays. */
  private static EventPage page(
      String tenant, EventCursor from, List<ShardPart> parts, Predicate<Event> wanted, int limit) {
    PriorityQueue<ShardPart> heads =
        new PriorityQueue<>(
            Comparator.comparing((ShardPart part) -> part.peek().events().get(0).time())
                .thenComparing(part -> part.shard));
    parts.stream().filter(part -> part.next < part.records.size()).forEach(heads::add);
    long[] positions = from.positions();
    List<RecordedEvent> events = new ArrayList<>();
    while (!heads.isEmpty() && events.size() < limit) {
      ShardPart part = heads.remove();
      EventRecord record = part.peek();
      if (!take(tenant, record, part.position, wanted, positions, events, limit)) {
        heads.add(part);
        break;
      }
      part.next++;
      if (part.next < part.records.size()) {
        heads.add(part);
      }
    }
    boolean more = !heads.isEmpty();
    for (ShardPart part : parts) {
      more |= part.more;
      if (part.next == part.records.size()) {
        positions[part.shard] = Math.max(positions[part.shard], part.end);
      }
    }
    return new EventPage(events, EventCursor.text(positions), more);
  }

  /** Takes the events of a record; false when there was no room for all. */
  private static boolean take(
      String tenant,
      EventRecord record,
      long seen,
      Predicate<Event> wanted,
      long[] positions,
      List<RecordedEvent> into,
      int limit) {
    for (int place = 0; place < record.events().size(); place++) {
      Event event = record.events().get(place);
      long position = record.position() + place;
      if (position <= seen) {
        continue;
      }
      boolean given = event.tenant().equals(tenant) && wanted.test(event);
      if (given && into.size() == limit) {
        return false;
      }
      positions[record.shard()] = position;
      if (given) {
        into.add(new RecordedEvent(event, EventCursor.text(positions)));
      }
    }
    return true;
  }

  /** Lets a tail learn of the claim; false when another node holds the shard. */
  private boolean enter(ShardTail tail) {
    Optional<Claim> claim = claims.claim(tail.shard());
    claim.ifPresent(held -> tail.enter(held.epoch()));
    return claim.isPresent();
  }

  private static CompletionStage<Void> all(List<CompletableFuture<?>> stages) {
    return CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new));
  }

  private static ProblemException compacted() {
    return Problem.builder(
            "events-compacted",
            Category.NOT_FOUND,
            "Some of the events after this cursor are no longer kept.")
        .nextStep(
            "List the machines and operations for their present state, and read on with the cursor"
                + " latest; or read what is still kept with the cursor oldest.")
        .toException();
  }

  private static ProblemException gone() {
    return Problem.builder(
            "state-store-unavailable", Category.UNAVAILABLE, "The state store went away.")
        .nextStep("Read on from the cursor in a moment, here or at another node.")
        .toException();
  }

  /** What was read of one shard. */
  private static final class ShardPart {
    private final int shard;
    private final long position;
    private final List<EventRecord> records = new ArrayList<>();
    private long end;
    private boolean more;
    private int next;

    private ShardPart(int shard, long position) {
      this.shard = shard;
      this.position = position;
    }

    private EventRecord peek() {
      return records.get(next);
    }
  }
}
