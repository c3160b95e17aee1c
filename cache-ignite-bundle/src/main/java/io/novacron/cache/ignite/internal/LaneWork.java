package io.novacron.cache.ignite.internal;

import io.novacron.api.store.StateStoreException;

/** One thing for a lane to do, and whom to tell. */
interface LaneWork {
  /** How much heap it takes while it waits, in bytes. */
  long bytes();

  /**
   * Changes memory and the log, all or nothing. Called once, on the lane's thread.
   *
   * @throws StateStoreException when it is refused, with nothing changed
   */
  void apply(BatchChanges changes);

  /** Whether what was applied must be on the disk before it is acknowledged. */
  boolean needsFlush();

  /** Tells that it is done and safe. */
  void acknowledge();

  /** Tells that it was refused, or may be lost. */
  void fail(StateStoreException reason);
}
