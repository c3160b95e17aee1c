package io.novacron.benchmarks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Keeps a number of things going at once until all are done, and takes the time. */
final class ClosedLoop {
  private final int width;
  private final int count;
  private final IntFunction<CompletionStage<?>> work;
  private final AtomicInteger next = new AtomicInteger();

  private ClosedLoop(int width, int count, IntFunction<CompletionStage<?>> work) {
    this.width = width;
    this.count = count;
    this.work = work;
  }

  /**
   * Runs one.
   *
   * @param width how many are under way at a time
   * @param count how many in all
   * @param work begins one, by its number
   * @return how many were done in a second
   */
  static double perSecond(int width, int count, IntFunction<CompletionStage<?>> work) {
    return new ClosedLoop(width, count, work).run();
  }

  private double run() {
    long begin = System.nanoTime();
    CompletableFuture<?>[] lanes = new CompletableFuture<?>[width];
    for (int i = 0; i < width; i++) {
      CompletableFuture<Void> lane = new CompletableFuture<>();
      lanes[i] = lane;
      goOn(lane);
    }
    CompletableFuture.allOf(lanes).join();
    return count * 1e9 / (System.nanoTime() - begin);
  }

  private void goOn(CompletableFuture<Void> lane) {
    int number = next.getAndIncrement();
    if (number >= count) {
      lane.complete(null);
      return;
    }
    work.apply(number)
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                goOn(lane);
              } else {
                lane.completeExceptionally(failure);
              }
            });
  }
}
