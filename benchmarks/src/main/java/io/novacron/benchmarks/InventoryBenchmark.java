package io.novacron.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * 10,000 machines listed and held against their records again and again: how many calls a list
 * takes beside the fewest that the pages of the cloud allow, how many writes, how long, and how
 * much heap stays over that of the same server, with the same machines, that lists nothing.
 *
 * <p>Arguments: the unpacked home.
 */
public final class InventoryBenchmark {
  private static final int MACHINES = 10_000;
  private static final double PER_SECOND = 80;
  private static final int LISTS = 5;

  /** Machines on a page of the simulated cloud. */
  private static final int PAGE = 100;

  private static final double MOST_HEAP = 64 << 20;
  private static final String ACCOUNT = "listed";
  private static final String REGION = "us-east-1";
  private static final Duration LIMIT = Duration.ofMinutes(20);

  private final ServerProcess server;

  private InventoryBenchmark(ServerProcess server) {
    this.server = server;
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments the unpacked home
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("novacron-inventory");
    try (ServerProcess server =
        SimulatedServer.prepare(Path.of(arguments[0]).toAbsolutePath(), work)) {
      new InventoryBenchmark(server).run();
    } finally {
      Directories.delete(work);
    }
  }

  private void run() throws IOException, InterruptedException {
    server.with("NOVACRON_HEAP", "1g").with("NOVACRON_SIMULATOR", "off");
    server.account(ACCOUNT, SimulatedServer.settings(0));
    start(0);
    new CreateLoad(server).run("inventory", MACHINES, PER_SECOND, SimulatedServer.given(ACCOUNT));
    server.awaitAllDone(LIMIT);
    // Both heaps are those of a server that has read its machines from the disk.
    restart(0);
    long without = server.heapAfterCollection();
    restart(5);
    awaitList("");
    double callsBefore = calls();
    double recordsBefore = writes();
    long begun = System.nanoTime();
    String listed = "";
    for (int i = 0; i < LISTS; i++) {
      listed = awaitList(listed);
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    JsonNode region = region();
    double calls = region.path("pages").asDouble();
    long with = server.heapAfterCollection();
    BenchmarkReport report = BenchmarkReport.of("inventory");
    report.add("machines-seen", region.path("machines").asDouble(), "machines");
    double fewest = Math.ceil((double) MACHINES / PAGE);
    report.add("calls-per-list", calls, "calls", calls / fewest, "pages of " + PAGE + " machines");
    report.add("calls-in-all", calls() - callsBefore, "calls");
    report.add("seconds-per-list-and-pause", seconds / LISTS, "s");
    report.add("records-written", writes() - recordsBefore, "records");
    report.add(
        "heap-growth", (with - without) / 1048576.0, "MiB", (with - without) / MOST_HEAP, "64 MiB");
    report.write();
  }

  private void restart(int intervalSeconds) throws IOException, InterruptedException {
    server.kill();
    start(intervalSeconds);
  }

  private void start(int intervalSeconds) throws IOException, InterruptedException {
    server.settings(
        "io.novacron.inventory",
        Map.of(
            "intervalSeconds", Integer.toString(intervalSeconds), "emptyIntervalSeconds", "86400"));
    server.start();
    server.awaitAccount(ACCOUNT);
  }

  private JsonNode region() throws IOException, InterruptedException {
    for (JsonNode item : server.get("/api/v1/inventory").path("items")) {
      if (item.path("region").asText().equals(REGION)) {
        return item;
      }
    }
    throw new IOException("region " + REGION + " is not in the inventory");
  }

  /** Waits for a complete list that was begun at another time; gives when that was. */
  private String awaitList(String former) throws IOException, InterruptedException {
    server.await(
        asked -> {
          for (JsonNode item : asked.get("/api/v1/inventory").path("items")) {
            String listed = item.path("listedAt").asText();
            if (item.path("region").asText().equals(REGION)
                && !listed.isEmpty()
                && !listed.equals(former)
                && item.path("machines").asInt() == MACHINES) {
              return true;
            }
          }
          return false;
        },
        LIMIT);
    return region().path("listedAt").asText();
  }

  private double calls() throws IOException, InterruptedException {
    return server.metric(
        "novacron_provider_calls_seconds_count", line -> line.contains("action=\"list\""));
  }

  private double writes() throws IOException, InterruptedException {
    return server.metric("novacron_store_records_total");
  }
}
