package io.novacron.security.internal.audit;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.security.AuditLog;
import io.novacron.api.security.AuditRecord;
import io.novacron.api.store.RevisionConflictException;
import io.novacron.api.store.StateStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log of one node: a bounded queue before a single writer, which puts all that waits into
 * one transaction. While one transaction is on its way the next is gathered, so many callers share
 * a flush of the disk.
 *
 * <p>After a failure the writer reads where the chain ends before it goes on, so a transaction
 * whose acknowledgement was lost is neither repeated nor forgotten. Stages complete on the thread
 * of the executor, one after the other: go on elsewhere for longer work.
 */
public final class ChainedAuditLog implements AuditLog {
  private static final Logger LOG = LoggerFactory.getLogger(ChainedAuditLog.class);
  private static final int MOST_CONFLICTS = 3;

  private final Supplier<@Nullable StateStore> store;
  private final Executor executor;
  private final int capacity;
  private final AuditWriter writer;

  private final Object lock = new Object();
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private boolean writing;
  private @Nullable CountDownLatch closed;

  // Only the one write that is under way touches these two.
  private AuditWriter.@Nullable Position position;
  private int conflicts;
  private volatile @Nullable ChainEnd end;

  /**
   * Makes a log that resumes its chain at the first append.
   *
   * @param chain name of the node
   * @param store the state store while it is there
   * @param executor one thread; must outlive {@link #close}
   * @param capacity most records that wait, 1 or more; more are refused
   */
  public ChainedAuditLog(
      String chain, Supplier<@Nullable StateStore> store, Executor executor, int capacity) {
    this(new AuditLayout(chain, AuditLayout.SEGMENT_SIZE), store, executor, capacity);
  }

  ChainedAuditLog(
      AuditLayout layout, Supplier<@Nullable StateStore> store, Executor executor, int capacity) {
    this.store = store;
    this.executor = executor;
    this.capacity = capacity;
    this.writer = new AuditWriter(layout);
  }

  @Override
  public CompletionStage<Void> append(AuditRecord entry) {
    Waiting waiting = new Waiting(entry, new CompletableFuture<>());
    boolean begin;
    synchronized (lock) {
      if (closed != null) {
        return CompletableFuture.failedStage(unavailable("the audit log is closed"));
      }
      if (queue.size() >= capacity) {
        return CompletableFuture.failedStage(
            unavailable("the audit log has " + capacity + " records waiting to be written"));
      }
      queue.add(waiting);
      begin = !writing;
      writing = true;
    }
    if (begin) {
      executor.execute(this::writeNext);
    }
    return waiting.done().minimalCompletionStage();
  }

  /** The last link that this log wrote or found; null before the first append. */
  @Nullable ChainEnd end() {
    return end;
  }

  /** Refuses new records and waits until those that wait are written, or the time is up. */
  public void close(Duration limit) throws InterruptedException {
    CountDownLatch drained = new CountDownLatch(1);
    synchronized (lock) {
      closed = drained;
      if (!writing) {
        return;
      }
    }
    if (!drained.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("audit=closed unwritten={}", take(Integer.MAX_VALUE).size());
    }
  }

  private void writeNext() {
    StateStore current = store.get();
    if (current == null) {
      fail(take(Integer.MAX_VALUE), unavailable("the state store is not there"));
      goOn();
      return;
    }
    if (position != null) {
      write(current, position);
      return;
    }
    writer
        .position(current)
        .whenCompleteAsync(
            (found, failure) -> {
              if (failure != null) {
                fail(take(Integer.MAX_VALUE), unwritable(failure));
                goOn();
              } else {
                write(current, found);
              }
            },
            executor);
  }

  private void write(StateStore current, AuditWriter.Position from) {
    position = from;
    end = from.end();
    List<Waiting> batch = take(writer.room(from));
    if (batch.isEmpty()) {
      goOn();
      return;
    }
    AuditWriter.Links links = writer.chain(from, batch.stream().map(Waiting::entry).toList());
    writer
        .write(current, links)
        .whenCompleteAsync(
            (written, failure) -> {
              if (failure == null) {
                written(batch, links.after());
              } else {
                settle(current, batch, links, cause(failure));
              }
            },
            executor);
  }

  private void written(List<Waiting> batch, AuditWriter.Position after) {
    position = after;
    end = after.end();
    conflicts = 0;
    // First the next write, so that the disk is not idle while callers are answered.
    goOn();
    batch.forEach(waiting -> waiting.done().complete(null));
  }

  /** Finds out whether a write that failed was applied all the same. */
  private void settle(
      StateStore current, List<Waiting> batch, AuditWriter.Links links, Throwable failure) {
    position = null;
    writer
        .position(current)
        .whenCompleteAsync(
            (found, unread) -> {
              if (unread == null && failure instanceof RevisionConflictException) {
                again(batch);
              } else if (unread == null && found.end().equals(links.after().end())) {
                written(batch, found);
              } else {
                fail(batch, unwritable(failure));
                goOn();
              }
            },
            executor);
  }

  /** Chains the records behind what another writer put there first. */
  private void again(List<Waiting> batch) {
    conflicts++;
    if (conflicts <= MOST_CONFLICTS) {
      putBack(batch);
    } else {
      conflicts = 0;
      fail(batch, unavailable("the audit chain is written by another node of the same name"));
    }
    goOn();
  }

  private List<Waiting> take(int most) {
    synchronized (lock) {
      List<Waiting> taken = new ArrayList<>(Math.min(most, queue.size()));
      while (taken.size() < most && !queue.isEmpty()) {
        taken.add(queue.remove());
      }
      return taken;
    }
  }

  private void putBack(List<Waiting> batch) {
    synchronized (lock) {
      for (int i = batch.size() - 1; i >= 0; i--) {
        queue.addFirst(batch.get(i));
      }
    }
  }

  private void goOn() {
    synchronized (lock) {
      if (queue.isEmpty()) {
        writing = false;
        if (closed != null) {
          closed.countDown();
        }
        return;
      }
    }
    executor.execute(this::writeNext);
  }

  private static void fail(List<Waiting> batch, ProblemException problem) {
    batch.forEach(waiting -> waiting.done().completeExceptionally(problem));
  }

  private static ProblemException unwritable(Throwable failure) {
    LOG.warn("audit=unwritable reason=\"{}\"", cause(failure).toString());
    return unavailable("the state store did not keep the audit record");
  }

  private static ProblemException unavailable(String detail) {
    return Problem.builder("audit-unavailable", Category.UNAVAILABLE, detail)
        .retryAfter(Duration.ofSeconds(1))
        .nextStep("Nothing is changed without an audit record; try again shortly.")
        .toException();
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private record Waiting(AuditRecord entry, CompletableFuture<Void> done) {}
}
