package io.novacron.benchmarks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Asks for machines at a steady rate, whatever the answers take: how long an answer took is counted
 * from when the request was due, so that a server that falls behind cannot hide it.
 */
final class CreateLoad {
  /** Beyond this many requests without an answer the next one waits: the server takes 512. */
  private static final int MOST_OPEN = 400;

  private final ServerProcess server;
  private final Histogram latencies = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(5), 3);

  CreateLoad(ServerProcess server) {
    this.server = server;
  }

  /**
   * Asks for machines and waits for all answers.
   *
   * @param prefix begins their names
   * @param count how many
   * @param perSecond at which rate
   * @param placement what follows the name in the body, such as {@code "size": {...}}
   * @return seconds from the first request to the last answer
   */
  double run(String prefix, int count, double perSecond, String placement)
      throws InterruptedException {
    Semaphore open = new Semaphore(MOST_OPEN);
    AtomicReference<@Nullable String> refused = new AtomicReference<>();
    CompletableFuture<?>[] all = new CompletableFuture<?>[count];
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = begin + (long) (i * 1e9 / perSecond);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      open.acquire();
      String name = prefix + "-" + i;
      all[i] =
          server
              .post("/api/v1/vms", "{\"name\": \"" + name + "\", " + placement + "}", name)
              .whenComplete(
                  (answer, failure) -> {
                    open.release();
                    latencies.recordValue((System.nanoTime() - due) / 1_000);
                    if (answer == null || answer.statusCode() != 202) {
                      refused.compareAndSet(
                          null,
                          answer == null
                              ? String.valueOf(failure)
                              : answer.statusCode() + " " + answer.body());
                    }
                  });
    }
    CompletableFuture.allOf(all).exceptionally(failure -> null).join();
    String problem = refused.get();
    if (problem != null) {
      throw new IllegalStateException("not all creates were accepted, such as: " + problem);
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  /** A percentile of the time to an answer, in milliseconds. */
  double millis(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1e3;
  }
}
