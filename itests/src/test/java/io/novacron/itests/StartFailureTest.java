package io.novacron.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a server from starting is said in one line, and nothing is damaged by the attempt. */
class StartFailureTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void aBusyPortIsNamed() throws Exception {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Server server = new Server(Archive.home(), directory.resolve("data"))) {
      server.with("NOVACRON_HTTP_PORT", Integer.toString(busy.getLocalPort())).launch();

      assertThat(server.awaitExit(LIMIT)).isNotZero();
      assertThat(oneLine(server)).contains("NOVACRON_HTTP_PORT").contains("" + busy.getLocalPort());
      assertThat(directory.resolve("data/state")).doesNotExist();
    }
  }

  @Test
  void dataHeldByAnotherProcessIsRefusedWithItsPid() throws Exception {
    try (Server holder = new Server(Archive.home(), directory.resolve("data")).start();
        Server second = new Server(Archive.home(), directory.resolve("data"))) {
      second.launch();

      assertThat(second.awaitExit(LIMIT)).isNotZero();
      assertThat(oneLine(second)).contains(directory.resolve("data").toString()).contains("pid");
      assertThat(holder.get("/health/ready").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void wrongSettingsAreNamedWithWhatIsLegal() throws Exception {
    for (List<String> wrong :
        List.of(
            List.of("NOVACRON_HTTP_PORT", "eighty", "65535"),
            List.of("NOVACRON_HEAP", "lots", "1g"),
            List.of("NOVACRON_SIMULATOR", "maybe", "auto"),
            List.of("NOVACRON_NODE", "node one", "NOVACRON_NODE"),
            List.of("NOVACRON_HTTP_HOST", "0.0.0.0", "127.0.0.1"))) {
      try (Server server = new Server(Archive.home(), directory.resolve("data"))) {
        server.with(wrong.get(0), wrong.get(1)).launch();

        assertThat(server.awaitExit(LIMIT)).as(wrong + server.output()).isNotZero();
        assertThat(oneLine(server)).contains(wrong.get(0)).contains(wrong.get(2));
        assertThat(directory.resolve("data/state")).doesNotExist();
      }
    }
  }

  @Test
  void aWrongJavaIsNamedWithTheRightOne() throws Exception {
    Path fake = directory.resolve("jdk");
    Files.createDirectories(fake.resolve("bin"));
    Path java = fake.resolve("bin/java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        echo 'openjdk version "25.0.1" 2025-10-21' >&2
        echo 'OpenJDK Runtime Environment (build 25.0.1+8)' >&2
        """);
    java.toFile().setExecutable(true);
    try (Server server = new Server(Archive.home(), directory.resolve("data"))) {
      server.with("JAVA_HOME", fake.toString()).launch();

      assertThat(server.awaitExit(LIMIT)).isNotZero();
      assertThat(oneLine(server)).contains("25").contains("17").contains("JAVA_HOME");
      assertThat(directory.resolve("data")).doesNotExist();
    }
  }

  @Test
  void aDiskThatIsTooSmallIsRefusedBeforeAnythingIsWritten() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("small"), "16m");
        Server server = new Server(Archive.home(), disk.path().resolve("data"))) {
      server.launch();

      assertThat(server.awaitExit(LIMIT)).isNotZero();
      assertThat(oneLine(server)).contains("space").contains(disk.path().toString());
      assertThat(disk.path().resolve("data/state")).doesNotExist();
    }
  }

  @Test
  void aDiskThatFillsUpWhileServingLosesNothingAcknowledged() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("small"), "700m");
        Server server = new Server(Archive.home(), disk.path().resolve("data"))) {
      server.start();
      String before = Creates.acknowledged(server, "before-the-disk-was-full");
      disk.fill();
      int asked = 0;
      while (server.running() && asked < 20_000) {
        asked++;
        try {
          server.post("/api/v1/placements", Creates.PLACEMENT);
        } catch (IOException e) {
          break;
        }
      }
      if (server.running()) {
        server.stop();
      }
      assertThat(server.output()).contains("NovaCron stops: the disk of").contains("is full");

      disk.free();
      server.start();

      assertThat(server.get("/api/v1/vms/" + before).statusCode()).isEqualTo(200);
      Creates.acknowledged(server, "after-the-disk-was-full");
    }
  }

  /** The one line that says what is wrong; a stack trace or a second complaint fails the test. */
  private static String oneLine(Server server) {
    List<String> lines = server.output().lines().filter(line -> !line.isBlank()).toList();
    assertThat(lines).as("what it printed").hasSize(1);
    return lines.get(0);
  }

  /** A file system of limited size. */
  private record SmallDisk(Path path) implements AutoCloseable {
    static SmallDisk mount(Path path, String size) throws IOException, InterruptedException {
      Files.createDirectories(path);
      boolean mounted =
          new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", path.toString())
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .start()
                  .waitFor()
              == 0;
      Prerequisite.require(mounted, "only root can mount a small disk to fill");
      return new SmallDisk(path);
    }

    void fill() throws IOException, InterruptedException {
      new ProcessBuilder("dd", "if=/dev/zero", "of=" + path.resolve("ballast"), "bs=64k")
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(60, TimeUnit.SECONDS);
    }

    void free() throws IOException {
      Files.delete(path.resolve("ballast"));
    }

    @Override
    public void close() throws IOException, InterruptedException {
      new ProcessBuilder("umount", "-l", path.toString())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
      try (Stream<Path> left = Files.list(path)) {
        assertThat(left).isEmpty();
      }
    }
  }
}
