package io.novacron.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that know nothing of us but what is described: one generated from {@code openapi.json}
 * (TypeScript, whose compiler holds it to the description), and an EventSource, which follows the
 * standard that browsers follow.
 */
class ClientTest {

  @TempDir static Path directory;

  private static Path client;
  private static Server server;

  @BeforeAll
  static void start() throws Exception {
    Prerequisite.require(
        Prerequisite.runs(directory, "npx", "--version"),
        "npx is missing (Node.js 20 or newer; Debian: apt-get install nodejs npm)");
    client = Files.createDirectory(directory.resolve("client"));
    Path sources =
        Path.of(ClientTest.class.getResource("/client/package.json").toURI()).getParent();
    try (Stream<Path> files = Files.list(sources)) {
      for (Path file : files.toList()) {
        Files.copy(file, client.resolve(file.getFileName()));
      }
    }
    Prerequisite.require(
        Prerequisite.runs(client, "npm", "install", "--no-audit", "--no-fund", "--no-package-lock"),
        "npm can't fetch what the clients need");
    server = new Server(Archive.home(), directory.resolve("data")).start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aClientGeneratedFromTheDescriptionCreatesAMachine() throws Exception {
    Path description =
        Path.of(System.getProperty("novacron.docs"), "api/openapi.json").toAbsolutePath();
    run("npx", "--no-install", "openapi-typescript", description.toString(), "-o", "schema.d.ts");
    run("npx", "--no-install", "tsc", "-p", ".");

    JsonNode said =
        Server.json(run("node", "create-machine.js", server.address(), server.token()).strip());

    JsonNode machine = server.read("/api/v1/vms/" + said.get("id").asText());
    assertThat(machine.get("name").asText()).isEqualTo("from-a-generated-client");
    assertThat(machine.at("/labels/made").asText()).isEqualTo("by-types");
    assertThat(said.get("operation").asText()).isEqualTo("SUCCEEDED");
    assertThat(said.get("state").asText()).isEqualTo("RUNNING");
    assertThat(said.get("price").asText()).matches("[0-9]+\\.[0-9]{4,}");
    assertThat(said.get("problem").asText()).isEqualTo("machine-not-found");
  }

  @Test
  void anEventSourceGoesOnByItselfWhenTheServerIsBack() throws Exception {
    List<String> command =
        new ArrayList<>(List.of("node", "follow-events.mjs", server.address(), server.token()));
    command.addAll(FollowedEvents.OF_A_CREATE);
    Process follower = process(command);
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    Thread reader = new Thread(() -> read(follower, lines), "event-source");
    reader.setDaemon(true);
    reader.start();
    try {
      await(() -> lines.contains("open"));
      String before = Creates.acknowledged(server, "before-the-end");
      await(() -> seen(lines, "vm.running.v1 vm/" + before));

      server.kill();
      await(() -> lines.stream().anyMatch(line -> line.startsWith("error")));
      server.start();
      String after = Creates.acknowledged(server, "after-the-new-start");
      await(() -> seen(lines, "vm.running.v1 vm/" + after));

      FollowedEvents.assertWhole(List.copyOf(lines), before, after);
    } finally {
      follower.destroyForcibly();
    }
  }

  private static boolean seen(List<String> lines, String end) {
    return List.copyOf(lines).stream().anyMatch(line -> line.endsWith(end));
  }

  private static void await(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(120)).until(condition);
  }

  private static void read(Process follower, List<String> lines) {
    try (BufferedReader out = follower.inputReader(StandardCharsets.UTF_8)) {
      out.lines().forEach(lines::add);
    } catch (IOException | RuntimeException e) {
      // It was ended.
      return;
    }
  }

  private static Process process(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .directory(client.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(client.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(String.join(" ", command) + "\n" + output).isZero();
    return output;
  }
}
