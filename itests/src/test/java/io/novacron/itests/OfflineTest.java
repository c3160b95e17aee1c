package io.novacron.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive needs nothing from outside and leaves nothing outside its data directory. */
class OfflineTest {
  @TempDir Path directory;

  @Test
  void itStartsWithoutNetworkAndWritesOnlyUnderItsData() throws Exception {
    assumeIsolation();
    Path home = Archive.home();
    Path emptyHome = Files.createDirectories(directory.resolve("user"));
    Path temporary = Files.createDirectories(directory.resolve("tmp"));
    Map<Path, Long> before = contents(home);
    Path report = directory.resolve("report");
    try (Server server = new Server(home, directory.resolve("data"))) {
      server
          .with("HOME", emptyHome.toString())
          .with("TMPDIR", temporary.toString())
          .inside(
              "unshare",
              "--net",
              "--map-root-user",
              "sh",
              "-c",
              // Only this shell is inside the namespace, so the questions are asked from here.
              """
              ip link set lo up
              "$0" "$@" &
              server=$!
              for i in $(seq 1 600); do
                if curl -sf "http://127.0.0.1:$NOVACRON_HTTP_PORT/health/ready" > "$REPORT.part"; then
                  mv "$REPORT.part" "$REPORT"
                  break
                fi
                kill -0 $server || break
                sleep 0.2
              done
              kill $server
              wait $server
              """)
          .with("REPORT", report.toString())
          .launch();
      server.awaitExit(Duration.ofSeconds(150));

      assertThat(report).as(server.output()).exists();
      assertThat(contents(home)).as("files of the home").isEqualTo(before);
      assertThat(contents(emptyHome)).as("files of the user's home").isEmpty();
      assertThat(contents(temporary)).as("temporary files").isEmpty();
    }
  }

  private static void assumeIsolation() throws IOException, InterruptedException {
    Process probe =
        new ProcessBuilder(
                "unshare",
                "--net",
                "--map-root-user",
                "sh",
                "-c",
                "ip link set lo up && curl --version")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean works = probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0;
    Prerequisite.require(
        works,
        "cutting the network off needs unshare, ip and curl, and the right to use namespaces");
  }

  private static Map<Path, Long> contents(Path root) throws IOException {
    Map<Path, Long> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file, Files.getLastModifiedTime(file).toMillis());
      }
    }
    return contents;
  }
}
