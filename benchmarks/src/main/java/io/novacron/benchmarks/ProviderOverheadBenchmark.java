package io.novacron.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Creates through a server, with its journal on disk, against the bare AWS SDK doing the same calls
 * at the same cloud: the simulator in a process of its own that takes 200 ms for each call, with 64
 * creates under way at once. The two take turns, so that both meet the same machine; the figures
 * are the medians of the rounds.
 *
 * <p>Arguments: the unpacked home.
 */
public final class ProviderOverheadBenchmark {
  private static final int AT_ONCE = 64;
  private static final int CREATES = 1_280;
  private static final int ROUNDS = 3;
  private static final double BAR = 0.8;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final String REGION = "us-east-1";
  private static final String TYPE = "m7i.xlarge";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path home;
  private final Path work;

  private ProviderOverheadBenchmark(Path home, Path work) {
    this.home = home;
    this.work = work;
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments the unpacked home
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("novacron-provider-overhead");
    try {
      new ProviderOverheadBenchmark(Path.of(arguments[0]).toAbsolutePath(), work).run();
    } finally {
      Directories.delete(work);
    }
  }

  private void run() throws IOException, InterruptedException {
    Process cloud = cloud();
    try {
      URI endpoint = endpoint(cloud);
      try (SdkCreates sdk = new SdkCreates(endpoint, REGION, TYPE, AT_ONCE, POLL);
          ServerProcess server = server(endpoint)) {
        compare(endpoint, sdk, server);
      }
    } finally {
      cloud.destroy();
      cloud.waitFor();
    }
  }

  private void compare(URI endpoint, SdkCreates sdk, ServerProcess server)
      throws IOException, InterruptedException {
    ClosedLoop.perSecond(AT_ONCE, CREATES, number -> sdk.create("warm-sdk-" + number));
    ClosedLoop.perSecond(AT_ONCE, CREATES, number -> create(server, "warm-" + number));
    double[] bare = new double[ROUNDS];
    double[] ours = new double[ROUNDS];
    double[] ratios = new double[ROUNDS];
    double bareCalls = 0;
    double ourCalls = 0;
    for (int i = 0; i < ROUNDS; i++) {
      int round = i;
      double before = calls(endpoint);
      bare[i] =
          ClosedLoop.perSecond(
              AT_ONCE, CREATES, number -> sdk.create("sdk-" + round + "-" + number));
      double between = calls(endpoint);
      ours[i] =
          ClosedLoop.perSecond(
              AT_ONCE, CREATES, number -> create(server, "ours-" + round + "-" + number));
      ratios[i] = ours[i] / bare[i];
      bareCalls += between - before;
      ourCalls += calls(endpoint) - between;
    }
    double all = (double) ROUNDS * CREATES;
    BenchmarkReport report = BenchmarkReport.of("provider-overhead");
    report.add("sdk", median(bare), "creates/s");
    report.add("sdk.calls", bareCalls / all, "per-create");
    report.add("through-us", median(ours), "creates/s", median(ratios), "the bare SDK");
    report.add("through-us.calls", ourCalls / all, "per-create", ourCalls / bareCalls, "the SDK's");
    report.add("through-us-to-bar", median(ratios), "", median(ratios) / BAR, "bar: 0.8");
    report.write();
  }

  private static CompletionStage<?> create(ServerProcess server, String name) {
    return server
        .post(
            "/api/v1/vms",
            "{\"name\": \""
                + name
                + "\", \"instanceType\": \""
                + TYPE
                + "\", \"placement\": {\"account\": \"wire\", \"region\": \""
                + REGION
                + "\"}}",
            name)
        .thenApply(answer -> json(answer, 202).at("/operation/id").asText())
        .thenCompose(operation -> done(server, operation));
  }

  private static CompletionStage<?> done(ServerProcess server, String operation) {
    return server
        .read("/api/v1/operations/" + operation + "?wait=50s")
        .thenApply(
            answer -> {
              JsonNode ended = json(answer, 200);
              if (!ended.path("state").asText().equals("SUCCEEDED")) {
                throw new IllegalStateException("a create has not succeeded: " + ended);
              }
              return ended;
            });
  }

  private static JsonNode json(HttpResponse<String> answer, int status) {
    if (answer.statusCode() != status) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private ServerProcess server(URI endpoint) throws IOException, InterruptedException {
    ServerProcess server = SimulatedServer.prepare(home, work.resolve("server"));
    Path key = Files.writeString(work.resolve("key"), "AKIASIMULATED0000000");
    Map<String, String> settings = new TreeMap<>();
    settings.put("provider", "aws");
    settings.put("endpoint", endpoint.toString());
    settings.put("regions", REGION);
    settings.put("credentials", "reference");
    settings.put("accessKeyId", "file:" + key);
    settings.put("secretAccessKey", "file:" + key);
    settings.put("pollMillis", Long.toString(POLL.toMillis()));
    settings.put("connections", Integer.toString(AT_ONCE));
    server.account("wire", settings);
    server.start();
    server.awaitAccount("wire");
    return server;
  }

  private Process cloud() throws IOException {
    return new ProcessBuilder(
            home.resolve("bin/novacron").toString(),
            "simulator",
            "--port",
            "0",
            "--data",
            work.resolve("cloud").toString(),
            "--latency",
            "200",
            "--visibility-delay",
            "0",
            "--provisioning",
            "100",
            "--quota-vcpus",
            "1000000000",
            "--capacity-per-zone",
            "1000000",
            "--shortage",
            "0")
        .redirectError(work.resolve("cloud.log").toFile())
        .redirectOutput(work.resolve("cloud.said").toFile())
        .start();
  }

  private URI endpoint(Process cloud) throws IOException, InterruptedException {
    Path said = work.resolve("cloud.said");
    while (cloud.isAlive()) {
      String line = Files.readString(said);
      if (line.startsWith("simulator ready at ") && line.contains(",")) {
        return URI.create(line.substring("simulator ready at ".length(), line.indexOf(',')));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new IOException("the simulator did not start: " + Files.readString(said));
  }

  /** How many calls that create or look after machines the cloud has had. */
  private double calls(URI endpoint) throws IOException, InterruptedException {
    JsonNode by =
        JSON.readTree(
                client
                    .send(
                        HttpRequest.newBuilder(endpoint.resolve("/_simulator/calls")).build(),
                        HttpResponse.BodyHandlers.ofString())
                    .body())
            .path("byAction");
    return by.path("RunInstances").asDouble() + by.path("DescribeInstances").asDouble();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
