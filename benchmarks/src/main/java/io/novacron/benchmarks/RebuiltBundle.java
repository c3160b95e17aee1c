package io.novacron.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A bundle as another build of it would be: the same but for its version. */
final class RebuiltBundle {
  private RebuiltBundle() {}

  /** Writes it beside its place first; {@link #put} is then a matter of an instant. */
  static Path of(Path source, String version, Path directory) throws IOException {
    Path rebuilt = directory.resolve("rebuilt-" + version + ".jar");
    try (JarInputStream in = new JarInputStream(Files.newInputStream(source))) {
      Manifest manifest = new Manifest(in.getManifest());
      manifest.getMainAttributes().putValue("Bundle-Version", version);
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(rebuilt), manifest)) {
        for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
          out.putNextEntry(new JarEntry(entry.getName()));
          in.transferTo(out);
          out.closeEntry();
        }
      }
    }
    return rebuilt;
  }

  /** Puts a file in place at once. */
  static void put(Path rebuilt, Path target) throws IOException {
    Files.move(
        rebuilt, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The simulator's bundle among those that a home deploys. */
  static Path simulator(Path deploy) throws IOException {
    try (var files = Files.list(deploy)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith("provider-simulator"))
          .findFirst()
          .orElseThrow(() -> new IOException("no simulator in " + deploy));
    }
  }
}
