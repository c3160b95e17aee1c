package io.novacron.cache.ignite.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the store is told from outside.
 *
 * @param directory where all its files are
 * @param node name of this node, unique in its cluster and the same over restarts
 * @param gridHost address that the grid listens on; a loopback address
 * @param gridPort discovery port; communication uses the one that is {@link #COMMUNICATION_OFFSET}
 *     higher
 * @param offHeapBytes off-heap memory that the node may use for state and caches together
 */
public record StoreSettings(
    Path directory, String node, String gridHost, int gridPort, long offHeapBytes) {
  /** What is added to the discovery port to get the communication port. */
  public static final int COMMUNICATION_OFFSET = 100;

  private static final long LEAST_OFF_HEAP = 128L << 20;

  public StoreSettings {
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(gridHost, "gridHost");
    if (!node.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
      throw new IllegalArgumentException(
          "novacron.node must be 1 to 63 letters, digits and . _ - and begin with a letter or digit,"
              + " but is \""
              + node
              + "\"");
    }
    if (gridPort < 1024 || gridPort > 65535 - COMMUNICATION_OFFSET) {
      throw new IllegalArgumentException(
          "novacron.grid.port must be 1024 to "
              + (65535 - COMMUNICATION_OFFSET)
              + " (the port "
              + COMMUNICATION_OFFSET
              + " above it is used too) but is "
              + gridPort);
    }
    if (offHeapBytes < LEAST_OFF_HEAP) {
      throw new IllegalArgumentException(
          "novacron.offheap must be at least "
              + ByteSize.mebibytes(LEAST_OFF_HEAP)
              + " but is "
              + ByteSize.mebibytes(offHeapBytes));
    }
    if (!isLoopback(gridHost)) {
      throw new IllegalArgumentException(
          "novacron.grid.host must be a loopback address but is \""
              + gridHost
              + "\": traffic between nodes is not encrypted yet, so the grid stays on this machine");
    }
  }

  /**
   * Reads the settings from framework properties.
   *
   * @param property gives the value of a property, or null
   * @throws IllegalArgumentException naming the property and what is legal
   */
  public static StoreSettings read(Lookup property) {
    String data = property.get("novacron.data");
    if (data == null || data.isBlank()) {
      throw new IllegalArgumentException(
          "novacron.data is not set; it names the directory for everything that is kept");
    }
    return new StoreSettings(
        path(data).resolve("state"),
        property.getOr("novacron.node", "node-1"),
        property.getOr("novacron.grid.host", "127.0.0.1"),
        number("novacron.grid.port", property.getOr("novacron.grid.port", "47500")),
        size("novacron.offheap", property.getOr("novacron.offheap", "512m")));
  }

  /** Port for messages between nodes. */
  int communicationPort() {
    return gridPort + COMMUNICATION_OFFSET;
  }

  /** The share of off-heap memory for pages of state: half. */
  long stateBytes() {
    return offHeapBytes / 2;
  }

  /** The share for copies of pages that change while a checkpoint writes them: an eighth. */
  long checkpointBytes() {
    return offHeapBytes / 8;
  }

  private static Path path(String text) {
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("novacron.data is not a path: " + e.getMessage(), e);
    }
  }

  private static int number(String name, String text) {
    try {
      return Integer.parseInt(text.trim());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " must be a number but is \"" + text + "\"", e);
    }
  }

  private static long size(String name, String text) {
    try {
      return ByteSize.parse(text);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(name + " " + e.getMessage(), e);
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Where properties come from. */
  @FunctionalInterface
  public interface Lookup {
    /** Gives the value of a property, or null when it is not set. */
    @Nullable String get(String name);

    /** Gives the value of a property, or another value when it is not set or blank. */
    default String getOr(String name, String otherwise) {
      String value = get(name);
      return value == null || value.isBlank() ? otherwise : value;
    }
  }
}
