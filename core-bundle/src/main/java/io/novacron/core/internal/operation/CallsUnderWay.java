package io.novacron.core.internal.operation;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Counts the calls that are sent and not recorded, so that a stop can wait for them. */
final class CallsUnderWay {
  private final CountDownLatch idle = new CountDownLatch(1);
  private int count;
  private boolean closed;

  /**
   * A call is about to be made.
   *
   * @return false when none may begin any more
   */
  synchronized boolean begin() {
    if (closed) {
      return false;
    }
    count++;
    return true;
  }

  /** A call was answered and the answer recorded. */
  synchronized void end() {
    count--;
    if (closed && count == 0) {
      idle.countDown();
    }
  }

  /**
   * Lets none begin any more and waits for those under way.
   *
   * @return whether all have ended within the grace
   */
  boolean close(Duration grace) {
    synchronized (this) {
      closed = true;
      if (count == 0) {
        return true;
      }
    }
    try {
      return idle.await(grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
