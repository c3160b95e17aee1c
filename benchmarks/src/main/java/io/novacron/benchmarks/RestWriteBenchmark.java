package io.novacron.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Creates asked for over 64 connections, beside what the store acknowledges: each create is on disk
 * before it is answered.
 *
 * <p>Arguments: the unpacked home.
 */
public final class RestWriteBenchmark {
  private static final int CONNECTIONS = 64;
  private static final double WARM_SECONDS = 10;
  private static final double SECONDS = 20;
  private static final int PROVISIONING_SECONDS = 600;

  private RestWriteBenchmark() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments the unpacked home
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("novacron-rest-write");
    BenchmarkReport report = BenchmarkReport.of("rest-write");
    try (ServerProcess server =
        SimulatedServer.prepare(Path.of(arguments[0]).toAbsolutePath(), work)) {
      double store = StoreBenchmark.acknowledgedWritesPerSecond(work.resolve("store"));
      report.add("store", store, "writes/s");
      server.account("slow", SimulatedServer.settings(PROVISIONING_SECONDS));
      server.with("NOVACRON_HEAP", "2g");
      server.start();
      server.awaitAccount("slow");
      HttpLoad load = new HttpLoad(server.httpPort(), server.token(), CONNECTIONS);
      create(load, "warm", WARM_SECONDS);
      double transactions = server.metric("novacron_store_transactions_total");
      HttpLoad.Figures figures = create(load, "load", SECONDS);
      double more = server.metric("novacron_store_transactions_total") - transactions;
      report.add(
          "creates",
          figures.perSecond(),
          "requests/s",
          figures.perSecond() / store,
          "the store's acknowledged writes");
      report.add("transactions", more / SECONDS, "writes/s", more / SECONDS / store, "the store");
      report.add("p95", figures.millis(95), "ms", figures.millis(95) / 100, "100 ms");
      report.add("p99", figures.millis(99), "ms");
    } finally {
      Directories.delete(work);
    }
    report.write();
  }

  private static HttpLoad.Figures create(HttpLoad load, String prefix, double seconds)
      throws IOException, InterruptedException {
    return load.run(
        seconds,
        202,
        (connection, number) ->
            connection.request(
                "POST",
                "/api/v1/vms",
                "Idempotency-Key: " + prefix + number + "\r\n",
                "{\"name\": \""
                    + prefix
                    + "-"
                    + number
                    + "\", "
                    + SimulatedServer.given("slow")
                    + "}"));
  }
}
