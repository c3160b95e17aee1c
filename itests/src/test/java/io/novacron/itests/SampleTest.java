package io.novacron.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job, as a new user sees it: three machines are placed, explained, and go on being
 * served.
 */
class SampleTest {
  private static final Path SAMPLE =
      Path.of(System.getProperty("novacron.samples"), "three-machines.json").toAbsolutePath();

  @TempDir Path directory;

  @Test
  void theThreeMachinesArePlacedExplainedAndServed() throws Exception {
    try (Server server = new Server(Archive.home(), directory.resolve("data"))) {
      server.launch("--sample", SAMPLE.toString());
      server.awaitReady();
      await(server, 1);

      String printed = server.output();
      assertThat(printed)
          .contains("frankfurt-web", "batch-worker", "green-database")
          .contains("runner-up", "margin", "as of 2026-", "instead");
      assertThat(server.readAll("/api/v1/vms")).hasSize(3);
      assertThat(server.readAll("/api/v1/vms").toString()).contains("spot").contains("RUNNING");

      assertThat(server.stop()).as(server.output()).isZero();
      server.launch("--sample", SAMPLE.toString());
      server.awaitReady();
      await(server, 2);
      assertThat(server.readAll("/api/v1/vms"))
          .as("machines after the sample was asked for again")
          .hasSize(3);
    }
  }

  /** Waits until as many runs have told of all their machines. */
  private static void await(Server server, int runs) throws InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < limit) {
      if (server.output().split("serving; Ctrl-C stops", -1).length > runs) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    throw new AssertionError("the sample did not come to its end:\n" + server.output());
  }
}
