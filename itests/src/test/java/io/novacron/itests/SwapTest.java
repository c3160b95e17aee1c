package io.novacron.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Provider bundles are replaced in a running server, beside one another and over one another. */
class SwapTest {
  private static final String NAME = "io.novacron.provider-simulator-bundle";
  private static final int OPERATIONS = 500;
  private static final int SWAPS = Integer.getInteger("novacron.swaps", 10);
  private static final Duration LONG = Duration.ofSeconds(240);

  @TempDir Path directory;

  @Test
  void fiveHundredOperationsOutliveTenSwapsAndTenOverwrites() throws Exception {
    Path home = Archive.ownHome(directory);
    account(home, "slow", 75_000);
    account(home, "quick", 200);
    Path deploy = home.resolve("deploy");
    Path original = Files.copy(ProviderJar.simulator(home), directory.resolve("original.jar"));
    ProviderJar.activator(FrameworkProbe.class, deploy.resolve("probe.jar"));
    try (Server server = new Server(home, directory.resolve("data")).start()) {
      await(server, "probe", () -> Files.exists(server.data().resolve(FrameworkProbe.EVENTS)));
      String measured = Creates.acknowledged(server, "measured", "quick");
      for (int i = 0; i < OPERATIONS; i++) {
        assertThat(server.post("/api/v1/vms", Creates.body("swap-" + i, "slow")).statusCode())
            .isEqualTo(202);
      }
      RequestStream stream = new RequestStream(server, "quick", measured);
      Path current = ProviderJar.simulator(home);
      try (stream) {
        for (int i = 1; i <= SWAPS; i++) {
          Path next = deploy.resolve("simulator-swap-" + i + ".jar");
          String version = "0.1.1.swap" + (100 + i);
          ProviderJar.rebuilt(original, next, Map.of("Bundle-Version", version));
          awaitServing(server, version);
          Files.delete(current);
          current = next;
          await(server, "one version", () -> simulators(server).size() == 1);
        }
        int live = live(server);
        assertThat(live).as("operations in flight after the swaps").isGreaterThan(OPERATIONS / 2);
        for (int i = 1; i <= SWAPS; i++) {
          String version = "0.1.2.over" + (100 + i);
          ProviderJar.rebuilt(original, current, Map.of("Bundle-Version", version));
          awaitServing(server, version);
        }
        int left = live(server);
        System.out.println("in-flight-after-the-swaps=" + live + " after-the-overwrites=" + left);
        assertThat(left).as("operations in flight after the overwrites").isGreaterThan(0);
      }
      System.out.println("requests-meanwhile=" + stream.sent());
      assertThat(stream.failures()).isEmpty();

      await(server, "all operations done", () -> live(server) == 0);
      Set<String> machines = new HashSet<>();
      for (JsonNode operation : server.readAll("/api/v1/operations")) {
        assertThat(operation.get("state").asText()).as(operation.toString()).isEqualTo("SUCCEEDED");
      }
      for (JsonNode machine : server.readAll("/api/v1/vms")) {
        assertThat(machine.at("/status/state").asText()).isEqualTo("RUNNING");
        machines.add(machine.get("id").asText());
      }
      assertThat(machines).hasSizeGreaterThan(OPERATIONS);
      TransitionLog cloud = TransitionLog.of(server.data());
      assertThat(cloud.createdByMachine().keySet()).isEqualTo(machines);
      assertThat(cloud.createdByMachine().values()).as("created once each").containsOnly(1);
      assertThat(cloud.alive()).isEqualTo(machines);

      assertThat(disturbed(server)).as("bundles that were stopped or refreshed").containsOnly(NAME);
      awaitCollected(server);
      assertThat(server.stop()).as(server.output()).isZero();
    }
  }

  @Test
  void aSwapIsAskedForRefusedGoneBackFromAndKeptOverARestart() throws Exception {
    Path home = Archive.ownHome(directory);
    account(home, "quick", 200);
    Path deploy = home.resolve("deploy");
    Path original = ProviderJar.simulator(home);
    ProviderJar.activator(FrameworkProbe.class, deploy.resolve("probe.jar"));
    try (Server server = new Server(home, directory.resolve("data")).start()) {
      await(server, "probe", () -> Files.exists(server.data().resolve(FrameworkProbe.EVENTS)));
      String former = simulators(server).get(0).get("version").asText();
      ProviderJar.rebuilt(
          original, deploy.resolve("newer.jar"), Map.of("Bundle-Version", "0.2.0.first"));
      awaitServing(server, "0.2.0.first");

      JsonNode back = swapped(server, former);
      assertThat(back.get("state").asText()).as(back.toString()).isEqualTo("SUCCEEDED");
      awaitServing(server, former);
      HttpResponse<String> unknown = swap(server, "simulator", "7.0.0");
      assertThat(unknown.statusCode()).isEqualTo(404);
      assertThat(unknown.body()).contains("provider-version-not-found", former, "0.2.0.first");
      assertThat(swap(server, "none", "7.0.0").body())
          .contains("provider-type-not-found", "simulator");
      assertThat(swap(server, "simulator", former).statusCode()).isEqualTo(409);

      refused(
          server,
          original,
          deploy.resolve("exports.jar"),
          Map.of("Bundle-Version", "0.3.0", "Export-Package", "io.novacron.provider.simulator"),
          "exports packages");
      refused(
          server,
          original,
          deploy.resolve("fragment.jar"),
          Map.of("Bundle-SymbolicName", "part", "Fragment-Host", "io.novacron.core-bundle"),
          "is a fragment of io.novacron.core-bundle");
      refused(
          server,
          original,
          deploy.resolve("again.jar"),
          Map.of("Bundle-Version", "0.2.0.first"),
          "is there already, in newer.jar");
      assertThat(disturbed(server)).as("bundles that were stopped or refreshed").isEmpty();

      assertThat(server.stop()).as(server.output()).isZero();
      server.start();
      awaitServing(server, former);
      JsonNode newer = version(server, "0.2.0.first");
      assertThat(newer.get("state").asText()).isEqualTo("STANDBY");
      assertThat(newer.get("wanted").asBoolean()).isFalse();
      assertThat(Creates.acknowledged(server, "after", "quick")).isNotEmpty();
    }
  }

  private static void account(Path home, String name, int provisioningMillis) throws IOException {
    Files.writeString(
        home.resolve("etc/io.novacron.account-" + name + ".cfg"),
        """
        provider = simulator
        cloud = aws
        latencyMillis = 100
        provisioningMillis = %d
        quotaVcpus = 1000000
        capacityPerZone = 100000
        shortagePercent = 0
        """
            .formatted(provisioningMillis));
  }

  private static void refused(
      Server server, Path source, Path file, Map<String, String> headers, String reason)
      throws Exception {
    ProviderJar.rebuilt(source, file, headers);
    String name = String.valueOf(file.getFileName());
    await(
        server,
        name + " refused",
        () ->
            server.readAll("/api/v1/providers").stream()
                .filter(each -> each.get("bundle").asText().equals(name))
                .anyMatch(
                    each ->
                        each.get("state").asText().equals("REFUSED")
                            && each.get("reason").asText().contains(reason)));
    assertThat(simulators(server)).hasSize(2);
    Files.delete(file);
    await(
        server,
        name + " forgotten",
        () ->
            server.readAll("/api/v1/providers").stream()
                .noneMatch(each -> each.get("bundle").asText().equals(name)));
  }

  private static HttpResponse<String> swap(Server server, String type, String version)
      throws IOException, InterruptedException {
    return server.post(
        "/api/v1/providers/" + type + "/actions/swap", "{\"version\":\"" + version + "\"}");
  }

  private static JsonNode swapped(Server server, String version)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = swap(server, "simulator", version);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    String location = answer.headers().firstValue("Location").orElseThrow();
    return server.read(location + "?wait=50s");
  }

  private static List<JsonNode> simulators(Server server) throws IOException, InterruptedException {
    return server.readAll("/api/v1/providers").stream()
        .filter(each -> each.path("type").asText().equals("simulator"))
        .toList();
  }

  private static JsonNode version(Server server, String version)
      throws IOException, InterruptedException {
    return simulators(server).stream()
        .filter(each -> each.get("version").asText().equals(version))
        .findFirst()
        .orElseThrow();
  }

  /** The version serves the accounts, and no other is about to stop doing so. */
  private static void awaitServing(Server server, String version) throws Exception {
    Predicate<JsonNode> serves =
        each ->
            each.get("version").asText().equals(version)
                && each.get("state").asText().equals("SERVING")
                && !each.get("accounts").isEmpty();
    await(
        server,
        version + " serves",
        () ->
            simulators(server).stream().anyMatch(serves)
                && simulators(server).stream()
                    .noneMatch(
                        each -> Set.of("CHECKING", "DRAINING").contains(each.get("state").asText()))
                && server.readAll("/api/v1/accounts").stream()
                    .allMatch(each -> each.get("state").asText().equals("READY"))
                && server.readAll("/api/v1/operations?kind=swap-provider").stream()
                    .allMatch(each -> each.get("done").asBoolean()));
  }

  private static int live(Server server) throws IOException, InterruptedException {
    return server
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("novacron_operations_live"))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Symbolic names of the bundles that something happened to. */
  private static Set<String> disturbed(Server server) throws IOException {
    Set<String> names = new TreeSet<>();
    for (String line : Files.readAllLines(server.data().resolve(FrameworkProbe.EVENTS))) {
      names.add(line.split(" ", 2)[0]);
    }
    return names;
  }

  /** One class loader of a simulator is left, that of the one that serves. */
  private static void awaitCollected(Server server) throws Exception {
    Path answer = server.data().resolve(FrameworkProbe.ALIVE);
    String[] last = {""};
    await(
        server,
        "the class loaders of former versions collected",
        () -> {
          Files.deleteIfExists(answer);
          Files.writeString(server.data().resolve(FrameworkProbe.COLLECT), "");
          for (int i = 0; i < 50 && !Files.exists(answer); i++) {
            TimeUnit.MILLISECONDS.sleep(100);
          }
          last[0] = Files.exists(answer) ? Files.readString(answer) : "no answer";
          return last[0].startsWith("1 of ");
        });
    System.out.println("class-loaders-alive=" + last[0]);
  }

  private static void await(Server server, String what, Condition condition) throws Exception {
    Instant limit = Instant.now().plus(LONG);
    while (!condition.holds()) {
      if (Instant.now().isAfter(limit)) {
        throw new AssertionError(
            "not so within "
                + LONG
                + ": "
                + what
                + "\n"
                + server.get("/api/v1/providers").body()
                + "\n"
                + server.get("/api/v1/accounts").body()
                + "\n"
                + server.output());
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private interface Condition {
    boolean holds() throws Exception;
  }
}
