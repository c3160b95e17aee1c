package io.novacron.cache.ignite.internal;

import org.apache.ignite.configuration.WALMode;

/** How a write gets to the disk before it is acknowledged. */
public enum Durability {
  /** The log is written as transactions commit; one flush then serves all that wait for one. */
  GROUP_FLUSH(WALMode.LOG_ONLY, 1),

  /** Ignite itself forces the log in every commit; commits of several threads may share one. */
  NODE_FSYNC(WALMode.FSYNC, 32);

  private final WALMode walMode;
  private final int lanes;

  Durability(WALMode walMode, int lanes) {
    this.walMode = walMode;
    this.lanes = lanes;
  }

  WALMode walMode() {
    return walMode;
  }

  /**
   * How many threads commit. A group flush has one, which then knows that no write of ours is on
   * its way into the log while it is flushed.
   */
  int lanes() {
    return lanes;
  }
}
