package io.novacron.itests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What a test needs of the machine that it runs on. */
final class Prerequisite {
  private Prerequisite() {}

  /**
   * Leaves a test out, with its reason in the output, where something is missing; in CI it fails.
   *
   * @param given whether it is there
   * @param reason why the test does not run without it, and how to get it
   */
  static void require(boolean given, String reason) throws IOException {
    if (!given) {
      System.out.println("not run: " + reason);
      assumeTrue("true".equals(System.getenv("CI")), reason);
      throw new IOException("not run: " + reason + "; in CI every test must run");
    }
  }

  /** Whether a program is there and ends well; what it prints is dropped. */
  static boolean runs(Path directory, String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(5, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
