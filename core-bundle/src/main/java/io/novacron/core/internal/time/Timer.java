package io.novacron.core.internal.time;

import java.time.Duration;

/** Runs short tasks later. Safe for use by many threads. */
@FunctionalInterface
public interface Timer {
  /**
   * Runs a task once, after a delay. The task must return at once.
   *
   * @param delay how long to wait; zero or less runs it as soon as possible, never on the calling
   *     thread's stack
   * @return cancels the task when it has not begun
   */
  Cancellation after(Duration delay, Runnable task);

  /** Takes back a task. */
  @FunctionalInterface
  interface Cancellation {
    /** Cancels the task when it has not begun; else does nothing. */
    void cancel();
  }
}
