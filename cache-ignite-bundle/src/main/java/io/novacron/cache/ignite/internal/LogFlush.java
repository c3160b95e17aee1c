package io.novacron.cache.ignite.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.internal.IgniteEx;
import org.apache.ignite.internal.processors.cache.GridCacheSharedContext;
import org.apache.ignite.internal.processors.cache.persistence.GridCacheDatabaseSharedManager;
import org.apache.ignite.internal.processors.cache.persistence.checkpoint.CheckpointListener;
import org.apache.ignite.internal.processors.cache.persistence.wal.WALPointer;
import org.jspecify.annotations.Nullable;

/**
 * Forces Ignite's log to the disk.
 *
 * <p>Two races in Ignite's own forcing (2.18.0, log mapped to memory) are closed here. It remembers
 * as forced all that was written when it ends, not when it began. So a checkpoint that begins
 * meanwhile could leave its mark unforced: it is held off for as long as the flush takes. And a
 * checkpoint's own force could make ours a no-operation: when one was under way, the file is forced
 * once more.
 *
 * <p>Called by one thread at a time, which writes nothing to the log meanwhile.
 */
final class LogFlush implements CheckpointListener, AutoCloseable {
  private final GridCacheSharedContext<?, ?> context;
  private final GridCacheDatabaseSharedManager database;
  private final AtomicLong checkpointsBegun = new AtomicLong();
  private final AtomicLong checkpointsEnded = new AtomicLong();
  private final LongAdder flushes = new LongAdder();
  private @Nullable FileChannel segment;
  private long segmentIndex = -1;

  LogFlush(IgniteEx ignite) {
    this.context = ignite.context().cache().context();
    this.database = (GridCacheDatabaseSharedManager) context.database();
    database.addCheckpointListener(this);
  }

  /**
   * Puts on the disk what an earlier process may have left in the memory of the operating system.
   */
  void settle() throws IgniteCheckedException, IOException {
    flush(-1);
  }

  /** How many checkpoints have begun; to be read before the writes that a flush is for. */
  long checkpoints() {
    return checkpointsBegun.get();
  }

  /**
   * Returns when all that was logged before is on the disk.
   *
   * @param checkpointsBefore what {@link #checkpoints} gave before the writes
   */
  void flush(long checkpointsBefore) throws IgniteCheckedException, IOException {
    WALPointer end;
    database.checkpointReadLock();
    try {
      end = context.wal().flush(null, true);
    } finally {
      database.checkpointReadUnlock();
    }
    flushes.increment();
    boolean undisturbed =
        checkpointsBegun.get() == checkpointsBefore && checkpointsEnded.get() == checkpointsBefore;
    if (!undisturbed) {
      force(end.index());
      flushes.increment();
    }
  }

  /** Times that the log was forced. */
  long count() {
    return flushes.sum();
  }

  private void force(long index) throws IOException {
    FileChannel open = segment;
    if (open == null || index != segmentIndex) {
      close();
      // Segments before this one were forced when the log went on to the next.
      open = FileChannel.open(file(index), StandardOpenOption.WRITE);
      segment = open;
      segmentIndex = index;
    }
    open.force(false);
  }

  /** Segments take turns in a fixed number of files. */
  private Path file(long index) {
    int files = context.gridConfig().getDataStorageConfiguration().getWalSegments();
    return context
        .kernalContext()
        .pdsFolderResolver()
        .fileTree()
        .walSegment(index % files)
        .toPath();
  }

  @Override
  public void close() throws IOException {
    FileChannel open = segment;
    segment = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void beforeCheckpointBegin(Context checkpoint) {
    checkpointsBegun.incrementAndGet();
  }

  @Override
  public void onMarkCheckpointBegin(Context checkpoint) {
    // Counted already, before anything of it was logged.
  }

  @Override
  public void onCheckpointBegin(Context checkpoint) {
    // Counted already, before anything of it was logged.
  }

  @Override
  public void afterCheckpointEnd(Context checkpoint) {
    // Checkpoints follow each other, so the last one begun is the one that ended.
    checkpointsEnded.set(checkpointsBegun.get());
  }
}
