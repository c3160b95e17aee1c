package io.novacron.cache.ignite.internal;

import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.IgniteException;
import org.apache.ignite.internal.IgniteEx;
import org.apache.ignite.internal.processors.cache.persistence.wal.WALPointer;
import org.apache.ignite.spi.metric.LongMetric;

/** What Ignite measures of its log. */
public final class GridMetrics {
  private final IgniteEx ignite;

  GridMetrics(IgniteEx ignite) {
    this.ignite = ignite;
  }

  /** Times that Ignite forced its log in the last 24 hours. */
  public long forces() {
    LongMetric metric =
        ignite.context().metric().registry("io.datastorage").findMetric("WalFsyncTimeNum");
    return metric == null ? 0 : metric.value();
  }

  /** Lets Ignite write a checkpoint now, and waits for its end. For measurements. */
  public void checkpoint() {
    try {
      ignite.context().cache().context().database().waitForCheckpoint("measurement");
    } catch (IgniteCheckedException e) {
      throw new IgniteException("the checkpoint was not written", e);
    }
  }

  /** Bytes written to the log since the store was made, to the last whole entry. */
  public long logBytes() {
    WALPointer end = ignite.context().cache().context().wal().lastWritePointer();
    return end.index() * ignite.configuration().getDataStorageConfiguration().getWalSegmentSize()
        + end.fileOffset();
  }
}
