package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.event.RecordedEvent;
import io.novacron.rest.internal.TestApi.Answer;
import io.novacron.rest.internal.http.RestSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class EventRoutesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TestApi api = new TestApi();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @BeforeEach
  void beginAnew() {
    api.reset();
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @Test
  void eventsComeAsTheyHappenAsCloudEventsWithACursor() throws IOException {
    try (Stream stream = stream("")) {
      assertThat(stream.response.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      api.events.happen("creating");
      api.events.happen("running");

      Map<String, String> first = stream.next();
      assertThat(first)
          .containsEntry("id", "1")
          .containsEntry("event", "io.novacron.vm.creating.v1");
      JsonNode event = JSON.readTree(first.get("data"));
      assertThat(event.path("specversion").asText()).isEqualTo("1.0");
      assertThat(event.path("id").asText()).isEqualTo("vm-1.1");
      assertThat(event.path("tenant").asText()).isEqualTo("default");
      assertThat(event.path("source").asText()).isEqualTo("/novacron/node-1");
      assertThat(event.path("subject").asText()).isEqualTo("vm/vm-1");
      assertThat(event.path("time").asText()).isEqualTo("2026-11-23T12:00:01Z");
      assertThat(event.at("/data/state").asText()).isEqualTo("creating");
      assertThat(event.at("/data/labels/team").asText()).isEqualTo("a");
      assertThat(event.at("/data/revision").asInt()).isEqualTo(1);
      assertThat(stream.next()).containsEntry("id", "2");
    }
  }

  @Test
  void aReaderGoesOnFromLastEventIdWhichCountsMoreThanTheCursor() throws IOException {
    for (String state : List.of("creating", "running", "stopping", "stopped")) {
      api.events.happen(state);
    }
    try (Stream stream = stream("?cursor=oldest", "Last-Event-ID", "2")) {
      assertThat(stream.next()).containsEntry("id", "3");
    }
    try (Stream stream = stream("?cursor=oldest")) {
      assertThat(stream.next()).containsEntry("id", "1");
    }
    try (Stream stream = stream("?cursor=3")) {
      assertThat(stream.next()).containsEntry("id", "4");
    }
  }

  @Test
  void filtersReachTheLog() throws IOException {
    for (String state : List.of("creating", "running", "stopping")) {
      api.events.happen(state);
    }
    String query =
        "?cursor=oldest&type=io.novacron.vm.stop*&type=io.novacron.vm.running.v1"
            + "&subject=vm/vm-1&account=prod-aws&label=team%3Da";
    try (Stream stream = stream(query)) {
      assertThat(stream.next()).containsEntry("id", "2");
      assertThat(stream.next()).containsEntry("id", "3");
      assertThat(api.events.subscriptions.get(0).filter.labels()).containsEntry("team", "a");
    }
  }

  @Test
  void aCursorPastWhatIsKeptIs410AndSaysWhatToDo() {
    api.events.kept = 5;
    Answer answer = api.get("/api/v1/events", "Last-Event-ID", "3");
    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.at("/code")).isEqualTo("events-compacted");
    assertThat(answer.at("/nextStep")).isNotEmpty();
    assertThat(api.rest.meters().get("novacron.events.streams").gauge().value()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"?cursor=abc", "?cursor=", "?cursr=1", "?label=team", "?account=a&account=b"})
  void whatIsNotLegalIs400(String query) {
    assertThat(api.get("/api/v1/events" + query).status()).isEqualTo(400);
  }

  @Test
  void aStrangerGetsNothing() {
    assertThat(api.get("/api/v1/events", "Authorization", "").status()).isEqualTo(401);
    assertThat(api.get("/api/v1/events", "Accept", "application/json").status()).isEqualTo(406);
  }

  @Test
  void aQuietStreamShowsThatItLivesAndHowFarItIs() throws IOException {
    RestSettings usual = RestSettings.DEFAULT;
    api.rest.settings(
        TestApi.settings(
            usual.mostRequests(), usual.mostWaiting(), usual.timeout(), Duration.ofSeconds(1)));
    try (Stream stream = stream("?type=nothing")) {
      assertThat(stream.line()).startsWith(": novacron");
      api.events.happen("creating");
      Map<String, String> sign = stream.block(": heartbeat");
      assertThat(sign).containsEntry("id", "1").doesNotContainKey("data");
      assertThat(stream.block(": heartbeat")).as("said once").doesNotContainKey("id");
    }
  }

  @Test
  void moreStreamsThanAreTakenAreRefusedUntilOneIsClosed() throws IOException {
    api.rest.settings(
        RestSettings.of(Map.of("maxEventStreams", "1", "eventHeartbeatSeconds", "1")));
    try (Stream first = stream("")) {
      assertThat(first.line()).startsWith(": novacron");
      Answer refused = api.get("/api/v1/events");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.at("/code")).isEqualTo("too-many-streams");
      assertThat(refused.at("/nextStep")).contains("maxEventStreams");

      api.events.happen("creating");
      assertThat(first.next()).containsEntry("id", "1");
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> api.rest.meters().get("novacron.events.streams").gauge().value() == 0);
    try (Stream second = stream("?cursor=oldest")) {
      assertThat(second.next()).containsEntry("id", "1");
    }
  }

  @Test
  void theEndOfAStreamIsSaidWithItsReason() throws IOException {
    try (Stream stream = stream("")) {
      api.events.happen("creating");
      assertThat(stream.next()).containsEntry("id", "1");
      api.events
          .subscriptions
          .get(0)
          .reader
          .onEnd(Problem.builder("gone", Category.UNAVAILABLE, "Gone.").build(), "1");
      Map<String, String> end = stream.next();
      assertThat(end).containsEntry("event", "end").containsEntry("id", "1");
      assertThat(JSON.readTree(end.get("data")).path("code").asText()).isEqualTo("gone");
      assertThat(stream.reader.readLine()).as("the answer has ended").isNull();
    }
    awaitStreams(0);
  }

  @Test
  void aClientThatGoesAwayEndsItsSubscription() throws IOException {
    api.rest.settings(TestApi.settings(512, 2000, Duration.ofSeconds(30), Duration.ofSeconds(1)));
    Socket socket = connect();
    awaitStreams(1);
    socket.close();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> api.events.subscriptions.get(0).closed);
    awaitStreams(0);
  }

  @Test
  void readersThatReadNothingHoldNoThreadAndSlowNobody() throws IOException {
    List<Socket> sockets = new java.util.ArrayList<>();
    for (int i = 0; i < 12; i++) {
      sockets.add(connect());
    }
    awaitStreams(12);
    // More than the buffers of a connection hold.
    List<RecordedEvent> page =
        Collections.nCopies(20_000, new RecordedEvent(FakeEvents.event(1, "running"), "1"));
    List<CompletionStage<Void>> taken =
        api.events.subscriptions.stream()
            .map(subscription -> subscription.reader.onEvents(page))
            .toList();

    assertThat(api.get("/api/v1/accounts").status()).as("others are served").isEqualTo(200);
    assertThat(taken).allMatch(stage -> !stage.toCompletableFuture().isDone());
    long blocked =
        Thread.getAllStackTraces().entrySet().stream()
            .filter(
                thread ->
                    List.of(thread.getValue()).toString().contains("internal.stream.EventStream"))
            .filter(thread -> !thread.getKey().equals(Thread.currentThread()))
            .count();
    assertThat(blocked).isZero();

    Problem reason = Problem.builder("events-reader-too-slow", Category.THROTTLED, "Slow.").build();
    api.events.subscriptions.forEach(
        subscription -> subscription.reader.onEnd(reason, subscription.cursor()));
    for (Socket socket : sockets) {
      socket.close();
    }
    awaitStreams(0);
    assertThat(api.events.subscriptions).allMatch(subscription -> subscription.closed);
  }

  private static void awaitStreams(int count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> api.rest.meters().get("novacron.events.streams").gauge().value() == count);
  }

  private static Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", api.port());
    socket
        .getOutputStream()
        .write(
            ("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + FakeSecurity.ADMIN_TOKEN
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static Stream stream(String query, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + api.port() + "/api/v1/events" + query))
            .header("Authorization", "Bearer " + FakeSecurity.ADMIN_TOKEN);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    HttpResponse<InputStream> response =
        CLIENT.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream()).join();
    assertThat(response.statusCode()).isEqualTo(200);
    return new Stream(response);
  }

  /** A stream as a client reads it. */
  private static final class Stream implements AutoCloseable {
    private final HttpResponse<InputStream> response;
    private final BufferedReader reader;

    private Stream(HttpResponse<InputStream> response) {
      this.response = response;
      this.reader =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
      String line = reader.readLine();
      assertThat(line).as("the stream goes on").isNotNull();
      return line;
    }

    /** The next event, past comments. */
    private Map<String, String> next() throws IOException {
      Map<String, String> fields;
      do {
        fields = fields("");
      } while (!fields.containsKey("data"));
      return fields;
    }

    /** The fields of the next block that begins with a line. */
    private Map<String, String> block(String beginning) throws IOException {
      while (!line().startsWith(beginning)) {
        // Something else.
      }
      return fields("");
    }

    private Map<String, String> fields(String end) throws IOException {
      Map<String, String> fields = new HashMap<>();
      for (String line = line(); !line.equals(end); line = line()) {
        int colon = line.indexOf(": ");
        if (colon > 0) {
          fields.put(line.substring(0, colon), line.substring(colon + 2));
        }
      }
      return fields;
    }

    @Override
    public void close() throws IOException {
      response.body().close();
    }
  }
}
