package io.novacron.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** How often a disk can be made to keep 4 KiB, one after the other. */
final class DiskRate {
  private static final int BLOCK = 4096;

  private DiskRate() {}

  /** Appends a block and forces it, for a while; gives the forces per second. */
  static double measure(Path directory, Duration time) throws IOException {
    Path file = Files.createTempFile(directory, "disk-rate", ".bin");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
      long begin = System.nanoTime();
      long forces = 0;
      while (System.nanoTime() - begin < time.toNanos()) {
        block.clear();
        while (block.hasRemaining()) {
          channel.write(block);
        }
        channel.force(false);
        forces++;
      }
      return forces * 1e9 / (System.nanoTime() - begin);
    } finally {
      Files.delete(file);
    }
  }
}
