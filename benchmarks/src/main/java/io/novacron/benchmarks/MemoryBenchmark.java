package io.novacron.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Heap for each operation, live and finished, at 100,000 of each. The simulated cloud lives in the
 * same process, so it is taken away before the heap is looked at: the live operations then wait for
 * their provider.
 *
 * <p>Arguments: the unpacked home.
 */
public final class MemoryBenchmark {
  private static final int OPERATIONS = 100_000;
  private static final int PROVISIONING_SECONDS = 420;
  private static final double PER_SECOND = 100_000;
  private static final String ACCOUNT = "slow";
  private static final Duration LIMIT = Duration.ofMinutes(20);

  private MemoryBenchmark() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments the unpacked home
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("novacron-memory");
    try (ServerProcess server =
        SimulatedServer.prepare(Path.of(arguments[0]).toAbsolutePath(), work)) {
      run(server);
    } finally {
      Directories.delete(work);
    }
  }

  private static void run(ServerProcess server) throws IOException, InterruptedException {
    server.with("NOVACRON_HEAP", "3g").with("NOVACRON_SIMULATOR", "off");
    server.start();
    long empty = server.heapAfterCollection();
    server.kill();
    server.account(ACCOUNT, SimulatedServer.settings(PROVISIONING_SECONDS));
    server.start();
    server.awaitAccount(ACCOUNT);
    double seconds =
        new CreateLoad(server)
            .run("memory", OPERATIONS, PER_SECOND, SimulatedServer.given(ACCOUNT));
    double stillLive = server.metric("novacron_operations_live");
    long live = withoutProvider(server);
    server.account(ACCOUNT, SimulatedServer.settings(PROVISIONING_SECONDS));
    server.start();
    server.awaitAllDone(LIMIT);
    long finished = withoutProvider(server);
    BenchmarkReport report = BenchmarkReport.of("memory");
    report.add("accepted", OPERATIONS / seconds, "creates/s");
    report.add("live", stillLive, "operations");
    report.add("empty", empty / 1048576.0, "MiB");
    report.add(
        "bytes-per-live-operation",
        (live - empty) / stillLive,
        "bytes",
        (double) live / (3L << 30),
        "a heap of 3 GiB");
    report.add("bytes-per-finished-operation", (finished - empty) / (double) OPERATIONS, "bytes");
    report.write();
  }

  private static long withoutProvider(ServerProcess server)
      throws IOException, InterruptedException {
    server.kill();
    server.withoutAccount(ACCOUNT);
    server.start();
    long heap = server.heapAfterCollection();
    server.kill();
    return heap;
  }
}
