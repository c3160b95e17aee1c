package io.novacron.provider.simulator.internal;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a log: begins it, reads it, repairs its tail, appends to it. Not thread-safe, save
 * that it may be read by one thread at a time while nothing is appended.
 */
final class LogFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogFile.class);
  private static final String FORMAT = "1";
  private static final String FIRST_EVENT = "log";
  private static final int CHUNK = 1 << 16;

  private final Path path;
  private final FileChannel channel;
  private long length;

  private LogFile(Path path, FileChannel channel, long length) {
    this.path = path;
    this.channel = channel;
    this.length = length;
  }

  /**
   * Opens the log of an account, or begins it when there never was one.
   *
   * @param to gets every transition in the log, in order
   * @throws io.novacron.api.error.ProblemException with UNAVAILABLE when it is missing, damaged, of
   *     another cloud, or cannot be used
   */
  static LogFile open(
      AccountDirectory directory,
      String account,
      String cloud,
      Instant now,
      Consumer<Transition> to) {
    Path path = directory.log();
    boolean empty = !Files.exists(path) || path.toFile().length() == 0;
    if (empty && directory.begun()) {
      throw Problem.builder(
              "simulator-log-missing",
              Category.UNAVAILABLE,
              path + " is missing or empty, though machines may have been made.")
          .nextStep(
              "Put the file back from a copy, or remove "
                  + path.getParent()
                  + " to begin with no machines.")
          .toException();
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      LogFile file = new LogFile(path, channel, 0);
      file.length = file.read(cloud, to);
      file.cutTail(directory);
      if (file.length == 0) {
        file.append(
            TransitionLine.begin(0, now, FIRST_EVENT)
                .with("format", FORMAT)
                .with("cloud", cloud)
                .with("account", account)
                .encode());
      }
      if (!directory.begun()) {
        directory.markBegun();
      }
      return file;
    } catch (IOException e) {
      closeQuietly(channel);
      throw Problem.builder(
              "simulator-log-unavailable",
              Category.UNAVAILABLE,
              path + " cannot be used: " + reason(e) + ".")
          .nextStep("See that the file may be read and written and that its disk has room.")
          .toException();
    } catch (RuntimeException e) {
      closeQuietly(channel);
      throw e;
    }
  }

  /**
   * Appends bytes and forces them to disk. When it fails, {@link #rollBack} takes back what was
   * written in part.
   */
  void append(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long position = length;
    while (buffer.hasRemaining()) {
      position += channel.write(buffer, position);
    }
    channel.force(false);
    length = position;
  }

  /** Cuts the file to the length it had after the last append that succeeded. */
  void rollBack() throws IOException {
    channel.truncate(length);
    channel.force(false);
  }

  /** Reads all transitions again. */
  void replay(String cloud, Consumer<Transition> to) throws IOException {
    try {
      read(cloud, to);
    } catch (ProblemException e) {
      throw new IOException(e.problem().detail(), e);
    }
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }

  /** What went wrong, in a few words. */
  static String reason(IOException e) {
    String reason =
        e instanceof FileSystemException file && file.getReason() != null
            ? file.getReason()
            : e.getMessage();
    return reason == null
        ? e.getClass().getSimpleName()
        : e.getClass().getSimpleName() + ": " + reason;
  }

  /** Reads whole lines and returns where they end. */
  private long read(String cloud, Consumer<Transition> to) throws IOException {
    LineChecker checker = new LineChecker(cloud, to);
    byte[] chunk = new byte[CHUNK];
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    long offset = 0;
    long size = channel.size();
    try (InputStream in = Files.newInputStream(path)) {
      while (offset < size) {
        int count = in.read(chunk, 0, (int) Math.min(chunk.length, size - offset));
        if (count < 0) {
          throw new EOFException("it became shorter while it was read");
        }
        int start = 0;
        for (int i = 0; i < count; i++) {
          if (chunk[i] == '\n') {
            line.write(chunk, start, i - start);
            checker.accept(line.toByteArray(), offset + i + 1);
            line.reset();
            start = i + 1;
          }
        }
        line.write(chunk, start, count - start);
        offset += count;
      }
    }
    return checker.end;
  }

  private void cutTail(AccountDirectory directory) throws IOException {
    long torn = channel.size() - length;
    if (torn == 0) {
      return;
    }
    Path copy = directory.torn(length);
    try (FileChannel to =
        FileChannel.open(
            copy,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      channel.transferTo(length, torn, to);
      to.force(true);
    }
    rollBack();
    LOG.warn(
        "msg=\"cut off a tail that was never answered for\" file={} bytes={} copy={}",
        path,
        torn,
        copy.getFileName());
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      LOG.warn("msg=\"log could not be closed\" reason=\"{}\"", reason(e));
    }
  }

  /**
   * Follows the lines, so that what is torn at the end is told from what is damaged in the middle.
   */
  private final class LineChecker {
    private final String cloud;
    private final Consumer<Transition> to;
    private long lines;
    private long end;
    private long firstDamaged = -1;

    LineChecker(String cloud, Consumer<Transition> to) {
      this.cloud = cloud;
      this.to = to;
    }

    void accept(byte[] bytes, long offset) {
      TransitionLine line = TransitionLine.decode(bytes);
      if (line == null) {
        firstDamaged = firstDamaged < 0 ? lines + 1 : firstDamaged;
      } else if (firstDamaged >= 0) {
        throw damaged(firstDamaged, "it is not whole, though whole lines follow");
      } else {
        take(line);
        lines++;
        end = offset;
      }
    }

    private void take(TransitionLine line) {
      try {
        if (line.sequence() != lines) {
          throw new IllegalArgumentException(
              "its sequence number is " + line.sequence() + " where " + lines + " is due");
        }
        if (lines == 0) {
          checkFirst(line);
        } else {
          to.accept(TransitionCodec.decode(line));
        }
      } catch (IllegalArgumentException | DateTimeException e) {
        throw damaged(lines + 1, String.valueOf(e.getMessage()));
      }
    }

    private void checkFirst(TransitionLine line) {
      if (!line.get("event").equals(FIRST_EVENT) || !line.get("format").equals(FORMAT)) {
        throw new IllegalArgumentException("it is not the first line of a log of format " + FORMAT);
      }
      if (!line.get("cloud").equals(cloud)) {
        throw new IllegalArgumentException(
            "the log is of cloud " + line.get("cloud") + ", the account of " + cloud);
      }
    }

    private RuntimeException damaged(long number, String what) {
      return Problem.builder(
              "simulator-log-damaged",
              Category.UNAVAILABLE,
              path + " cannot be trusted: line " + number + ": " + what + ".")
          .nextStep(
              "Put the file back from a copy, or move "
                  + path.getParent()
                  + " away to begin with no machines.")
          .toException();
    }
  }
}
