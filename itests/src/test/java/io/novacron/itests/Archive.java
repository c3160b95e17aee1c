package io.novacron.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The archive under test, unpacked once for all tests; nothing may write into it. */
final class Archive {
  private static final Path WORK = Path.of(System.getProperty("novacron.work"));

  private Archive() {}

  /** The home directory that all tests share. */
  static synchronized Path home() throws IOException, InterruptedException {
    Path marker = WORK.resolve("home/.unpacked");
    Path home = WORK.resolve("home/novacron-" + System.getProperty("novacron.version"));
    Path archive = Path.of(System.getProperty("novacron.archive"));
    if (Files.exists(marker)
        && Files.getLastModifiedTime(marker).compareTo(Files.getLastModifiedTime(archive)) >= 0) {
      return home;
    }
    run("rm", "-rf", WORK.resolve("home").toString());
    Files.createDirectories(WORK.resolve("home"));
    run("tar", "-xzf", archive.toString(), "-C", WORK.resolve("home").toString());
    Files.createFile(marker);
    return home;
  }

  /**
   * A home of a test's own, whose configuration it may change; its files are links to the shared
   * one.
   */
  static Path ownHome(Path directory) throws IOException, InterruptedException {
    Path own = directory.resolve("home");
    run("cp", "-rl", home().toString(), own.toString());
    run("rm", "-rf", own.resolve("etc").toString());
    run("cp", "-r", home().resolve("etc").toString(), own.resolve("etc").toString());
    return own;
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IOException("failed: " + String.join(" ", command));
    }
  }
}
