package io.novacron.rest.internal;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads on which answers are built and written. */
final class AnswerThreads {
  private static final int LEAST = 8;
  private static final int PER_PROCESSOR = 4;
  private static final long IDLE_SECONDS = 30;

  private AnswerThreads() {}

  /** Starts none yet: threads come with work, and end when there is none. */
  static ThreadPoolExecutor start() {
    int most = Math.max(LEAST, PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
    AtomicInteger number = new AtomicInteger();
    ThreadFactory factory =
        task -> {
          Thread thread = new Thread(task, "novacron-rest-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        };
    // What waits here is bounded by the admission of requests: each has one answer to be written at
    // most.
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }
}
