package io.novacron.cache.ignite.internal;

import io.novacron.api.store.Ownership;
import io.novacron.api.store.StateStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.IgniteException;
import org.apache.ignite.internal.IgniteEx;
import org.jspecify.annotations.Nullable;

/** The embedded Ignite with the store on it, from open to close. */
public final class StateEngine implements AutoCloseable {
  private static final int READERS = Math.max(2, Runtime.getRuntime().availableProcessors());
  private static final int MOST_READS_WAITING = 1 << 14;

  private final EmbeddedGrid grid;
  private final @Nullable LogFlush flush;
  private final CommitLanes lanes;
  private final ExecutorService readers;
  private final ExecutorService replies;
  private final IgniteStateStore store;
  private final IgniteOwnership ownership;
  private final long records;

  private StateEngine(
      EmbeddedGrid grid,
      Durability durability,
      Set<String> unflushedKinds,
      Clock clock,
      Consumer<Throwable> onBroken) {
    this.grid = grid;
    IgniteEx ignite = grid.ignite();
    RecordCache cache =
        new RecordCache(ignite, ignite.getOrCreateCache(GridConfiguration.stateCache()));
    StoreFormat.verify(cache);
    StoreCounters counters = new StoreCounters();
    TransactionApplier applier = new TransactionApplier(cache, counters, clock);
    Indexes indexes = new Indexes();
    ClaimTable claims = new ClaimTable();
    new Rebuild(ignite, cache, applier, indexes, claims).run();
    this.records = indexes.size();
    UnflushedWrites unflushed = new UnflushedWrites();
    LogFlush logFlush = durability == Durability.GROUP_FLUSH ? settled(ignite) : null;
    this.flush = logFlush;
    this.readers = pool("novacron-store-read-", READERS, MOST_READS_WAITING);
    // One thread, so that outcomes are told in the order of the log. What waits here was admitted.
    this.replies =
        new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("novacron-store-reply-"));
    this.lanes =
        new CommitLanes(
            durability.lanes(),
            (number, admission) ->
                new CommitLane(
                    "novacron-store-commit-" + (number + 1),
                    admission,
                    () -> new BatchChanges(unflushed, indexes, claims),
                    logFlush,
                    replies,
                    onBroken));
    this.store =
        new IgniteStateStore(
            lanes,
            applier,
            new RecordReader(cache, unflushed, indexes),
            readers,
            counters,
            () -> logFlush == null ? new GridMetrics(ignite).forces() : logFlush.count(),
            unflushedKinds);
    this.ownership = new IgniteOwnership(lanes, cache, claims, clock);
    lanes.start();
  }

  /**
   * Starts Ignite and opens the store; this takes seconds.
   *
   * @param unflushedKinds kinds of record whose writes may be acknowledged before they are on the
   *     disk
   * @param onBroken told, perhaps more than once and on any thread, when the store can no longer be
   *     written; the process must then end, and what was acknowledged is there at the next start
   */
  public static StateEngine open(
      StoreSettings settings,
      Durability durability,
      Set<String> unflushedKinds,
      Clock clock,
      Consumer<Throwable> onBroken) {
    EmbeddedGrid grid = new EmbeddedGrid(settings, durability, onBroken);
    try {
      return new StateEngine(grid, durability, unflushedKinds, clock, onBroken);
    } catch (RuntimeException | Error e) {
      grid.close();
      throw e;
    }
  }

  public StateStore store() {
    return store;
  }

  public Ownership ownership() {
    return ownership;
  }

  /** What Ignite measures of itself. */
  public GridMetrics metrics() {
    return new GridMetrics(grid.ignite());
  }

  /** How many records there were when it was opened. */
  long recordsAtOpen() {
    return records;
  }

  /** Does what waits, refuses what comes, and stops Ignite. */
  @Override
  public void close() {
    lanes.close("the state store is closing");
    try {
      lanes.stop();
      end(readers);
      end(replies);
      if (flush != null) {
        flush.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      grid.close();
    }
  }

  private static LogFlush settled(IgniteEx ignite) {
    LogFlush flush = new LogFlush(ignite);
    try {
      flush.settle();
    } catch (IgniteCheckedException | IOException e) {
      throw new IgniteException("the log could not be forced to the disk", e);
    }
    return flush;
  }

  private static void end(ExecutorService executor) throws InterruptedException {
    executor.shutdown();
    if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
      executor.shutdownNow();
    }
  }

  private static ExecutorService pool(String name, int threads, int mostWaiting) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(mostWaiting),
            named(name));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static ThreadFactory named(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return work -> new Thread(work, prefix + number.incrementAndGet());
  }
}
