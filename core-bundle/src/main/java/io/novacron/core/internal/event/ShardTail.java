package io.novacron.core.internal.event;

import io.novacron.api.event.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The end of one shard's log: gives positions, and keeps the latest records for those who read on.
 * Writes are acknowledged in any order; here they count in the order of their positions, so a
 * reader who has seen a position never finds a new record below it.
 *
 * <p>Safe for use by many threads. A position and the commit of its record are to be asked for
 * under this object's lock, so that the store has them in one order.
 */
final class ShardTail {
  private static final int MOST_KEPT = 64;

  private final int shard;
  private final Consumer<Event> told;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private final Deque<EventRecord> kept = new ArrayDeque<>();
  private long assigned;
  private long start;
  private long head;

  /**
   * Makes the tail of an empty log.
   *
   * @param told hears each event once, in order, when it is safe; must return at once
   */
  ShardTail(int shard, Consumer<Event> told) {
    this.shard = shard;
    this.told = told;
  }

  int shard() {
    return shard;
  }

  /**
   * Gives the next position.
   *
   * @param epoch epoch of the claim that the write is made under
   * @return what must be settled once the write's outcome is known; empty when the claim is known
   *     to be stale
   */
  synchronized Optional<Pending> begin(long epoch, List<Event> events) {
    enter(epoch);
    if (EventPosition.epoch(assigned) != epoch) {
      return Optional.empty();
    }
    assigned = EventPosition.next(assigned);
    Pending begun = new Pending(new EventRecord(shard, assigned, events));
    pending.add(begun);
    return Optional.of(begun);
  }

  /**
   * Learns of the epoch under which this node holds the shard. What was written under earlier ones,
   * here or elsewhere, is in the store by then and nowhere else.
   */
  synchronized void enter(long epoch) {
    long first = EventPosition.start(epoch);
    if (first > assigned) {
      assigned = first;
      start = first;
      head = first;
      kept.clear();
    }
  }

  /** The outcome of a write is known. */
  synchronized void settle(Pending write, boolean applied) {
    write.settled = true;
    write.applied = applied;
    for (Pending first = pending.peek(); first != null && first.settled; first = pending.peek()) {
      pending.remove();
      if (first.applied) {
        keep(first.record);
      }
      head = Math.max(head, EventPosition.last(first.record.position()));
    }
  }

  private void keep(EventRecord record) {
    record.events().forEach(told);
    if (record.position() <= start) {
      // Of an epoch before the present one: readers find it in the store.
      return;
    }
    kept.add(record);
    if (kept.size() > MOST_KEPT) {
      start = EventPosition.last(kept.remove().position());
    }
  }

  /** All up to here is settled and safe. */
  synchronized long head() {
    return head;
  }

  /**
   * The records that hold positions after the given one.
   *
   * @return empty when some of them are only in the store
   */
  synchronized Optional<List<EventRecord>> after(long position) {
    if (position < start) {
      return Optional.empty();
    }
    List<EventRecord> found = new ArrayList<>();
    for (EventRecord record : kept) {
      if (record.last() > position) {
        found.add(record);
      }
    }
    return Optional.of(found);
  }

  /** All after this position up to the head is kept here. */
  synchronized long start() {
    return start;
  }

  /** A write whose outcome is not known yet; changed under the tail's lock only. */
  static final class Pending {
    private final EventRecord record;
    private boolean settled;
    private boolean applied;

    private Pending(EventRecord record) {
      this.record = record;
    }

    long position() {
      return record.position();
    }
  }
}
