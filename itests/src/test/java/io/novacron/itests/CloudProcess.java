package io.novacron.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The simulated cloud as a process of its own, which lives on while servers are killed. */
final class CloudProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("simulator ready at (http://\\S+),.*");
  private static final long LIMIT_SECONDS = 60;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final URI endpoint;

  private CloudProcess(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /**
   * Starts one that has room for all.
   *
   * @param home home of the archive
   * @param data where it keeps its log
   */
  static CloudProcess start(Path home, Path data, String... options) throws Exception {
    Path said = Path.of(data + ".said");
    List<String> command =
        new ArrayList<>(
            List.of(
                home.resolve("bin/novacron").toString(),
                "simulator",
                "--port",
                "0",
                "--data",
                data.toString(),
                "--quota-vcpus",
                "1000000",
                "--capacity-per-zone",
                "100000",
                "--shortage",
                "0"));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command)
            .redirectError(Path.of(data + ".log").toFile())
            .redirectOutput(said.toFile())
            .start();
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    Matcher ready = READY.matcher("");
    while (!ready.matches() && process.isAlive() && System.nanoTime() < limit) {
      TimeUnit.MILLISECONDS.sleep(50);
      ready = READY.matcher(Files.readString(said).trim());
    }
    assertThat(ready.matches()).as(Files.readString(said)).isTrue();
    return new CloudProcess(process, URI.create(ready.group(1)));
  }

  URI endpoint() {
    return endpoint;
  }

  /** Gives a server an account there. */
  void account(Path home, Path directory) throws IOException {
    account(home, directory, endpoint);
  }

  /** Gives a server an account at an endpoint. */
  static void account(Path home, Path directory, URI endpoint, String... more) throws IOException {
    Path key = Files.writeString(directory.resolve("key"), "AKIASIMULATED0000000");
    Files.writeString(
        home.resolve("etc/io.novacron.account-wire.cfg"),
        """
        provider = aws
        endpoint = %s
        credentials = reference
        accessKeyId = file:%s
        secretAccessKey = file:%s
        pollMillis = 500
        %s
        """
            .formatted(endpoint, key, key, String.join("\n", more)));
  }

  /** Asks its control resource, such as {@code faults}. */
  JsonNode control(String method, String resource, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(endpoint.resolve("/_simulator/" + resource))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    return Server.json(answer.body());
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
  }
}
