package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class EventSocketTest {
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
  void eventsComeAsTheyHappenAsCloudEventsWithACursor() throws Exception {
    try (Socket socket = Socket.open("", FakeSecurity.ADMIN_TOKEN)) {
      api.events.happen("creating");
      api.events.happen("running");

      JsonNode first = socket.next();
      assertThat(first.get("event").asText()).isEqualTo("io.novacron.vm.creating.v1");
      assertThat(first.get("id").asText()).isEqualTo("1");
      assertThat(first.at("/data/specversion").asText()).isEqualTo("1.0");
      assertThat(first.at("/data/subject").asText()).isEqualTo("vm/vm-1");
      assertThat(socket.next().at("/data/data/state").asText()).isEqualTo("running");
    }
  }

  @Test
  void aReaderGoesOnFromTheCursorOfWhatItGotLast() throws Exception {
    api.events.happen("creating");
    api.events.happen("running");
    api.events.happen("stopping");

    String last;
    try (Socket socket = Socket.open("?cursor=oldest", FakeSecurity.ADMIN_TOKEN)) {
      last = socket.next().get("id").asText();
    }
    try (Socket socket = Socket.open("?cursor=" + last, FakeSecurity.ADMIN_TOKEN)) {
      assertThat(socket.next().at("/data/data/state").asText()).isEqualTo("running");
      assertThat(socket.next().at("/data/data/state").asText()).isEqualTo("stopping");
    }
  }

  @Test
  void filtersReachTheLog() throws Exception {
    try (Socket socket =
        Socket.open(
            "?type=io.novacron.vm.*&subject=vm/vm-1&account=prod-aws&label=team%3Da&label.tier=web",
            FakeSecurity.ADMIN_TOKEN)) {
      var filter = api.events.subscriptions.get(0).filter;
      assertThat(filter.types()).containsExactly("io.novacron.vm.*");
      assertThat(filter.subject()).isEqualTo("vm/vm-1");
      assertThat(filter.account()).isEqualTo("prod-aws");
      assertThat(filter.labels()).containsEntry("team", "a").containsEntry("tier", "web");
    }
  }

  @Test
  void aQuietSocketShowsThatItLivesAndHowFarItIs() throws Exception {
    api.events.happen("creating");
    api.rest.settings(TestApi.settings(512, 2000, Duration.ofSeconds(30), Duration.ofMillis(1)));
    try (Socket socket = Socket.open("", FakeSecurity.ADMIN_TOKEN)) {
      JsonNode beat = socket.next();

      assertThat(beat.get("event").asText()).isEqualTo("heartbeat");
      assertThat(beat.get("id").asText()).isEqualTo("1");
    }
  }

  @Test
  void theEndOfASocketIsSaidWithItsReason() throws Exception {
    try (Socket socket = Socket.open("", FakeSecurity.ADMIN_TOKEN)) {
      api.events.happen("creating");
      socket.next();
      api.events
          .subscriptions
          .get(0)
          .reader
          .onEnd(
              Problem.builder("events-reader-too-slow", Category.THROTTLED, "Too slow.").build(),
              "1");

      JsonNode end = socket.next();
      assertThat(end.get("event").asText()).isEqualTo("end");
      assertThat(end.get("id").asText()).isEqualTo("1");
      assertThat(end.at("/data/code").asText()).isEqualTo("events-reader-too-slow");
      assertThat(socket.closed.get(10, TimeUnit.SECONDS)).isEqualTo("1013 events-reader-too-slow");
    }
  }

  @Test
  void aClientThatGoesAwayEndsItsSubscription() throws Exception {
    Socket socket = Socket.open("", FakeSecurity.ADMIN_TOKEN);
    socket.close();

    Awaitility.await().until(() -> api.events.subscriptions.get(0).closed);
  }

  @Test
  void socketsThatReadNothingSlowNobody() throws Exception {
    List<Socket> idle = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Socket socket = Socket.openWithoutReading();
      idle.add(socket);
    }
    try (Socket reader = Socket.open("", FakeSecurity.ADMIN_TOKEN)) {
      for (int i = 0; i < 200; i++) {
        api.events.happen("running");
      }
      for (int i = 0; i < 200; i++) {
        assertThat(reader.next().get("id").asText()).isEqualTo(Integer.toString(i + 1));
      }
      assertThat(api.get("/health/live").status()).isEqualTo(200);
    } finally {
      idle.forEach(Socket::abort);
    }
    Awaitility.await()
        .until(
            () -> api.events.subscriptions.stream().allMatch(subscription -> subscription.closed));
  }

  @ParameterizedTest
  @CsvSource({
    "?cursor=1,410,events-compacted",
    "?cursor=none,400,invalid-cursor",
    "?colour=red,400,invalid-parameter",
    "?subject=a&subject=b,400,invalid-parameter",
    "?label=nothing,400,invalid-parameter",
  })
  void whatIsWrongIsAProblemBeforeThereIsASocket(String query, int status, String code) {
    api.events.kept = 2;

    assertThat(refused(query, FakeSecurity.ADMIN_TOKEN)).isEqualTo(status);
    TestApi.Answer answer = api.get("/api/v1/events/ws" + query);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    if (status != 410 && !code.equals("invalid-cursor")) {
      assertThat(answer.at("/code")).isEqualTo(code);
    }
    assertThat(api.events.subscriptions).isEmpty();
  }

  @Test
  void aStrangerGetsNothing() {
    assertThat(refused("", "wrong")).isEqualTo(401);
    assertThat(api.getAsStranger("/api/v1/events/ws").status()).isEqualTo(401);
    assertThat(api.events.subscriptions).isEmpty();
  }

  @Test
  void aRequestThatIsNoWebSocketIsToldToBecomeOne() {
    TestApi.Answer answer = api.get("/api/v1/events/ws");

    assertThat(answer.status()).isEqualTo(426);
    assertThat(answer.at("/code")).isEqualTo("upgrade-required");
    assertThat(api.post("/api/v1/events/ws").status()).isEqualTo(405);
  }

  private static int refused(String query, String token) {
    Throwable thrown = catchThrowable(() -> Socket.open(query, token));
    assertThat(thrown).isInstanceOf(CompletionException.class);
    assertThat(thrown.getCause()).isInstanceOf(WebSocketHandshakeException.class);
    return ((WebSocketHandshakeException) thrown.getCause()).getResponse().statusCode();
  }

  /** A client that keeps what it gets. */
  private static final class Socket implements WebSocket.Listener, AutoCloseable {
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private final boolean reads;
    private @Nullable WebSocket socket;

    private Socket(boolean reads) {
      this.reads = reads;
    }

    static Socket open(String query, String token) {
      return open(query, token, true);
    }

    static Socket openWithoutReading() {
      return open("", FakeSecurity.ADMIN_TOKEN, false);
    }

    private static Socket open(String query, String token, boolean reads) {
      Socket client = new Socket(reads);
      client.socket =
          CLIENT
              .newWebSocketBuilder()
              .header("Authorization", "Bearer " + token)
              .buildAsync(
                  URI.create("ws://127.0.0.1:" + api.port() + "/api/v1/events/ws" + query), client)
              .join();
      return client;
    }

    @Override
    public void onOpen(WebSocket opened) {
      if (reads) {
        opened.request(1);
      }
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

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket source, int status, String reason) {
      closed.complete(status + " " + reason);
      return null;
    }

    JsonNode next() throws IOException, InterruptedException {
      String text = texts.poll(20, TimeUnit.SECONDS);
      assertThat(text).as("a message within 20 s").isNotNull();
      return JSON.readTree(text);
    }

    void abort() {
      Objects.requireNonNull(socket).abort();
    }

    @Override
    public void close() {
      // The client answers a close of the server by itself, which may be at this very moment.
      Objects.requireNonNull(socket)
          .sendClose(WebSocket.NORMAL_CLOSURE, "")
          .handle((sent, failure) -> sent)
          .join();
    }
  }
}
