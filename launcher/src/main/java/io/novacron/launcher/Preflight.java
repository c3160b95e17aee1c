package io.novacron.launcher;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Everything that can be known to fail before a start: it throws a {@link LauncherException} with
 * one line, and until {@link #takeData} has written nothing.
 */
final class Preflight {
  /** What a start needs free in the data directory: the first segments of state and a log. */
  static final long LEAST_FREE_BYTES = 256 * ByteSize.MEBIBYTE;

  /** What the JVM itself takes beside its heap. */
  private static final long JVM_BYTES = 256 * ByteSize.MEBIBYTE;

  private static final String LOOPBACK = "127.0.0.1";
  private static final List<String> DIRECTORIES = List.of("run", "tmp", "log", "container");

  private final Settings settings;

  Preflight(Settings settings) {
    this.settings = settings;
  }

  /** Looks, and changes nothing. */
  void check() {
    InetAddress host = httpAddress();
    checkHolder();
    checkMemory();
    checkPort(host, settings.httpPort(), Setting.NOVACRON_HTTP_PORT, settings.httpPort());
    InetAddress loopback = InetAddress.getLoopbackAddress();
    settings
        .shellPort()
        .ifPresent(port -> checkPort(loopback, port, Setting.NOVACRON_SHELL_PORT, port));
    int grid = settings.gridPort();
    checkPort(loopback, grid, Setting.NOVACRON_GRID_PORT, grid);
    checkPort(loopback, grid + 100, Setting.NOVACRON_GRID_PORT, grid);
    checkSpace();
  }

  /** Makes the directories and takes the data for this process. */
  DataLock takeData() {
    for (String name : DIRECTORIES) {
      Path directory = settings.data().resolve(name);
      try {
        Files.createDirectories(directory);
      } catch (IOException e) {
        throw unusable(directory, Failures.reason(e));
      }
      if (!Files.isWritable(directory)) {
        throw unusable(directory, "permission denied");
      }
    }
    DataLock lock = DataLock.tryTake(settings.data());
    if (lock == null) {
      throw heldBy(RunningNode.holderOf(settings.data()));
    }
    return lock;
  }

  private InetAddress httpAddress() {
    String host = settings.httpHost();
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new LauncherException(
          ExitCode.WRONG_USE,
          "NOVACRON_HTTP_HOST=" + host + " is not legal: no address of this name was found");
    }
    if (!address.isLoopbackAddress()
        && !settings.get(Setting.NOVACRON_HTTP_INSECURE).equals("yes")) {
      throw new LauncherException(
          ExitCode.WRONG_USE,
          "NOVACRON_HTTP_HOST="
              + host
              + " is not loopback, and plain HTTP would show tokens to the network; use 127.0.0.1"
              + " behind a TLS proxy, or accept it with NOVACRON_HTTP_INSECURE=yes");
    }
    return address;
  }

  private void checkHolder() {
    if (DataLock.isHeld(settings.data())) {
      throw heldBy(RunningNode.holderOf(settings.data()));
    }
  }

  private LauncherException heldBy(Optional<RunningNode> holder) {
    String who =
        holder
            .map(node -> "pid " + node.pid() + " (" + node.node() + ", " + node.address() + ")")
            .orElse("a process that is just starting");
    return new LauncherException(
        ExitCode.REFUSED,
        "the data in "
            + settings.data()
            + " is held by "
            + who
            + "; stop it with 'novacron stop', or choose other data with NOVACRON_DATA");
  }

  private void checkMemory() {
    long needed = settings.heapBytes() + settings.offheapBytes() + JVM_BYTES;
    long present = totalMemory();
    if (needed > present) {
      throw new LauncherException(
          ExitCode.REFUSED,
          "too little memory: NOVACRON_HEAP="
              + settings.get(Setting.NOVACRON_HEAP)
              + " and NOVACRON_OFFHEAP="
              + settings.get(Setting.NOVACRON_OFFHEAP)
              + " need "
              + ByteSize.inMebibytes(needed)
              + " with the JVM's own, and there are "
              + ByteSize.inMebibytes(present)
              + "; lower one of them");
    }
  }

  private static long totalMemory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Long.MAX_VALUE;
  }

  private static void checkPort(InetAddress host, int port, Setting setting, int configured) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
    } catch (BindException e) {
      throw new LauncherException(
          ExitCode.REFUSED,
          setting
              + "="
              + configured
              + ": port "
              + port
              + " of "
              + host.getHostAddress()
              + " cannot be listened on ("
              + Failures.reason(e)
              + "); end what holds it, or choose another with "
              + setting);
    } catch (IOException e) {
      throw new LauncherException(
          ExitCode.REFUSED,
          "port " + port + " of " + LOOPBACK + " cannot be tried: " + Failures.reason(e));
    }
  }

  private void checkSpace() {
    Path existing = settings.data().toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing)) {
      throw unusable(existing, "not a directory");
    }
    if (!Files.isWritable(existing)) {
      throw unusable(existing, "permission denied");
    }
    long free;
    try {
      free = Files.getFileStore(existing).getUsableSpace();
    } catch (IOException e) {
      throw unusable(existing, Failures.reason(e));
    }
    if (free < LEAST_FREE_BYTES) {
      throw new LauncherException(
          ExitCode.REFUSED,
          "too little space: "
              + ByteSize.inMebibytes(free)
              + " are free for "
              + settings.data()
              + " and a start needs "
              + ByteSize.inMebibytes(LEAST_FREE_BYTES)
              + "; free some, or choose another place with NOVACRON_DATA");
    }
  }

  private LauncherException unusable(Path path, String reason) {
    return new LauncherException(
        ExitCode.REFUSED,
        "NOVACRON_DATA="
            + settings.data()
            + " cannot be used: "
            + path
            + ": "
            + reason
            + "; choose a directory that this user may write to");
  }
}
