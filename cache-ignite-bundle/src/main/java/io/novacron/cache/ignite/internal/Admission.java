package io.novacron.cache.ignite.internal;

import io.novacron.api.store.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what waits, by number and by bytes, and turns away what comes while the store is closing.
 */
final class Admission {
  private final String what;
  private final int mostWaiting;
  private final long mostBytes;
  private int waiting;
  private long bytes;
  private @Nullable String closed;

  /**
   * Makes an open one.
   *
   * @param what what is let in, in the plural, for messages
   * @param mostWaiting how many may wait
   * @param mostBytes how many bytes may wait; a single one that is larger may still pass when
   *     nothing waits
   */
  Admission(String what, int mostWaiting, long mostBytes) {
    this.what = what;
    this.mostWaiting = mostWaiting;
    this.mostBytes = mostBytes;
  }

  /**
   * Lets one in.
   *
   * @throws StoreUnavailableException when there are too many, or none is let in any more
   */
  synchronized void enter(long size) {
    if (closed != null) {
      throw new StoreUnavailableException(closed, null);
    }
    if (waiting >= mostWaiting || (waiting > 0 && bytes + size > mostBytes)) {
      throw new StoreUnavailableException(
          "the state store is overloaded: "
              + waiting
              + " "
              + what
              + " of "
              + bytes
              + " bytes wait; nothing was done, try again later",
          null);
    }
    waiting++;
    bytes += size;
  }

  synchronized void leave(long size) {
    waiting--;
    bytes -= size;
  }

  /** Lets nobody in any more. */
  synchronized void close(String reason) {
    if (closed == null) {
      closed = reason;
    }
  }
}
