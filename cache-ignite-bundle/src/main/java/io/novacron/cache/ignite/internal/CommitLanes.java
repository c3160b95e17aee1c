package io.novacron.cache.ignite.internal;

import io.novacron.api.store.StoreUnavailableException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** The lanes of a store. All work on one shard goes through one lane, in its order. */
final class CommitLanes {
  /** Operations that may be under way at once, with room for what each has to write. */
  private static final int MOST_WAITING = 1 << 15;

  private static final long MOST_BYTES = 64L << 20;

  private final Admission admission = new Admission("commits", MOST_WAITING, MOST_BYTES);
  private final List<CommitLane> lanes;

  CommitLanes(int count, BiFunction<Integer, Admission, CommitLane> make) {
    this.lanes = IntStream.range(0, count).mapToObj(i -> make.apply(i, admission)).toList();
  }

  void start() {
    lanes.forEach(CommitLane::start);
  }

  int laneOf(int shard) {
    return shard % lanes.size();
  }

  /**
   * Lets a lane do a piece of work.
   *
   * @throws StoreUnavailableException when too much waits, or the store is closing
   */
  void submit(int lane, LaneWork work) {
    lanes.get(lane).submit(work);
  }

  /** Takes no more work. */
  void close(String reason) {
    admission.close(reason);
  }

  /** Does what waits, then ends the threads. To be called after {@link #close}. */
  void stop() throws InterruptedException {
    for (CommitLane lane : lanes) {
      lane.stop();
    }
  }
}
