package io.novacron.core.internal.batch;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Does many pieces of asynchronous work with a bounded number of them under way at a time. */
public final class Windowed {
  private final int count;
  private final Executor executor;
  private final IntFunction<CompletionStage<Void>> work;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger lanes;
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  private Windowed(
      int count, int width, Executor executor, IntFunction<CompletionStage<Void>> work) {
    this.count = count;
    this.executor = executor;
    this.work = work;
    lanes = new AtomicInteger(width);
  }

  /**
   * Does the work.
   *
   * @param count how many pieces there are
   * @param width how many may be under way at a time
   * @param executor begins each piece
   * @param work begins the piece of a number
   * @return completes when all are done; fails with the first failure of a piece
   */
  public static CompletionStage<Void> run(
      int count, int width, Executor executor, IntFunction<CompletionStage<Void>> work) {
    Windowed run = new Windowed(count, width, executor, work);
    for (int i = 0; i < width; i++) {
      run.begin();
    }
    return run.done;
  }

  private void begin() {
    try {
      executor.execute(this::step);
    } catch (RejectedExecutionException e) {
      done.completeExceptionally(e);
    }
  }

  private void step() {
    int piece = next.getAndIncrement();
    if (piece >= count || done.isDone()) {
      if (lanes.decrementAndGet() == 0) {
        done.complete(null);
      }
      return;
    }
    CompletionStage<Void> begun;
    try {
      begun = work.apply(piece);
    } catch (RuntimeException e) {
      begun = CompletableFuture.failedFuture(e);
    }
    begun.whenComplete(
        (result, failure) -> {
          if (failure != null) {
            done.completeExceptionally(failure);
          }
          begin();
        });
  }
}
