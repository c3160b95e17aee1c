package io.novacron.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a whole server with a small heap does when it is sent what is meant to break it: it goes on
 * serving others, and its memory stays bounded.
 */
class HostileTest {
  private static final int STREAMS = 10_000;
  private static final String TOKEN_OF_OTHER = "token-of-somebody-else-who-only-wants-to-work-0001";
  private static final String MACHINE =
      "{\"name\":\"NAME\",\"image\":\"ubuntu-24.04\",\"size\":{\"vcpus\":1,\"memoryGib\":1}}";

  @TempDir static Path directory;

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private static Server server;
  private static String admin;
  private static int machines;

  @BeforeAll
  static void start() throws Exception {
    Path home = Archive.ownHome(directory);
    Files.writeString(
        home.resolve("etc/io.novacron.rest.cfg"),
        "maxEventStreams = 12000\nbodyTimeoutSeconds = 4\neventHeartbeatSeconds = 5\n");
    Files.writeString(
        home.resolve("etc/io.novacron.http.cfg"),
        "maxConnections = 14000\nidleTimeoutSeconds = 10\n");
    Path tokens = directory.resolve("data/security/tokens");
    Files.createDirectories(
        tokens, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path token = tokens.resolve("worker.operator");
    Files.writeString(token, TOKEN_OF_OTHER);
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    server = new Server(home, directory.resolve("data")).with("NOVACRON_HEAP", "512m").start();
    admin = server.token();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @AfterEach
  void memoryIsBoundedAndTheServerServes() throws Exception {
    othersAreServed();
    assertThat(server.running()).isTrue();
    // What is reachable, not what waits to be collected, must be well below the limit of 512 MiB.
    server.collectGarbage();
    assertThat(heapMebibytes()).as("heap in MiB after a collection").isLessThan(300);
    assertThat(server.output()).doesNotContain("OutOfMemoryError");
  }

  /** Somebody else reads, changes and watches as if nothing were the matter. */
  private static void othersAreServed() throws Exception {
    assertThat(ask("GET", "/api/v1/vms?pageSize=5", null).statusCode()).isEqualTo(200);
    assertThat(ask("GET", "/health/live", null).statusCode()).isEqualTo(200);
    HttpResponse<String> created =
        ask("POST", "/api/v1/vms", MACHINE.replace("NAME", "worker-" + machines++));
    assertThat(created.statusCode()).as(created.body()).isEqualTo(202);
  }

  private static HttpResponse<String> ask(String method, String path, @Nullable String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort() + path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + TOKEN_OF_OTHER);
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, HttpRequest.BodyPublishers.ofString(body));
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static double meter(String pattern) throws Exception {
    String metrics = ask("GET", "/metrics", null).body();
    double sum = 0;
    java.util.regex.Matcher line =
        java.util.regex.Pattern.compile("(?m)^" + pattern + " ([0-9.E+-]+)$").matcher(metrics);
    boolean found = false;
    while (line.find()) {
      sum += Double.parseDouble(line.group(1));
      found = true;
    }
    assertThat(found).as(pattern + " in\n" + metrics.substring(0, 500)).isTrue();
    return sum;
  }

  private static long heapMebibytes() throws Exception {
    return Math.round(meter("jvm_memory_used_bytes\\{area=\"heap\"[^}]*}") / (1 << 20));
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(90)).until(condition);
  }

  private static Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.httpPort());
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static String head(String requestLine, String headers) {
    return requestLine
        + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
        + admin
        + "\r\n"
        + headers
        + "\r\n";
  }

  /** The first line that comes; empty when the connection ends without one. */
  private static String firstLine(Socket socket) {
    StringBuilder line = new StringBuilder();
    try {
      for (int next = socket.getInputStream().read();
          next >= 0 && next != '\r';
          next = socket.getInputStream().read()) {
        line.append((char) next);
      }
    } catch (SocketTimeoutException e) {
      throw new UncheckedIOException("neither an answer nor an end", e);
    } catch (IOException e) {
      // What came before the reset counts.
      return line.toString();
    }
    return line.toString();
  }

  @Test
  void tenThousandIdleStreams() throws Exception {
    long files =
        ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getMaxFileDescriptorCount();
    int streams = (int) Math.min(STREAMS, files - 2000);
    System.out.println(
        "idle streams: " + streams + " (open files that are allowed: " + files + ")");
    try (IdleStreams idle = new IdleStreams()) {
      for (int i = 0; i < streams; i++) {
        idle.open(server.httpPort(), admin);
        if (i % 500 == 499) {
          int expected = i - 250;
          await(() -> idle.answered() >= expected);
        }
      }
      await(() -> idle.answered() == streams);
      assertThat(meter("novacron_events_streams")).isEqualTo(streams);
      System.out.println(
          "heap with " + streams + " idle streams: " + heapMebibytes() + " MiB of 512");

      othersAreServed();
      idle.await("io.novacron.vm.");
      othersAreServed();
      await(() -> idle.told() == streams);
      assertThat(idle.ended()).isZero();
    }
    await(() -> meter("novacron_events_streams") == 0);
  }

  @Test
  void slowHeaders() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 1000; i++) {
        slow.add(connect());
      }
      String head = "GET /api/v1/vms HTTP/1.1\r\nX-Slow: ";
      for (int sent = 0; sent < 8; sent++) {
        for (Socket socket : slow) {
          // One that is slower than the server allows is closed by it.
          trickle(socket, head.substring(sent * 4, sent * 4 + 4));
        }
        othersAreServed();
      }
    } finally {
      close(slow);
    }
  }

  @Test
  void slowBodies() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 400; i++) {
        Socket socket = connect();
        write(
            socket,
            head(
                "POST /api/v1/vms",
                "Content-Type: application/json\r\nContent-Length: 1000\r\nConnection: close\r\n"));
        slow.add(socket);
      }
      othersAreServed();
      List<Future<String>> answers = new ArrayList<>();
      ExecutorService readers = Executors.newCachedThreadPool();
      try {
        slow.forEach(socket -> answers.add(readers.submit(() -> firstLine(socket))));
        // Those that are read trickle in for longer than a body may take.
        for (int round = 0;
            round < 40 && answers.stream().anyMatch(each -> !each.isDone());
            round++) {
          for (int i = 0; i < slow.size(); i++) {
            if (!answers.get(i).isDone()) {
              trickle(slow.get(i), " ");
            }
          }
          othersAreServed();
          Thread.sleep(250);
        }
        List<String> lines = new ArrayList<>();
        for (Future<String> answer : answers) {
          lines.add(answer.get());
        }
        assertThat(lines).filteredOn(line -> line.startsWith("HTTP/1.1 408")).isNotEmpty();
        assertThat(lines).filteredOn(line -> line.startsWith("HTTP/1.1 503")).isNotEmpty();
        assertThat(lines).allMatch(line -> line.matches("HTTP/1.1 (408|503|429) .*|"));
      } finally {
        readers.shutdownNow();
      }
    } finally {
      close(slow);
    }
  }

  private static void trickle(Socket socket, String text) {
    try {
      write(socket, text);
    } catch (IOException e) {
      // The server has closed it.
      return;
    }
  }

  @Test
  void aDeclaredLengthOfAGibibyte() throws Exception {
    List<Socket> liars = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        Socket socket = connect();
        write(
            socket,
            head(
                "POST /api/v1/vms",
                "Content-Type: application/json\r\nContent-Length: 1073741824\r\n"));
        // One byte, and never the rest.
        write(socket, "{");
        liars.add(socket);
      }
      for (Socket socket : liars) {
        assertThat(firstLine(socket)).matches("HTTP/1.1 (413|503) .*");
      }
    } finally {
      close(liars);
    }
  }

  @Test
  void aDecompressionBomb() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 512; i++) {
        out.write(zeros);
      }
    }
    byte[] bomb = bytes.toByteArray();
    assertThat(bomb.length).isLessThan(1 << 20);
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      answers.add(
          CLIENT.sendAsync(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + server.httpPort() + "/api/v1/vms"))
                  .version(HttpClient.Version.HTTP_1_1)
                  .timeout(Duration.ofSeconds(60))
                  .header("Authorization", "Bearer " + admin)
                  .header("Content-Type", "application/json")
                  .header("Content-Encoding", "gzip")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(bomb))
                  .build(),
              HttpResponse.BodyHandlers.ofString()));
    }
    othersAreServed();
    int refused = 0;
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      int status =
          answer.handle((response, broken) -> broken == null ? response.statusCode() : 0).join();
      // A client that still writes when the answer comes may lose it.
      assertThat(status).isIn(0, 413, 503);
      refused += status == 413 ? 1 : 0;
    }
    assertThat(refused).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":"})
  void deepJson(String opening) throws Exception {
    String deep = opening.repeat((1 << 20) / opening.length());

    HttpResponse<String> answer = ask("POST", "/api/v1/vms", deep);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("malformed-json");
  }

  @Test
  void floodsOfHeaders() throws Exception {
    List<Socket> floods = new ArrayList<>();
    try {
      for (int i = 0; i < 50; i++) {
        Socket socket = connect();
        floods.add(socket);
        StringBuilder headers = new StringBuilder();
        for (int header = 0; header < 5000; header++) {
          headers.append("X-").append(header).append(": ").append("y".repeat(40)).append("\r\n");
        }
        try {
          write(socket, head("GET /api/v1/vms", headers.toString()));
        } catch (IOException e) {
          // It was refused before all was sent.
          continue;
        }
      }
      othersAreServed();
      List<String> lines = floods.stream().map(HostileTest::firstLine).toList();
      assertThat(lines).allMatch(line -> line.matches("HTTP/1.1 431 .*|"));
      // Who still writes when the answer comes may lose it; not all do.
      assertThat(lines).anyMatch(line -> !line.isEmpty());
    } finally {
      close(floods);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../../../etc/passwd",
        "/docs/../../../etc/passwd",
        "/docs/%2e%2e/%2e%2e/etc/novacron.properties",
        "/docs/..%2f..%2fdata%2fsecurity%2fadmin-token",
        "/docs/..%5c..%5cdata",
        "/problems/..%252f..%252fsecurity",
        "/health/live/../../api/v1/vms",
        "/health/live/..;/../api/v1/vms",
        "/health/live;x=/api/v1/vms",
        "//health/live/%2e%2e/%2e%2e/metrics",
        "/health/live%00/../metrics",
        "/%c0%ae%c0%ae/metrics",
      })
  void pathTricks(String target) throws Exception {
    try (Socket socket = connect()) {
      // Without a token: nothing but what is open may be shown.
      write(socket, "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).matches("(?s)HTTP/1\\.1 (400|401|404) .*");
      assertThat(answer)
          .doesNotContain("root:")
          .doesNotContain("novacron_")
          .doesNotContain("\tat ");
    }
  }

  private static void close(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
