package io.novacron.provider.simulator.internal;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The directory of an account, held by one process at a time. It remembers that a log was begun, so
 * that a log that went missing is not taken for a first start.
 */
final class AccountDirectory implements AutoCloseable {
  private static final String LOCK = "account.lock";
  private static final String LOG = "transitions.log";
  private static final String BEGUN = "transitions.begun";

  private final Path path;
  private final FileChannel lockFile;

  private AccountDirectory(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /**
   * Takes hold of a directory.
   *
   * @throws io.novacron.api.error.ProblemException with UNAVAILABLE when another holds it or it
   *     cannot be written
   */
  static AccountDirectory hold(Path path) {
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              path.resolve(LOCK),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw unavailable(path, e);
    }
    try {
      if (!tryLock(channel)) {
        String holder = read(channel);
        closeQuietly(channel);
        throw Problem.builder(
                "simulator-data-in-use",
                Category.UNAVAILABLE,
                path + " is in use" + (holder.isEmpty() ? "" : " by process " + holder) + ".")
            .nextStep("Stop the other process, or give this one a data directory of its own.")
            .toException();
      }
      tellHolder(channel);
      return new AccountDirectory(path, channel);
    } catch (IOException e) {
      closeQuietly(channel);
      throw unavailable(path, e);
    }
  }

  Path log() {
    return path.resolve(LOG);
  }

  /** Where bytes cut off the end of the log are kept. */
  Path torn(long offset) {
    return path.resolve(LOG + ".torn-" + offset);
  }

  /** Whether a log was begun here at some time. */
  boolean begun() {
    return Files.exists(path.resolve(BEGUN));
  }

  /** Remembers that a log was begun. */
  void markBegun() throws IOException {
    Files.writeString(
        path.resolve(BEGUN),
        "Says that "
            + LOG
            + " was begun here. If it is missing, put it back from a copy, or remove this directory to begin"
            + " with no machines.\n");
    try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  @Override
  public void close() {
    closeQuietly(lockFile);
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(32);
    channel.read(buffer, 0);
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8).trim();
  }

  private static void tellHolder(FileChannel channel) {
    String process = Long.toString(ProcessHandle.current().pid());
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(process.getBytes(StandardCharsets.UTF_8)), 0);
    } catch (IOException e) {
      // Only for the other's message; the lock holds without it, also when the disk is full.
    }
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Closing releases the lock even when it reports an error.
    }
  }

  private static RuntimeException unavailable(Path path, IOException e) {
    return Problem.builder(
            "simulator-data-unavailable",
            Category.UNAVAILABLE,
            path + " cannot be used: " + LogFile.reason(e) + ".")
        .nextStep("See that the directory exists, may be written and that its disk has room.")
        .toException();
  }
}
