package io.novacron.itests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Jars that are dropped into a server. */
final class ProviderJar {
  private static final String SIMULATOR = "provider-simulator-bundle-";

  private ProviderJar() {}

  /** The simulator's bundle in a home. */
  static Path simulator(Path home) {
    return home.resolve("deploy")
        .resolve(SIMULATOR + System.getProperty("novacron.version") + ".jar");
  }

  /**
   * The same bundle with other headers, as another build of it, put in place at once.
   *
   * @param source the bundle
   * @param target where it is put; what was there is replaced
   * @param headers headers of the manifest that differ
   */
  static void rebuilt(Path source, Path target, Map<String, String> headers) throws IOException {
    Path part = Files.createTempFile(Path.of(System.getProperty("novacron.work")), "jar", ".part");
    try (JarInputStream in = new JarInputStream(Files.newInputStream(source))) {
      Manifest manifest = new Manifest(in.getManifest());
      headers.forEach(manifest.getMainAttributes()::putValue);
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(part), manifest)) {
        for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
          out.putNextEntry(new JarEntry(entry.getName()));
          in.transferTo(out);
          out.closeEntry();
        }
      }
    }
    Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** A bundle with one class, which is its activator. */
  static void activator(Class<?> activator, Path target) throws IOException {
    Manifest manifest = new Manifest();
    Map.of(
            "Manifest-Version", "1.0",
            "Bundle-ManifestVersion", "2",
            "Bundle-SymbolicName", activator.getName(),
            "Bundle-Version", "1.0.0",
            "Bundle-Activator", activator.getName(),
            "Import-Package", "org.osgi.framework,org.osgi.framework.wiring")
        .forEach(manifest.getMainAttributes()::putValue);
    String path = activator.getName().replace('.', '/') + ".class";
    Path part = Files.createTempFile(Path.of(System.getProperty("novacron.work")), "jar", ".part");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(part), manifest);
        InputStream code = activator.getClassLoader().getResourceAsStream(path)) {
      out.putNextEntry(new JarEntry(path));
      code.transferTo(out);
      out.closeEntry();
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
  }
}
