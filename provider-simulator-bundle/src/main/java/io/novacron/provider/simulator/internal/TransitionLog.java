package io.novacron.provider.simulator.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts transitions on disk: one thread writes whatever has queued up and forces it once for all of
 * it. Safe for use by many threads.
 *
 * <p>When a write fails, nothing of it counts: the file is cut back, all who wait are told, and the
 * owner is asked to go back to what the file says before anything new is taken.
 */
final class TransitionLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TransitionLog.class);
  private static final int QUEUE_LIMIT = 32_768;
  private static final int BATCH_LIMIT = 4_096;
  private static final long CLOSE_LIMIT_MILLIS = 10_000;
  private static final long RETRY_SECONDS = 1;
  private static final Entry END = new Entry(List.of());

  private final LogFile file;
  private final Rollback rollback;
  private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(QUEUE_LIMIT + 1);
  private final Thread writer;
  private CompletableFuture<Void> latest = CompletableFuture.completedFuture(null);
  private @Nullable String failure;
  private boolean closed;

  /** Brings the owner back to what the file says; called by the writer's thread. */
  interface Rollback {
    void toFile() throws IOException;
  }

  /**
   * Transitions that wait. No record: the platform would keep its class through the equals of
   * records.
   */
  private static final class Entry {
    private final List<Transition> transitions;
    private final CompletableFuture<Void> written = new CompletableFuture<>();

    Entry(List<Transition> transitions) {
      this.transitions = transitions;
    }
  }

  /**
   * Starts to write.
   *
   * @param account name for the thread
   * @param file the file, which is closed with this
   * @param rollback called after a write failed
   */
  TransitionLog(String account, LogFile file, Rollback rollback) {
    this.file = file;
    this.rollback = rollback;
    this.writer = new Thread(this::write, "novacron-simulator-log-" + account);
    writer.setDaemon(true);
    writer.start();
  }

  /** Why nothing can be written now, absent when it can. */
  synchronized @Nullable String failure() {
    return failure;
  }

  /** Whether there is room. Exact for a caller that is the only one to submit. */
  synchronized boolean hasRoom() {
    return queue.size() < QUEUE_LIMIT;
  }

  /**
   * Queues transitions, to be written together or not at all. The order of calls is the order in
   * the file.
   *
   * @return completes when they are on disk; fails with a {@link LogUnavailableException}
   */
  synchronized CompletableFuture<Void> submit(List<Transition> transitions) {
    Entry entry = new Entry(transitions);
    if (closed || failure != null) {
      entry.written.completeExceptionally(
          new LogUnavailableException(failure == null ? "The account is closed." : failure, true));
    } else if (!queue.offer(entry)) {
      entry.written.completeExceptionally(
          new LogUnavailableException("Too many transitions wait to be written.", true));
    }
    latest = entry.written;
    return entry.written;
  }

  /** Completes when all that was submitted before is on disk. */
  synchronized CompletableFuture<Void> barrier() {
    return latest;
  }

  /** Writes what is queued, then ends the thread and closes the file. Idempotent. */
  @Override
  public void close() {
    synchronized (this) {
      if (!closed) {
        closed = true;
        // The queue has one place more than submit uses, or the writer is about to make room.
        while (!queue.offer(END)) {
          Thread.onSpinWait();
        }
      }
    }
    try {
      writer.join(CLOSE_LIMIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    file.close();
  }

  private void write() {
    List<Entry> batch = new ArrayList<>();
    try {
      boolean end = false;
      while (!end) {
        batch.clear();
        batch.add(queue.take());
        queue.drainTo(batch, BATCH_LIMIT);
        end = batch.remove(END);
        if (!write(batch)) {
          end = recover(end);
        }
      }
    } catch (InterruptedException e) {
      LOG.warn("msg=\"log writer was interrupted\" thread={}", writer.getName());
      fail(List.of(), "The log writer was interrupted.", false);
    }
  }

  private boolean write(List<Entry> batch) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (Entry entry : batch) {
      for (Transition transition : entry.transitions) {
        lines.writeBytes(TransitionCodec.encode(transition).encode());
      }
    }
    try {
      if (lines.size() > 0) {
        file.append(lines.toByteArray());
      }
    } catch (IOException e) {
      String reason = "The log cannot be written: " + LogFile.reason(e) + ".";
      LOG.error("msg=\"{}\" thread={} transitions={}", reason, writer.getName(), batch.size());
      fail(batch, reason, rollBack());
      return false;
    }
    batch.forEach(entry -> entry.written.complete(null));
    return true;
  }

  private boolean rollBack() {
    try {
      file.rollBack();
      return true;
    } catch (IOException e) {
      LOG.error("msg=\"the log could not be cut back\" reason=\"{}\"", LogFile.reason(e));
      return false;
    }
  }

  private void fail(List<Entry> batch, String reason, boolean undone) {
    List<Entry> failed = new ArrayList<>(batch);
    synchronized (this) {
      failure = reason;
      boolean end = queue.contains(END);
      queue.drainTo(failed);
      if (end) {
        failed.remove(END);
        queue.add(END);
      }
    }
    LogUnavailableException cause = new LogUnavailableException(reason, undone);
    failed.forEach(entry -> entry.written.completeExceptionally(cause));
  }

  /** Tries until the owner is at one with the file again, or the end is asked for. */
  private boolean recover(boolean end) throws InterruptedException {
    boolean closing = end;
    while (!closing) {
      try {
        file.rollBack();
        rollback.toFile();
        return false;
      } catch (IOException e) {
        LOG.error("msg=\"the log cannot be read back\" reason=\"{}\"", LogFile.reason(e));
        closing = END.equals(queue.poll(RETRY_SECONDS, TimeUnit.SECONDS));
      }
    }
    return true;
  }

  /** Takes transitions again. Called by the owner when it is at one with the file. */
  synchronized void resume() {
    failure = null;
    latest = CompletableFuture.completedFuture(null);
  }
}
