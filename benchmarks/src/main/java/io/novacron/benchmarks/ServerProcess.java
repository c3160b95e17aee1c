package io.novacron.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The server of the archive in a process of its own, on ports that are free and with empty data.
 */
final class ServerProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Path home;
  private final Path data;
  private final Path output;
  private final Map<String, String> environment = new HashMap<>();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final int httpPort;
  private @Nullable Process process;
  private String token = "";

  /**
   * Makes a server that does not run yet.
   *
   * @param home the unpacked archive; a copy, since account files may be put into it
   * @param work where its data goes
   */
  ServerProcess(Path home, Path work) throws IOException {
    this.home = home;
    this.data = work.resolve("data");
    this.output = work.resolve("output");
    this.httpPort = freePort();
    environment.put("NOVACRON_DATA", data.toString());
    environment.put("NOVACRON_HTTP_PORT", Integer.toString(httpPort));
    environment.put("NOVACRON_SHELL_PORT", Integer.toString(freePort()));
    environment.put("NOVACRON_GRID_PORT", Integer.toString(freeGridPort()));
  }

  /** Sets a variable of the environment that later starts see. */
  ServerProcess with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Writes the file of an account; to be called before the start. */
  void account(String name, Map<String, String> settings) throws IOException {
    StringBuilder text = new StringBuilder();
    settings.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    Files.writeString(accountFile(name), text.toString());
  }

  /** Writes a file of settings; to be called before the start. */
  void settings(String pid, Map<String, String> settings) throws IOException {
    StringBuilder text = new StringBuilder();
    settings.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    Files.writeString(home.resolve("etc").resolve(pid + ".cfg"), text.toString());
  }

  /** Takes the file of an account away; its operations wait from the next start on. */
  void withoutAccount(String name) throws IOException {
    Files.delete(accountFile(name));
  }

  private Path accountFile(String name) {
    return home.resolve("etc").resolve("io.novacron.account-" + name + ".cfg");
  }

  /** Starts it and waits until it is ready; gives the seconds that this took. */
  double start() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(home.resolve("bin/novacron").toString(), "run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().putAll(environment);
    long begin = System.nanoTime();
    Process started = builder.start();
    process = started;
    while (!ready()) {
      if (!started.isAlive() || System.nanoTime() - begin > LIMIT.toNanos()) {
        throw new IOException("did not start:\n" + Files.readString(output));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  private boolean ready() throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(uri("/health/ready")).timeout(Duration.ofSeconds(5)).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Waits until an account can be used. */
  void awaitAccount(String name) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    while (!get("/api/v1/accounts/" + name).path("state").asText().equalsIgnoreCase("ready")) {
      if (System.nanoTime() - begin > LIMIT.toNanos()) {
        throw new IOException("account " + name + " is not ready");
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Reads JSON; a failure has an empty object. */
  JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : JSON.createObjectNode();
  }

  static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }

  /** Reads without waiting. */
  CompletableFuture<HttpResponse<String>> read(String path) {
    return client.sendAsync(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Sends a body without waiting. */
  CompletableFuture<HttpResponse<String>> post(String path, String body, String idempotencyKey) {
    return client.sendAsync(
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", idempotencyKey)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** The sum of all lines of a metric, such as {@code novacron_operations_live}. */
  double metric(String name) throws IOException, InterruptedException {
    return metric(name, line -> true);
  }

  /** The sum of those lines of a metric that are chosen. */
  double metric(String name, Predicate<String> chosen) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(request("/metrics").GET().build(), HttpResponse.BodyHandlers.ofString());
    return answer
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .filter(chosen)
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Bytes on the heap after a full collection. */
  long heapAfterCollection() throws IOException, InterruptedException {
    String pid = Long.toString(java());
    jcmd(pid, "GC.run");
    jcmd(pid, "GC.run");
    String text = jcmd(pid, "GC.heap_info");
    // Such as " garbage-first heap   total 262144K, used 34567K [0x...".
    int used = text.indexOf("used ");
    if (used < 0) {
      throw new IOException("no figure of the heap in: " + text);
    }
    int end = text.indexOf('K', used);
    return Long.parseLong(text.substring(used + "used ".length(), end)) << 10;
  }

  /** The server's own process: the launcher may be its parent. */
  private long java() {
    Process running = running();
    return running
        .descendants()
        .filter(child -> child.info().command().orElse("").endsWith("java"))
        .findFirst()
        .map(ProcessHandle::pid)
        .orElse(running.pid());
  }

  private static String jcmd(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process asked = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (asked.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + text);
    }
    return text;
  }

  /** Waits until something is so. */
  void await(Condition condition, Duration limit) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    while (!condition.holds(this)) {
      if (System.nanoTime() - begin > limit.toNanos()) {
        throw new IOException("not so after " + limit.toSeconds() + " s");
      }
      TimeUnit.MILLISECONDS.sleep(250);
    }
  }

  /** Waits until every operation is done. */
  void awaitAllDone(Duration limit) throws IOException, InterruptedException {
    await(server -> server.metric("novacron_operations_live") == 0, limit);
  }

  /** What is waited for. */
  interface Condition {
    boolean holds(ServerProcess server) throws IOException, InterruptedException;
  }

  /** Seconds that processors have worked for it so far, all its threads together. */
  double processorSeconds() {
    return ProcessHandle.of(java())
        .flatMap(handle -> handle.info().totalCpuDuration())
        .map(time -> time.toNanos() / 1e9)
        .orElse(Double.NaN);
  }

  /** Ends it as a crash would. */
  void kill() throws InterruptedException {
    Process running = running();
    running.descendants().forEach(ProcessHandle::destroyForcibly);
    running.destroyForcibly();
    running.waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    if (process != null) {
      kill();
    }
  }

  private Process running() {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path))
        .timeout(Duration.ofSeconds(120))
        .header("Authorization", "Bearer " + token());
  }

  int httpPort() {
    return httpPort;
  }

  /** Where it was unpacked. */
  Path home() {
    return home;
  }

  /** The administrator's token. */
  String token() {
    if (token.isEmpty()) {
      try {
        token = Files.readString(data.resolve("security/admin-token")).strip();
      } catch (IOException e) {
        throw new IllegalStateException("no token", e);
      }
    }
    return token;
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + httpPort + path);
  }

  /** Below the ports that the system gives to clients, with the one for data free, too. */
  static int freeGridPort() throws IOException {
    for (int port = 21_000; port < 30_000; port += 200) {
      try (ServerSocket discovery = new ServerSocket(port);
          ServerSocket communication = new ServerSocket(port + 100)) {
        return Math.min(discovery.getLocalPort(), communication.getLocalPort());
      } catch (IOException e) {
        // In use: the next one is tried.
      }
    }
    throw new IOException("no free pair of ports from 21000 to 30000");
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
