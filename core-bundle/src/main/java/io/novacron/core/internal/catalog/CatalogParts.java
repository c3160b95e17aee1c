package io.novacron.core.internal.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The files of the catalog. Each is read when asked for, and all that were read count for the
 * digest.
 */
final class CatalogParts {
  private final Function<String, @Nullable InputStream> open;
  private final Map<String, byte[]> contents = new TreeMap<>();

  /** Parts that a function opens by name; it gives null for one that is not there. */
  CatalogParts(Function<String, @Nullable InputStream> open) {
    this.open = open;
  }

  /** The parts that are in this bundle. */
  static CatalogParts bundled() {
    return new CatalogParts(name -> CatalogParts.class.getResourceAsStream("/catalog/" + name));
  }

  /**
   * Reads a part.
   *
   * @throws CatalogFormatException when it is not there or not readable
   */
  Table table(String name) {
    try (InputStream stream = open.apply(name)) {
      if (stream == null) {
        throw new CatalogFormatException("catalog/" + name + " is missing");
      }
      byte[] content = stream.readAllBytes();
      contents.put(name, content);
      return new Table("catalog/" + name, content);
    } catch (IOException e) {
      throw new CatalogFormatException("catalog/" + name + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Takes in what was read elsewhere, so that it counts for the digest. */
  void include(String name, String content) {
    contents.put(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Adds the names and contents of all parts that were read to a digest, in the order of their
   * names.
   */
  void addTo(MessageDigest digest) {
    contents.forEach(
        (name, content) -> {
          digest.update((name + " " + content.length + "\n").getBytes(StandardCharsets.UTF_8));
          digest.update(content);
        });
  }
}
