package io.novacron.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server process of the archive, run as a user would run it. */
final class Server implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Path home;
  private final Path data;
  private final Path output;
  private final Map<String, String> environment = new TreeMap<>();
  private final List<String> prefix = new ArrayList<>();
  private int httpPort;
  private @Nullable Process process;

  Server(Path home, Path data) throws IOException {
    this.home = home;
    this.data = data;
    this.output =
        Files.createTempFile(Path.of(System.getProperty("novacron.work")), "server", ".out");
    this.httpPort = freePort();
    environment.put("NOVACRON_DATA", data.toString());
    environment.put("NOVACRON_HTTP_PORT", Integer.toString(httpPort));
    environment.put("NOVACRON_GRID_PORT", Integer.toString(freePortPair()));
    environment.put("NOVACRON_SHELL_PORT", Integer.toString(freePort()));
  }

  /** Sets a variable of the environment that later starts see. */
  Server with(String name, String value) {
    environment.put(name, value);
    if (name.equals("NOVACRON_HTTP_PORT") && value.chars().allMatch(Character::isDigit)) {
      httpPort = Integer.parseInt(value);
    }
    return this;
  }

  /** Puts a command such as unshare in front of the server's own. */
  Server inside(String... command) {
    prefix.addAll(List.of(command));
    return this;
  }

  int httpPort() {
    return httpPort;
  }

  Path data() {
    return data;
  }

  /** Starts it in the foreground, without waiting for it. */
  Server launch(String... options) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(home.resolve("bin/novacron").toString());
    command.add("run");
    command.addAll(List.of(options));
    process =
        builder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    return this;
  }

  /** Starts it and waits until it is ready. */
  Server start() throws IOException, InterruptedException {
    launch();
    awaitReady();
    return this;
  }

  void awaitReady() throws IOException, InterruptedException {
    Instant limit = Instant.now().plus(START_LIMIT);
    String last = "no answer";
    while (Instant.now().isBefore(limit)) {
      if (!process().isAlive()) {
        throw new AssertionError(
            "ended with " + process().exitValue() + " before it was ready:\n" + output());
      }
      try {
        HttpResponse<String> answer =
            client.send(
                HttpRequest.newBuilder(uri("/health/ready")).timeout(Duration.ofSeconds(5)).build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
          return;
        }
        last = answer.body();
      } catch (ConnectException e) {
        last = "connection refused";
      } catch (IOException e) {
        last = e.toString();
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new AssertionError("not ready within " + START_LIMIT + ": " + last + "\n" + output());
  }

  /** Kills it as the kernel would, with nothing flushed. */
  void kill() throws InterruptedException {
    process().descendants().forEach(ProcessHandle::destroyForcibly);
    process().destroyForcibly();
    assertEnded(process().waitFor(30, TimeUnit.SECONDS));
  }

  /** Has it collect what nothing reaches any more, so that its heap shows what it holds. */
  void collectGarbage() throws IOException, InterruptedException {
    long java =
        process()
            .descendants()
            .filter(child -> child.info().command().orElse("").endsWith("java"))
            .findFirst()
            .map(ProcessHandle::pid)
            .orElse(process().pid());
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(java),
                "GC.run")
            .redirectErrorStream(true)
            .start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (jcmd.waitFor() != 0) {
      throw new IOException("no collection: " + said);
    }
  }

  /** Asks it to stop and waits for its end; the exit status. */
  int stop() throws InterruptedException {
    process().destroy();
    return awaitExit(Duration.ofSeconds(40));
  }

  int awaitExit(Duration limit) throws InterruptedException {
    if (!process().waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("still running after " + limit + ":\n" + output());
    }
    return process().exitValue();
  }

  private static void assertEnded(boolean ended) {
    if (!ended) {
      throw new AssertionError("a killed process has not ended");
    }
  }

  private Process process() {
    if (process == null) {
      throw new IllegalStateException("not launched");
    }
    return process;
  }

  boolean running() {
    return process != null && process.isAlive();
  }

  /** What it has printed so far. */
  String output() {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Runs another command of the same launcher to its end, with standard input closed. */
  Finished command(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/novacron").toString());
    command.addAll(List.of(arguments));
    Path captured =
        Files.createTempFile(Path.of(System.getProperty("novacron.work")), "command", ".out");
    Path errors = Path.of(captured + ".errors");
    Process other =
        builder(command)
            .redirectOutput(captured.toFile())
            .redirectError(errors.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    if (!other.waitFor(90, TimeUnit.SECONDS)) {
      other.destroyForcibly();
      throw new AssertionError(
          "hangs: " + command + "\n" + Files.readString(captured) + Files.readString(errors));
    }
    String said = Files.readString(errors);
    return new Finished(other.exitValue(), Files.readString(captured) + said, said);
  }

  /** Any command, in the environment that the server has. */
  ProcessBuilder process(String... command) {
    return builder(List.of(command));
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send(request(path).GET(), headers);
  }

  /** Sends a JSON merge patch. */
  HttpResponse<String> patch(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/merge-patch+json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(body)),
        headers);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String... headers)
      throws IOException, InterruptedException {
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> delete(String path) throws IOException, InterruptedException {
    return client.send(request(path).DELETE().build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)),
        headers);
  }

  /** The body of a GET that must succeed. */
  JsonNode read(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(path);
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + " gave " + answer.statusCode() + ": " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  /** All items of a list, page by page. */
  List<JsonNode> readAll(String path) throws IOException, InterruptedException {
    List<JsonNode> items = new ArrayList<>();
    String separator = path.contains("?") ? "&" : "?";
    String token = null;
    do {
      JsonNode page =
          read(path + separator + "pageSize=500" + (token == null ? "" : "&pageToken=" + token));
      page.get("items").forEach(items::add);
      token = page.hasNonNull("nextPageToken") ? page.get("nextPageToken").asText() : null;
    } while (token != null);
    return items;
  }

  static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }

  private HttpRequest.Builder request(String path) throws IOException {
    return HttpRequest.newBuilder(uri(path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + token());
  }

  String token() throws IOException {
    return Files.readString(data.resolve("security/admin-token")).strip();
  }

  /** Where it is, without a path. */
  String address() {
    return "http://127.0.0.1:" + httpPort;
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + httpPort + path);
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("NOVACRON_"));
    builder.environment().putAll(environment);
    builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static int freePortPair() throws IOException {
    for (int attempt = 0; attempt < 100; attempt++) {
      int port = freePort();
      if (port + 100 > 65535) {
        continue;
      }
      try (ServerSocket ignored = new ServerSocket(port + 100)) {
        return port;
      } catch (IOException e) {
        // The partner is taken; try another pair.
      }
    }
    throw new IOException("no pair of free ports found");
  }

  @Override
  public void close() throws InterruptedException {
    if (running()) {
      kill();
    }
  }

  /** A command that has ended. */
  /**
   * How a command ended.
   *
   * @param output all that it wrote, the errors last
   * @param errors what it wrote to its error output
   */
  record Finished(int status, String output, String errors) {}
}
