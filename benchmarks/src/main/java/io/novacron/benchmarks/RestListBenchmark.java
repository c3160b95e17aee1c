package io.novacron.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;

/**
 * A page of 100 machines with a label, out of 100,000, read by one client: how long it takes, and
 * whether a page near the end costs what the first costs.
 *
 * <p>Arguments: the unpacked home.
 */
public final class RestListBenchmark {
  private static final int MACHINES = Integer.getInteger("benchmark.machines", 100_000);
  private static final int LABELS = 10;
  private static final int PAGE = 100;
  private static final int CONNECTIONS = 64;
  private static final int READS = 300;
  private static final String FIRST =
      "/api/v1/vms?label=team%3Dt3&pageSize=" + PAGE + "&sort=createdAt";
  private static final ObjectMapper JSON = new ObjectMapper();

  private RestListBenchmark() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments the unpacked home
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("novacron-rest-list");
    try (ServerProcess server =
        SimulatedServer.prepare(Path.of(arguments[0]).toAbsolutePath(), work)) {
      server.account("quick", SimulatedServer.settings(0));
      server.settings("io.novacron.operations", Map.of("liveOperations", "1000000"));
      server.with("NOVACRON_HEAP", "2g").with("NOVACRON_OFFHEAP", "1g");
      server.start();
      server.awaitAccount("quick");
      run(server);
    } finally {
      Directories.delete(work);
    }
  }

  private static void run(ServerProcess server) throws IOException, InterruptedException {
    HttpLoad load = new HttpLoad(server.httpPort(), server.token(), CONNECTIONS);
    AtomicInteger made = new AtomicInteger();
    while (made.get() < MACHINES) {
      load.run(
          5,
          202,
          (connection, unused) -> {
            int number = made.getAndIncrement();
            return connection.request(
                "POST",
                "/api/v1/vms",
                "",
                "{\"name\": \"m-"
                    + number
                    + "\", \"labels\": {\"team\": \"t"
                    + number % LABELS
                    + "\"}, "
                    + SimulatedServer.given("quick")
                    + "}");
          });
    }
    // Pages are measured, not what goes on beside them.
    server.awaitAllDone(Duration.ofMinutes(30));
    BenchmarkReport report = BenchmarkReport.of("rest-list");
    report.add("machines", made.get(), "machines");
    try (HttpConnection connection = new HttpConnection(server.httpPort(), server.token())) {
      List<String> pages = pages(connection);
      report.add("pages", pages.size(), "pages");
      measure(connection, pages.get(0));
      Histogram first = measure(connection, pages.get(0));
      Histogram middle = measure(connection, pages.get(pages.size() / 2));
      Histogram last = measure(connection, pages.get(pages.size() - 2));
      report.add("first.p95", millis(first, 95), "ms", millis(first, 95) / 100, "100 ms");
      report.add("middle.p95", millis(middle, 95), "ms", millis(middle, 95) / 100, "100 ms");
      report.add("last.p95", millis(last, 95), "ms", millis(last, 95) / 100, "100 ms");
      report.add(
          "last.median",
          millis(last, 50),
          "ms",
          millis(last, 50) / millis(first, 50),
          "the first page's median");
    }
    report.write();
  }

  /** The addresses of all pages; fails when they do not hold each machine of the label once. */
  private static List<String> pages(HttpConnection connection) throws IOException {
    List<String> pages = new ArrayList<>();
    java.util.Set<String> seen = new java.util.HashSet<>();
    String next = FIRST;
    while (!next.isEmpty()) {
      pages.add(next);
      HttpConnection.Answer answer = connection.exchange(connection.request("GET", next, "", ""));
      JsonNode page = JSON.readTree(answer.body());
      for (JsonNode machine : page.path("items")) {
        if (!seen.add(machine.path("id").asText())) {
          throw new IOException("a machine is on two pages");
        }
      }
      String token = page.path("nextPageToken").asText("");
      next = token.isEmpty() || token.equals("null") ? "" : FIRST + "&pageToken=" + token;
    }
    if (seen.size() < MACHINES / LABELS) {
      throw new IOException("only " + seen.size() + " machines on " + pages.size() + " pages");
    }
    return pages;
  }

  private static Histogram measure(HttpConnection connection, String path) throws IOException {
    Histogram latencies = new Histogram(TimeUnit.MINUTES.toMicros(1), 3);
    byte[] request = connection.request("GET", path, "", "");
    for (int i = 0; i < READS; i++) {
      long begin = System.nanoTime();
      HttpConnection.Answer answer = connection.exchange(request);
      latencies.recordValue((System.nanoTime() - begin) / 1_000);
      if (answer.status() != 200) {
        throw new IOException(answer.status() + " " + answer.text());
      }
    }
    return latencies;
  }

  private static double millis(Histogram latencies, double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1e3;
  }
}
