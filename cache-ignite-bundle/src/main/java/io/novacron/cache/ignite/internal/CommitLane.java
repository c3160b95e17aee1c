package io.novacron.cache.ignite.internal;

import io.novacron.api.store.StateStoreException;
import io.novacron.api.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread that applies what waits in batches, with one flush for each batch. While a batch is
 * flushed the next one gathers, so the flushes adapt to the load by themselves.
 *
 * <p>The thread is never interrupted, since that would close the files under Ignite.
 */
final class CommitLane {
  private static final int BATCH = 256;
  private static final LaneWork STOP = new StopWork();

  private final BlockingQueue<LaneWork> queue = new LinkedBlockingQueue<>();
  private final Admission admission;
  private final Supplier<BatchChanges> changes;
  private final @Nullable LogFlush flush;
  private final Executor replies;
  private final Consumer<Throwable> onBroken;
  private final Thread thread;
  private @Nullable StateStoreException broken;

  /**
   * Makes a lane that has not started.
   *
   * @param name name of its thread
   * @param admission what bounds the queue, shared by all lanes
   * @param changes makes the changes of a batch
   * @param flush forces the log; null when commits do so themselves
   * @param replies where outcomes are told
   * @param onBroken told once when the store can no longer be written
   */
  CommitLane(
      String name,
      Admission admission,
      Supplier<BatchChanges> changes,
      @Nullable LogFlush flush,
      Executor replies,
      Consumer<Throwable> onBroken) {
    this.admission = admission;
    this.changes = changes;
    this.flush = flush;
    this.replies = replies;
    this.onBroken = onBroken;
    this.thread = new Thread(this::run, name);
  }

  void start() {
    thread.start();
  }

  /**
   * Lets the lane do a piece of work.
   *
   * @throws StoreUnavailableException when too much waits, or the store is closing
   */
  void submit(LaneWork work) {
    admission.enter(work.bytes());
    queue.add(work);
  }

  /** Does what waits, then ends the thread. Nothing may be submitted any more. */
  void stop() throws InterruptedException {
    queue.add(STOP);
    thread.join();
  }

  private void run() {
    List<LaneWork> batch = new ArrayList<>(BATCH);
    while (true) {
      try {
        batch.add(queue.take());
      } catch (InterruptedException e) {
        // Nobody of ours interrupts it, and what waits must still be done.
        continue;
      }
      queue.drainTo(batch, BATCH - 1);
      boolean last = batch.remove(STOP);
      process(List.copyOf(batch));
      batch.clear();
      if (last) {
        return;
      }
    }
  }

  private void process(List<LaneWork> batch) {
    List<Outcome> outcomes = new ArrayList<>(batch.size());
    BatchChanges batchChanges = changes.get();
    long checkpoints = flush == null ? 0 : flush.checkpoints();
    boolean needsFlush = false;
    for (LaneWork work : batch) {
      StateStoreException refusal = broken;
      if (refusal == null) {
        try {
          work.apply(batchChanges);
          needsFlush |= work.needsFlush();
        } catch (StateStoreException e) {
          refusal = e;
        } catch (RuntimeException | Error e) {
          refusal = breakDown(e);
        }
      }
      outcomes.add(new Outcome(work, refusal));
    }
    if (needsFlush && flush != null && broken == null) {
      try {
        flush.flush(checkpoints);
      } catch (Exception | Error e) {
        breakDown(e);
      }
    }
    StateStoreException lost = broken;
    if (lost == null) {
      batchChanges.publish();
    } else {
      // What was applied may or may not reach the disk, so it stays hidden.
      outcomes.replaceAll(outcome -> outcome.refusal() == null ? outcome.refused(lost) : outcome);
    }
    // A refusal is told after the flush too: the write that it lost against may be in this batch.
    replies.execute(() -> outcomes.forEach(this::reply));
  }

  private void reply(Outcome outcome) {
    admission.leave(outcome.work().bytes());
    StateStoreException refusal = outcome.refusal();
    if (refusal == null) {
      outcome.work().acknowledge();
    } else {
      outcome.work().fail(refusal);
    }
  }

  private StateStoreException breakDown(Throwable cause) {
    StateStoreException reason =
        new StoreUnavailableException("the state store broke: " + RootCause.describe(cause), cause);
    broken = reason;
    admission.close("the state store broke: " + RootCause.describe(cause));
    onBroken.accept(cause);
    return reason;
  }

  private record Outcome(LaneWork work, @Nullable StateStoreException refusal) {
    Outcome refused(StateStoreException reason) {
      return new Outcome(work, reason);
    }
  }

  /** Marks the end of the queue. */
  private static final class StopWork implements LaneWork {
    @Override
    public long bytes() {
      return 0;
    }

    @Override
    public void apply(BatchChanges changes) {
      throw new IllegalStateException("the end of the queue is nothing to do");
    }

    @Override
    public boolean needsFlush() {
      return false;
    }

    @Override
    public void acknowledge() {
      throw new IllegalStateException("the end of the queue is nothing to tell");
    }

    @Override
    public void fail(StateStoreException reason) {
      throw new IllegalStateException("the end of the queue is nothing to tell", reason);
    }
  }
}
