package io.novacron.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What REST and events promise, of a whole server, over its end and new start where that matters.
 */
class ConformanceTest {
  private static final String SMALL = "\"size\":{\"vcpus\":1,\"memoryGib\":1}";

  private static final Pattern METER = Pattern.compile("novacron_[a-z_]+");
  private static final Pattern LABELS = Pattern.compile("by \\(([a-z, ]+)\\)");

  @TempDir static Path directory;

  private static Server server;

  @BeforeAll
  static void start() throws Exception {
    server = new Server(Archive.home(), directory.resolve("data")).start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void oneKeyMakesOneMachineAlsoFromManyClientsAtOnceAndAfterARestart() throws Exception {
    String body = "{\"name\":\"once\"," + SMALL + "}";
    List<Callable<HttpResponse<String>>> clients = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      clients.add(() -> server.post("/api/v1/vms", body, "Idempotency-Key", "the-key"));
    }
    Set<String> operations = new HashSet<>();
    ExecutorService threads = Executors.newFixedThreadPool(clients.size());
    try {
      for (Future<HttpResponse<String>> client : threads.invokeAll(clients)) {
        HttpResponse<String> answer = client.get();
        if (answer.statusCode() == 409) {
          assertThat(code(answer)).isEqualTo("request-in-progress");
        } else {
          assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
          operations.add(Server.json(answer.body()).at("/operation/id").asText());
        }
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(operations).hasSize(1);

    HttpResponse<String> other =
        server.post(
            "/api/v1/vms", "{\"name\":\"other\"," + SMALL + "}", "Idempotency-Key", "the-key");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(code(other)).isEqualTo("idempotency-key-reused");

    server.stop();
    server.start();
    HttpResponse<String> again = server.post("/api/v1/vms", body, "Idempotency-Key", "the-key");
    assertThat(again.statusCode()).as(again.body()).isEqualTo(202);
    assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(operations).containsExactly(Server.json(again.body()).at("/operation/id").asText());
    assertThat(server.readAll("/api/v1/vms?name=once")).hasSize(1);
    assertThat(server.readAll("/api/v1/vms?name=other")).isEmpty();
  }

  @Test
  void aMachineThatSomebodyStopsAtItsCloudIsSeenToldOfAndBroughtBack() throws Exception {
    String id = Creates.acknowledged(server, "drifts");
    String reference = server.read("/api/v1/vms/" + id).at("/status/providerReference").asText();
    HttpResponse<String> stopped =
        server.post(
            "/api/v1/simulator/faults",
            "{\"name\":\"out-of-band\",\"parameters\":{\"change\":\"stop\",\"reference\":\""
                + reference
                + "\"}}");
    assertThat(stopped.statusCode()).as(stopped.body()).isEqualTo(201);

    JsonNode seen = awaitState(id, "STOPPED", "?maxAge=0s");
    assertThat(seen.at("/desiredState").asText()).isEqualTo("RUNNING");
    assertThat(seen.at("/status/observedFrom").asText()).isIn("describe", "list");
    assertThat(Instant.parse(seen.at("/status/observedAt").asText()))
        .isAfter(Instant.now().minusSeconds(120));

    List<JsonNode> drift = server.readAll("/api/v1/drift?machine=" + id);
    assertThat(drift).hasSize(1);
    assertThat(drift.get(0).get("expected").asText()).isEqualTo("RUNNING");
    String revert = "/api/v1/drift/" + drift.get(0).get("id").asText() + "/actions/revert";
    assertThat(Server.json(server.post(revert + "?dryRun=true", "").body()).get("effect").asText())
        .contains("start");
    HttpResponse<String> begun = server.post(revert, "");
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    awaitState(id, "RUNNING", "");
    assertThat(server.readAll("/api/v1/drift?machine=" + id)).isEmpty();

    JsonNode orphans = server.read("/api/v1/orphans?account=simulated-aws");
    assertThat(orphans.at("/coverage")).isNotEmpty();
    assertThat(orphans.at("/total").asInt()).as("everything here has a record").isZero();
  }

  private static JsonNode awaitState(String id, String state, String query) {
    return await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> server.read("/api/v1/vms/" + id + query),
            machine -> machine.at("/status/state").asText().equals(state));
  }

  @Test
  void whatIsThereAllTheTimeIsOnThePagesOnceWhateverElseComesAndGoes() throws Exception {
    Set<String> stays = new HashSet<>();
    for (int i = 0; i < 12; i++) {
      stays.add(Creates.acknowledged(server, "stays-" + i));
    }
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService threads = Executors.newSingleThreadExecutor();
    Future<Integer> changes =
        threads.submit(
            () -> {
              int made = 0;
              while (!over.get()) {
                String id = Creates.acknowledged(server, "comes-" + made++);
                server.delete("/api/v1/vms/" + id + "?wait=5s");
              }
              return made;
            });
    try {
      for (int round = 0; round < 5; round++) {
        List<String> seen = new ArrayList<>();
        String token = "";
        do {
          JsonNode page =
              server.read(
                  "/api/v1/vms?pageSize=4" + (token.isEmpty() ? "" : "&pageToken=" + token));
          page.get("items").forEach(machine -> seen.add(machine.get("id").asText()));
          token = page.get("nextPageToken").asText("").replace("null", "");
        } while (!token.isEmpty());
        assertThat(seen).doesNotHaveDuplicates().containsAll(stays);
      }
    } finally {
      over.set(true);
      assertThat(changes.get(60, TimeUnit.SECONDS)).isPositive();
      threads.shutdownNow();
    }
  }

  @Test
  void curlReadsEventsOnAfterARestartFromTheIdThatItGotLast() throws Exception {
    String first = Creates.acknowledged(server, "before-the-restart");
    String cursor = null;
    for (String line : curl("cursor=oldest", null).lines().toList()) {
      if (line.startsWith("id: ")) {
        cursor = line.substring(4);
      }
    }
    assertThat(cursor).isNotNull();
    server.stop();
    server.start();
    String second = Creates.acknowledged(server, "after-the-restart");

    String rest = curl("", cursor);

    assertThat(rest).contains(second).contains("io.novacron.vm.creating.v1");
    assertThat(rest)
        .doesNotContain("\"type\":\"io.novacron.vm.creating.v1\",\"subject\":\"vm/" + first);
  }

  @Test
  void aWebSocketReadsOnAfterARestartFromTheIdThatItGotLast() throws Exception {
    String first = Creates.acknowledged(server, "before-the-other-restart");
    Reader reader = Reader.open("?cursor=oldest&subject=vm/" + first);
    String cursor = reader.next().get("id").asText();
    reader.close();
    server.stop();
    server.start();

    Reader again = Reader.open("?subject=vm/" + first + "&cursor=" + cursor);
    JsonNode next = again.next();
    again.close();

    assertThat(next.at("/data/subject").asText()).isEqualTo("vm/" + first);
    assertThat(next.at("/data/type").asText()).isNotEqualTo("io.novacron.vm.creating.v1");
    assertThat(server.get("/api/v1/events/ws").statusCode()).isEqualTo(426);
    assertThat(code(server.get("/api/v1/events?cursor=none"))).isEqualTo("invalid-cursor");
  }

  /** A panel of something that is not measured would stay empty, and nobody would see a failure. */
  @Test
  void everyMeterAndLabelOfTheDashboardsIsServed() throws Exception {
    Creates.acknowledged(server, "measured");
    // Some are looked at every few seconds.
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> server.get("/metrics").body().contains("novacron_spend_machines{"));
    String served = server.get("/metrics").body();
    int expressions = 0;
    try (Stream<Path> boards =
        Files.list(Path.of(System.getProperty("novacron.docs"), "dashboards"))) {
      for (Path board : boards.toList()) {
        for (JsonNode expression : Server.json(Files.readString(board)).findValues("expr")) {
          expressions++;
          Matcher meters = METER.matcher(expression.asText());
          boolean measured = false;
          while (meters.find()) {
            measured = true;
            String lines = lines(served, meters.group());
            assertThat(lines).as(board + ": " + meters.group()).isNotEmpty();
            Matcher labels = LABELS.matcher(expression.asText());
            while (labels.find()) {
              for (String label : labels.group(1).split(", *")) {
                assertThat(lines).as(board + ": " + expression).contains(label + "=\"");
              }
            }
          }
          assertThat(measured).as(board + ": " + expression).isTrue();
        }
      }
    }
    assertThat(expressions).isGreaterThan(10);
  }

  /** The samples of a meter. */
  private static String lines(String served, String meter) {
    return served
        .lines()
        .filter(line -> line.startsWith(meter + " ") || line.startsWith(meter + "{"))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void pagesOfTheApiAndOfProblemsComeFromTheServerItself() throws Exception {
    for (String page :
        List.of("/docs", "/docs/swagger-ui-bundle.js", "/docs/swagger-ui.css", "/problems")) {
      assertThat(server.get(page).statusCode()).as(page).isEqualTo(200);
    }
    String type = Server.json(server.get("/api/v1/vms/none").body()).get("type").asText();
    assertThat(server.get(type).body()).contains("machine-not-found");
  }

  @Test
  void aChangeNeedsTheRevisionThatItWasMadeFor() throws Exception {
    String id = Creates.acknowledged(server, "tagged");
    String path = "/api/v1/vms/" + id;
    server.read("/api/v1/vms/" + id);
    String stale = "\"1\"";
    assertThat(server.patch(path, "{\"labels\":{\"a\":\"b\"}}").statusCode()).isEqualTo(428);
    String tag = settledTag(path);
    HttpResponse<String> done = server.patch(path, "{\"labels\":{\"a\":\"b\"}}", "If-Match", tag);
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    assertThat(server.patch(path, "{\"labels\":{\"a\":\"c\"}}", "If-Match", stale).statusCode())
        .isEqualTo(412);
    String now = server.get(path).headers().firstValue("ETag").orElseThrow();
    assertThat(now).isNotEqualTo(tag);
    assertThat(server.get(path, "If-None-Match", now).statusCode()).isEqualTo(304);
  }

  /** The entity tag of a machine whose create has ended. */
  private static String settledTag(String path) throws Exception {
    JsonNode machine = server.read(path);
    server.read("/api/v1/operations/" + machine.get("operation").asText() + "?wait=30s");
    return server.get(path).headers().firstValue("ETag").orElseThrow();
  }

  private static String code(HttpResponse<String> answer) throws IOException {
    return Server.json(answer.body()).get("code").asText();
  }

  /** What curl reads of the stream in some seconds; it ends by its own limit. */
  private static String curl(String query, @Nullable String lastEventId) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "curl",
                "-sN",
                "--max-time",
                "5",
                "-H",
                "Authorization: Bearer " + server.token(),
                "http://127.0.0.1:" + server.httpPort() + "/api/v1/events?" + query));
    if (lastEventId != null) {
      command.addAll(List.of("-H", "Last-Event-ID: " + lastEventId));
    }
    Path output = Files.createTempFile(directory, "curl", ".out");
    Process curl = new ProcessBuilder(command).redirectOutput(output.toFile()).start();
    assertThat(curl.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(curl.exitValue()).as("28 is curl's own limit of time").isIn(0, 28);
    return Files.readString(output);
  }

  /** A WebSocket client that keeps what it gets. */
  private static final class Reader implements WebSocket.Listener {
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private @Nullable WebSocket socket;

    static Reader open(String query) throws IOException {
      Reader reader = new Reader();
      reader.socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .header("Authorization", "Bearer " + server.token())
              .buildAsync(
                  URI.create("ws://127.0.0.1:" + server.httpPort() + "/api/v1/events/ws" + query),
                  reader)
              .join();
      return reader;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket source, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        texts.add(part.toString());
        part.setLength(0);
      }
      source.request(1);
      return null;
    }

    JsonNode next() throws IOException, InterruptedException {
      String text = texts.poll(30, TimeUnit.SECONDS);
      assertThat(text).as("a message within 30 s").isNotNull();
      return Server.json(text);
    }

    void close() {
      if (socket != null) {
        socket.abort();
      }
    }
  }
}
