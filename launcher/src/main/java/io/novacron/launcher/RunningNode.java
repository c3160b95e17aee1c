package io.novacron.launcher;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * What a serving process says about itself in {@code run/node.properties}, so that the other
 * commands find it whatever their own environment says.
 *
 * @param pid the process id; true only while {@link DataLock} is held
 * @param startedAt when the process began, in milliseconds since the epoch: it tells it from a
 *     later one that was given the same id
 * @param address the base address of REST
 * @param shellPort a port, or {@code off}
 */
record RunningNode(
    long pid, long startedAt, String node, String version, String address, String shellPort) {

  private static Path file(Path data) {
    return data.resolve("run").resolve("node.properties");
  }

  static RunningNode ofThisProcess(Settings settings, String version) {
    return new RunningNode(
        ProcessHandle.current().pid(),
        startOf(ProcessHandle.current()),
        settings.node(),
        version,
        settings.baseAddress(),
        settings.get(Setting.NOVACRON_SHELL_PORT));
  }

  void write(Path data) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("pid", Long.toString(pid));
    properties.setProperty("started", Long.toString(startedAt));
    properties.setProperty("node", node);
    properties.setProperty("version", version);
    properties.setProperty("address", address);
    properties.setProperty("shell.port", shellPort);
    Path file = file(data);
    Path next = file.resolveSibling("node.properties.next");
    try (Writer writer = Files.newBufferedWriter(next)) {
      properties.store(writer, null);
    }
    try {
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** The process that holds the data now; empty if none does, or if it has only just begun. */
  static Optional<RunningNode> holderOf(Path data) {
    return DataLock.isHeld(data) ? read(data).filter(RunningNode::isThatProcess) : Optional.empty();
  }

  /**
   * The process that holds the data now.
   *
   * @throws LauncherException if none does, or if it has only just begun
   */
  static RunningNode requireHolderOf(Path data) {
    Optional<RunningNode> holder = holderOf(data);
    if (holder.isPresent()) {
      return holder.get();
    }
    if (DataLock.isHeld(data)) {
      throw new LauncherException(
          ExitCode.FAILED,
          "a process that is just starting holds the data in " + data + "; try again in a moment");
    }
    throw new LauncherException(
        ExitCode.NOT_RUNNING,
        "nothing runs on the data in " + data + "; start it with 'novacron start'");
  }

  private boolean isThatProcess() {
    return ProcessHandle.of(pid).map(process -> startOf(process) == startedAt).orElse(false);
  }

  private static Optional<RunningNode> read(Path data) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file(data))) {
      properties.load(reader);
      return Optional.of(
          new RunningNode(
              Long.parseLong(properties.getProperty("pid", "")),
              Long.parseLong(properties.getProperty("started", "")),
              properties.getProperty("node", ""),
              properties.getProperty("version", ""),
              properties.getProperty("address", ""),
              properties.getProperty("shell.port", "off")));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
