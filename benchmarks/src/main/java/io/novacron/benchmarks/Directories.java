package io.novacron.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/** Copies and deletes whole directories, with the rights of their files. */
final class Directories {
  private Directories() {}

  static void copy(Path from, Path to) throws IOException, InterruptedException {
    execute("cp", "-a", from.toString(), to.toString());
  }

  static void delete(Path directory) throws IOException, InterruptedException {
    execute("rm", "-rf", directory.toString());
  }

  /** Runs a command to its end. */
  static void execute(String... command) throws IOException, InterruptedException {
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException("failed: " + String.join(" ", command));
    }
  }
}
