package io.novacron.launcher;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/**
 * What a serving process says about itself in {@code run/node.properties}, so that the other
 * commands find it whatever their own environment says.
 *
 * @param pid the process id; true only while {@link DataLock} is held
 * @param address the base address of REST
 * @param shellPort a port, or {@code off}
 */
record RunningNode(long pid, String node, String version, String address, String shellPort) {

  private static Path file(Path data) {
    return data.resolve("run").resolve("node.properties");
  }

  static RunningNode ofThisProcess(Settings settings, String version) {
    return new RunningNode(
        ProcessHandle.current().pid(),
        settings.node(),
        version,
        settings.baseAddress(),
        settings.get(Setting.NOVACRON_SHELL_PORT));
  }

  void write(Path data) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("pid", Long.toString(pid));
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

  /** The process that holds the data now; empty if none does, or if it has only just begun. */
  static Optional<RunningNode> holderOf(Path data) {
    return DataLock.isHeld(data) ? read(data) : Optional.empty();
  }

  private static Optional<RunningNode> read(Path data) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file(data))) {
      properties.load(reader);
      return Optional.of(
          new RunningNode(
              Long.parseLong(properties.getProperty("pid", "")),
              properties.getProperty("node", ""),
              properties.getProperty("version", ""),
              properties.getProperty("address", ""),
              properties.getProperty("shell.port", "off")));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
