package io.novacron.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The guides do what they say: their blocks are run as they are written, at one server. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GuidesTest {
  private static final Path DOCS = Path.of(System.getProperty("novacron.docs"));

  @TempDir static Path directory;

  @SuppressWarnings("NullAway.Init") // by start
  private static Path home;

  @SuppressWarnings("NullAway.Init") // by start
  private static Server server;

  @BeforeAll
  static void start() throws Exception {
    home = Archive.ownHome(directory);
    server =
        new Server(home, directory.resolve("data"))
            .with("NOVACRON_POOL", "pool-sample.json")
            .start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  @Order(1)
  void theFirstSteps() throws Exception {
    Guide guide = Guide.read("getting-started.md");
    assertThat(guide.blocks()).isGreaterThan(4);
    assertThat(guide.run(server, home, Map.of()))
        .contains(
            "\"runnerUp\"", "\"state\":\"RUNNING\"", "io.novacron.vm.running.v1", "monthlyDelta")
        .contains("\"state\":\"DELETED\"");
  }

  @Test
  @Order(2)
  void theGuideOfTheApi() throws Exception {
    Guide guide = Guide.read("api-guide.md");
    assertThat(guide.blocks()).isGreaterThan(15);
    assertThat(guide.run(server, home, Map.of()))
        .contains("SUCCEEDED", "/size/vcpu", "budget-exceeded", "304", "3.1")
        .contains("event: io.novacron.vm.");
    assertThat(server.readAll("/api/v1/vms?label=app%3Dguide&state=RUNNING")).isEmpty();
  }

  @Test
  @Order(3)
  void theGuideOfTheShell() throws Exception {
    Guide guide = Guide.read("shell.md");
    assertThat(guide.blocks()).isGreaterThan(7);
    assertThat(guide.run(server, home, Map.of()))
        .contains("shell-web", "simulated-aws", "SYNTAX", "advice  move", "\"action\" : \"")
        .contains("nowhere");
    assertThat(server.readAll("/api/v1/vms?name=shell-web")).isEmpty();
  }

  /** The last one, as the account that it makes is in use from then on. */
  @Test
  @Order(9)
  void aProviderIsMadeFromTheTemplateAndDroppedIntoTheServer() throws Exception {
    copy(DOCS.resolveSibling("provider-template"), directory.resolve("provider-template"));

    String printed =
        Guide.read("writing-a-provider.md").run(server, directory, Map.ofEntries(maven(), home()));

    Path built = directory.resolve("acme-provider/target");
    assertThat(printed).contains("acme", "cellar-frankfurt");
    try (Stream<Path> reports = Files.list(built.resolve("surefire-reports"))) {
      String report =
          Files.readString(
              reports.filter(each -> each.toString().endsWith(".xml")).findFirst().orElseThrow());
      assertThat(report).contains("createTwiceWithOneTokenReturnsTheSameMachine");
    }
    assertThat(machine("acme-first").at("/status/provider").asText()).isEqualTo("acme");
    assertThat(machine("acme-first").at("/status/state").asText()).isEqualTo("RUNNING");
    try (Stream<Path> machines =
        Files.walk(server.data()).filter(each -> each.toString().contains("/machines/m-"))) {
      assertThat(machines).as("what the acme cloud has on disk").hasSize(1);
    }
    assertStar(built);
  }

  private static void assertStar(Path built) throws IOException {
    try (Stream<Path> jars = Files.list(built)) {
      Path bundle = jars.filter(each -> each.toString().endsWith(".jar")).findFirst().orElseThrow();
      try (JarFile jar = new JarFile(bundle.toFile())) {
        assertThat(jar.getManifest().getMainAttributes().getValue("Export-Package")).isNull();
        assertThat(jar.getManifest().getMainAttributes().getValue("Import-Package"))
            .contains("io.novacron.api.provider")
            .doesNotContain("jackson", "io.novacron.core", "io.novacron.rest");
        assertThat(jar.stream().map(Object::toString)).anyMatch(name -> name.startsWith("lib/"));
      }
    }
  }

  private static JsonNode machine(String name) throws IOException, InterruptedException {
    List<JsonNode> found = server.readAll("/api/v1/vms?name=" + name);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static Map.Entry<String, String> home() {
    return Map.entry("NOVACRON_HOME", home.toString());
  }

  /** A Maven that fetches nothing: all it needs is where this build has it. */
  private static Map.Entry<String, String> maven() throws IOException {
    Path tools = Files.createDirectories(directory.resolve("tools"));
    Path maven = tools.resolve("mvn");
    Files.writeString(
        maven,
        "#!/bin/sh\nPATH=${PATH#*:}\nexec mvn -o -B -ntp -Dmaven.repo.local='"
            + System.getProperty("novacron.repository")
            + "' \"$@\"\n");
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    return Map.entry("PATH", tools + ":" + System.getenv("PATH"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        if (!file.startsWith(from.resolve("target"))) {
          Files.copy(file, to.resolve(from.relativize(file).toString()));
        }
      }
    }
  }
}
