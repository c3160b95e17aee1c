package io.novacron.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A server that is killed with 10,000 creates in flight and starts again: from ready to the first
 * call that goes on with one of them, and until the cloud was asked about each.
 *
 * <p>Arguments: the unpacked home.
 */
public final class RecoveryBenchmark {
  private static final int OPERATIONS = 10_000;
  private static final int PROVISIONING_SECONDS = 120;
  private static final double PER_SECOND = 100_000;
  private static final String ACCOUNT = "slow";
  private static final String CALLS = "novacron_provider_calls_seconds_count";
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private RecoveryBenchmark() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments the unpacked home
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("novacron-recovery");
    try (ServerProcess server =
        SimulatedServer.prepare(Path.of(arguments[0]).toAbsolutePath(), work)) {
      run(server);
    } finally {
      Directories.delete(work);
    }
  }

  private static void run(ServerProcess server) throws IOException, InterruptedException {
    BenchmarkReport report = BenchmarkReport.of("recovery");
    server.account(ACCOUNT, SimulatedServer.settings(PROVISIONING_SECONDS));
    report.add("start-empty", server.start(), "s");
    server.awaitAccount(ACCOUNT);
    new CreateLoad(server).run("recovery", OPERATIONS, PER_SECOND, SimulatedServer.given(ACCOUNT));
    report.add("live-at-kill", server.metric("novacron_operations_live"), "operations");
    server.kill();
    report.add("start-with-them", server.start(), "s");
    long ready = System.nanoTime();
    server.await(each -> calls(each) > 0, LIMIT);
    double first = (System.nanoTime() - ready) / 1e9;
    report.add("first-progress-after-ready", first, "s", first / 5, "5 s");
    server.await(each -> calls(each) >= OPERATIONS, LIMIT);
    report.add("all-probed-after-ready", (System.nanoTime() - ready) / 1e9, "s");
    server.awaitAllDone(LIMIT);
    report.add("all-done-after-ready", (System.nanoTime() - ready) / 1e9, "s");
    report.write();
  }

  /** Calls for operations: what looks after the account's health is left out. */
  private static double calls(ServerProcess server) throws IOException, InterruptedException {
    return server.metric(
        CALLS, line -> !line.contains("action=\"health\"") && !line.contains("action=\"regions\""));
  }
}
