package io.novacron.core.internal.space;

import java.io.IOException;

/** Measures the disk that state is kept on. */
@FunctionalInterface
public interface DiskSpace {
  /** Measures; may take as long as the file system does. */
  Measure measure() throws IOException;

  /**
   * What was measured.
   *
   * @param total bytes that the disk has
   * @param free bytes that may still be written
   */
  record Measure(long total, long free) {}
}
