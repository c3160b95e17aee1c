package io.novacron.provider.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The files and sockets that this process has open, as Linux tells them. */
final class OpenFiles {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private OpenFiles() {}

  /**
   * What is open now, as paths and {@code socket:[...]}; aborts the test where the system does not
   * tell.
   */
  static Set<String> now() throws IOException {
    Assumptions.assumeTrue(
        Files.isDirectory(DESCRIPTORS), "this system does not list a process's open files");
    Set<String> open = new HashSet<>();
    try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
      for (Path descriptor : descriptors.toList()) {
        try {
          String target = Files.readSymbolicLink(descriptor).toString();
          // Jars and system files are opened by the class path as it is used.
          if (!target.endsWith(".jar")
              && !target.startsWith("/proc")
              && !target.startsWith("/dev")) {
            open.add(target);
          }
        } catch (IOException e) {
          // Closed since it was listed.
        }
      }
    }
    return open;
  }
}
