package io.novacron.core.internal.swap;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * What a dropped file says of itself.
 *
 * @param name symbolic name of the bundle, without parameters; absent where it is no bundle
 * @param version version of the bundle; absent where none is stated
 * @param exports packages that it exports, as the header has them
 * @param host bundle that it would become a part of, when it is a fragment
 * @param unreadable why it cannot be read, as a sentence
 */
public record DroppedBundle(
    @Nullable String name,
    @Nullable String version,
    @Nullable String exports,
    @Nullable String host,
    @Nullable String unreadable) {
  private static final int LONGEST = 120;

  /** Reads a file; one that cannot be read says so. */
  public static DroppedBundle read(Path file) {
    try (JarFile jar = new JarFile(file.toFile(), false)) {
      Manifest manifest = jar.getManifest();
      return manifest == null
          ? new DroppedBundle(null, null, null, null, null)
          : of(manifest.getMainAttributes());
    } catch (IOException | SecurityException e) {
      return new DroppedBundle(null, null, null, null, String.valueOf(e.getMessage()));
    }
  }

  private static DroppedBundle of(Attributes headers) {
    String name = headers.getValue("Bundle-SymbolicName");
    return new DroppedBundle(
        name == null ? null : plain(name),
        headers.getValue("Bundle-Version"),
        headers.getValue("Export-Package"),
        headers.getValue("Fragment-Host"),
        null);
  }

  /** What is wrong with it by itself, as a sentence that says what to do; empty when nothing is. */
  public Optional<String> fault() {
    if (unreadable != null) {
      return Optional.of("it cannot be read as a jar (" + unreadable + "); copy it again");
    }
    if (name == null) {
      return Optional.of(
          "it is no bundle, as its manifest has no Bundle-SymbolicName; build it as one");
    }
    if (host != null) {
      return Optional.of(
          "it is a fragment of "
              + plain(host)
              + ", which would have to be restarted; build the provider as a bundle of its own");
    }
    if (exports != null && !exports.isBlank()) {
      return Optional.of(
          "it exports packages ("
              + shortened(exports)
              + "), which others could then depend on; build the provider without Export-Package");
    }
    return Optional.empty();
  }

  /** The fault of a version that is there already. */
  static String repeated(String version, String other) {
    return "version "
        + version
        + " of it is there already, in "
        + other
        + "; build it with a version or qualifier of its own, or remove the other file and copy"
        + " this one again";
  }

  private static String plain(String header) {
    int end = header.indexOf(';');
    return (end < 0 ? header : header.substring(0, end)).strip();
  }

  private static String shortened(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
