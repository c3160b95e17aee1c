package io.novacron.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The hold of one process on its data. The operating system drops the lock when its process ends,
 * however it ends, so neither a kill nor a reused process id can leave it behind.
 */
final class DataLock implements AutoCloseable {
  private final FileChannel channel;

  private DataLock(FileChannel channel) {
    this.channel = channel;
  }

  static Path file(Path data) {
    return data.resolve("run").resolve("lock");
  }

  /** Whether a process holds the data now. Writes nothing. */
  static boolean isHeld(Path data) {
    Path file = file(data);
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      throw new LauncherException(
          ExitCode.REFUSED, "the lock " + file + " cannot be opened: " + Failures.reason(e));
    }
  }

  /**
   * Takes the data for this process.
   *
   * @return null if another process holds it
   * @throws LauncherException if the lock file cannot be made
   */
  static @Nullable DataLock tryTake(Path data) {
    Path file = file(data);
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() != null) {
        return new DataLock(channel);
      }
      channel.close();
      return null;
    } catch (OverlappingFileLockException e) {
      return null;
    } catch (IOException e) {
      throw new LauncherException(
          ExitCode.REFUSED, "the lock " + file + " cannot be taken: " + Failures.reason(e));
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
