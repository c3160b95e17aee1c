package io.novacron.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Ten thousand creates at once through REST, on a simulated cloud that takes 30 s to make a machine
 * and never throttles; account and type are given. Then creates that are placed, and how the answer
 * to a create depends on the rate at which they come. The store's own rate, taken before in the
 * same run, says what the journal alone would take.
 *
 * <p>Arguments: the unpacked home.
 */
public final class OperationsBenchmark {
  private static final int OPERATIONS = 10_000;
  private static final int PROVISIONING_SECONDS = 30;

  /** Until then compiling takes more of the processors than the creates do. */
  private static final int WARM_UP = 12_000;

  private static final double SUBMITTED_PER_SECOND = 600;
  private static final int[] RATES = {100, 250, 500, 1_000};
  private static final int SECONDS_PER_RATE = 10;
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final BenchmarkReport report = BenchmarkReport.of("operations");
  private final Path home;
  private final Path work;

  private OperationsBenchmark(Path home, Path work) {
    this.home = home;
    this.work = work;
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments the unpacked home
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("novacron-operations");
    try {
      new OperationsBenchmark(Path.of(arguments[0]).toAbsolutePath(), work).run();
    } finally {
      Directories.delete(work);
    }
  }

  private void run() throws IOException, InterruptedException {
    double storeRate = StoreBenchmark.acknowledgedWritesPerSecond(work.resolve("store"));
    report.add("store", storeRate, "writes/s");
    try (ServerProcess server = server("at-once")) {
      atOnce(server, storeRate);
    }
    try (ServerProcess server = server("rates")) {
      rates(server);
    }
    report.write();
  }

  private void atOnce(ServerProcess server, double storeRate)
      throws IOException, InterruptedException {
    new CreateLoad(server).run("warm", WARM_UP, 400, SimulatedServer.given("quick"));
    server.awaitAllDone(LIMIT);
    double endedBefore = server.metric("novacron_operations_ended_total");
    double writesBefore = server.metric("novacron_store_transactions_total");
    double processorBefore = server.processorSeconds();
    long begin = System.nanoTime();
    CreateLoad load = new CreateLoad(server);
    double submitted =
        load.run("load", OPERATIONS, SUBMITTED_PER_SECOND, SimulatedServer.given("slow"));
    double ended = server.metric("novacron_operations_ended_total") - endedBefore;
    double live = server.metric("novacron_operations_live");
    report.add("submitted-in", submitted, "s", submitted / PROVISIONING_SECONDS, "30 s");
    report.add("in-flight-at-once", live, "operations", live / OPERATIONS, "all 10,000");
    report.add("ended-before-all-were-in-flight", ended, "operations");
    server.awaitAllDone(LIMIT);
    double seconds = (System.nanoTime() - begin) / 1e9;
    double writes = server.metric("novacron_store_transactions_total") - writesBefore;
    double bar = PROVISIONING_SECONDS + 1.5 * writes / storeRate;
    report.add("journal-writes", writes / OPERATIONS, "per-create");
    report.add("all-done", seconds, "s", seconds / bar, "30 s + 1.5 x writes / store rate");
    double processor = server.processorSeconds() - processorBefore;
    report.add("processor-time", 1_000 * processor / OPERATIONS, "ms/create");
    double heap = server.heapAfterCollection() / 1048576.0;
    report.add("heap-after-collection", heap, "MiB", heap / 512, "512 MiB");
  }

  private void rates(ServerProcess server) throws IOException, InterruptedException {
    new CreateLoad(server).run("warm", WARM_UP, 400, SimulatedServer.given("quick"));
    for (int rate : RATES) {
      CreateLoad load = new CreateLoad(server);
      load.run("r" + rate, rate * SECONDS_PER_RATE, rate, SimulatedServer.given("slow"));
      double p95 = load.millis(95);
      report.add("submit-p95." + rate + "-per-second", p95, "ms", p95 / 100, "100 ms");
      server.awaitAllDone(LIMIT);
    }
    int count = 2_000;
    CreateLoad placed = new CreateLoad(server);
    double seconds =
        placed.run(
            "placed",
            count,
            100_000,
            "\"size\": {\"vcpus\": 4, \"memoryGib\": 16},"
                + " \"placement\": {\"near\": {\"place\": \"Frankfurt\"}}");
    report.add("placed", count / seconds, "creates/s");
    server.awaitAllDone(LIMIT);
  }

  private ServerProcess server(String name) throws IOException, InterruptedException {
    ServerProcess server = SimulatedServer.prepare(home, work.resolve(name));
    server.account("slow", SimulatedServer.settings(PROVISIONING_SECONDS));
    server.account("quick", SimulatedServer.settings(0));
    server.start();
    server.awaitAccount("slow");
    server.awaitAccount("quick");
    return server;
  }
}
