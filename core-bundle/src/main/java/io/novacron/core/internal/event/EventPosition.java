package io.novacron.core.internal.event;

import io.novacron.api.store.Ownership;

/**
 * Where an event stands in the log of its shard, as a number that only rises: the epoch of the
 * claim under which it was written (23 bits), a count of records within the epoch (36 bits), and
 * the place within the record (4 bits). An epoch never repeats, so neither a restart nor a new
 * owner can give a position again or go back behind one.
 */
final class EventPosition {
  /** The most events of one record. */
  static final int MOST_EVENTS = 16;

  private static final int COUNT_BITS = 36;
  private static final int PLACE_BITS = 4;
  private static final long LAST_EPOCH = (1L << 23) - 1;
  private static final String FORMAT = "%02x-%016x";
  private static final int SHARD_DIGITS = 2;

  private EventPosition() {}

  /** The position before all of an epoch. */
  static long start(long epoch) {
    if (epoch < 0 || epoch > LAST_EPOCH) {
      throw new IllegalArgumentException("epoch must be 0 to " + LAST_EPOCH + " but is " + epoch);
    }
    return epoch << (COUNT_BITS + PLACE_BITS);
  }

  /** The epoch of a position. */
  static long epoch(long position) {
    return position >>> (COUNT_BITS + PLACE_BITS);
  }

  /** The position of the first event of the record after the one that holds a position. */
  static long next(long position) {
    return last(position) + 1;
  }

  /** The position of the first event of the record that holds a position. */
  static long first(long position) {
    return position & -MOST_EVENTS;
  }

  /** The last position that the record which holds a position may have. */
  static long last(long position) {
    return position | (MOST_EVENTS - 1);
  }

  /** Id of the record that holds a position; ids of one shard are in the order of the positions. */
  static String id(int shard, long position) {
    return FORMAT.formatted(shard, first(position));
  }

  /** An id that is greater than all of a shard. */
  static String afterAll(int shard) {
    return FORMAT.formatted(shard, Long.MAX_VALUE);
  }

  /** The shard in an id. */
  static int shard(String id) {
    int shard = Integer.parseInt(id.substring(0, SHARD_DIGITS), 16);
    if (shard >= Ownership.SHARDS) {
      throw new IllegalArgumentException("no shard has the number " + shard);
    }
    return shard;
  }

  /** The position in an id. */
  static long position(String id) {
    return Long.parseLong(id.substring(SHARD_DIGITS + 1), 16);
  }
}
