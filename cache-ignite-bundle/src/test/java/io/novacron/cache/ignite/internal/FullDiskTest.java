package io.novacron.cache.ignite.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs the right to mount a file system in memory; without it the test says so and is skipped. */
class FullDiskTest {
  @TempDir private Path disk;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    mounted = run("mount", "-t", "tmpfs", "-o", "size=160m", "novacron-test", disk.toString()) == 0;
    if (!mounted) {
      System.out.println("skipped: the full disk test needs the right to mount a tmpfs");
    }
    assumeTrue(mounted, "the right to mount a tmpfs");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      run("umount", disk.toString());
    }
  }

  @Test
  void aFullDiskEndsTheProcessWithOneLineAndLosesNothing() throws Exception {
    Path directory = disk.resolve("state");
    try (ChildProcess child = new ChildProcess(directory, 4000)) {
      assertFull(child, directory);
      assertThat(child.acknowledgements()).isGreaterThan(100);
      try (ChildProcess again = new ChildProcess(directory, 4000)) {
        assertFull(again, directory);
      }

      assertThat(run("mount", "-o", "remount,size=600m", disk.toString())).isZero();

      try (OpenEngine open = new OpenEngine(directory)) {
        assertThat(WrittenRounds.verify(open.store(), child.acknowledged())).isPositive();
      }
    }
  }

  private static void assertFull(ChildProcess child, Path directory) throws InterruptedException {
    int status = child.finished();
    assertThat(child.output()).containsOnlyOnce("NovaCron stops: ");
    assertThat(child.output())
        .contains("NovaCron stops: the disk of " + directory + " is full; free space");
    assertThat(status).isEqualTo(ProcessEnd.STATUS);
  }

  private static int run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(List.of(command))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("no end of " + String.join(" ", command));
    }
    return process.exitValue();
  }
}
