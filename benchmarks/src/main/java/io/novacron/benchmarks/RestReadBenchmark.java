package io.novacron.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One machine read over 64 connections, beside a bare resource of the same framework in the same
 * server that gives the same JSON and does nothing else.
 *
 * <p>Arguments: the unpacked home.
 */
public final class RestReadBenchmark {
  private static final int CONNECTIONS = 64;
  private static final int ROUNDS = 5;
  private static final double WARM_SECONDS = 30;
  private static final double SECONDS = 6;
  private static final String BARE = "/bare/";

  private RestReadBenchmark() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments the unpacked home
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("novacron-rest-read");
    try (ServerProcess server =
        SimulatedServer.prepare(Path.of(arguments[0]).toAbsolutePath(), work)) {
      BareBundle.write(server.home().resolve("deploy/bare.jar"));
      server.account("quick", SimulatedServer.settings(0));
      server.start();
      server.awaitAccount("quick");
      run(server);
    } finally {
      Directories.delete(work);
    }
  }

  private static void run(ServerProcess server) throws IOException, InterruptedException {
    new CreateLoad(server).run("read", 1, 1, SimulatedServer.given("quick"));
    server.awaitAllDone(Duration.ofMinutes(1));
    String path = "/api/v1/vms/" + server.get("/api/v1/vms").at("/items/0/id").asText();
    try (HttpConnection connection = new HttpConnection(server.httpPort(), server.token())) {
      String json = connection.exchange(connection.request("GET", path, "", "")).text();
      HttpConnection.Answer put = connection.exchange(connection.request("PUT", BARE, "", json));
      HttpConnection.Answer back = connection.exchange(connection.request("GET", BARE, "", ""));
      if (put.status() != 204 || back.text().length() != json.length()) {
        throw new IOException("the bare resource gives something else: " + back.text());
      }
    }
    HttpLoad load = new HttpLoad(server.httpPort(), server.token(), CONNECTIONS);
    read(load, path, WARM_SECONDS);
    read(load, BARE, WARM_SECONDS);
    List<Double> ours = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    List<Double> p95 = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      HttpLoad.Figures own = read(load, path, SECONDS);
      HttpLoad.Figures other = read(load, BARE, SECONDS);
      ours.add(own.perSecond());
      bare.add(other.perSecond());
      ratios.add(own.perSecond() / other.perSecond());
      p95.add(own.millis(95));
    }
    BenchmarkReport report = BenchmarkReport.of("rest-read");
    report.add("bare", median(bare), "requests/s");
    report.add("machine", median(ours), "requests/s", median(ratios), "a bare resource, same JSON");
    report.add("p95", median(p95), "ms", median(p95) / 100, "100 ms");
    report.write();
  }

  private static HttpLoad.Figures read(HttpLoad load, String path, double seconds)
      throws IOException, InterruptedException {
    return load.run(seconds, 200, (connection, number) -> connection.request("GET", path, "", ""));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
