package io.novacron.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A provider's bundle is dropped into a running server that has an account for it and no provider:
 * from the moment the file is there to the account being ready, as a client sees it over REST.
 *
 * <p>Arguments: the unpacked home.
 */
public final class HotDeployBenchmark {
  private static final int ROUNDS = 7;
  private static final String ACCOUNT = "dropped";
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final double BAR = 5;

  private HotDeployBenchmark() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments the unpacked home
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("novacron-hot-deploy");
    try (ServerProcess server =
        SimulatedServer.prepare(Path.of(arguments[0]).toAbsolutePath(), work)) {
      run(server, work);
    } finally {
      Directories.delete(work);
    }
  }

  private static void run(ServerProcess server, Path work)
      throws IOException, InterruptedException {
    Path deploy = work.resolve("home/deploy");
    Path original = work.resolve("original.jar");
    Files.move(RebuiltBundle.simulator(deploy), original);
    server.account(ACCOUNT, SimulatedServer.settings(1));
    server.start();
    List<Double> seconds = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      Path rebuilt = RebuiltBundle.of(original, "0.1.0.round" + round, work);
      Path target = deploy.resolve("dropped-" + round + ".jar");
      long begin = System.nanoTime();
      RebuiltBundle.put(rebuilt, target);
      while (!state(server).equals("READY")) {
        if (System.nanoTime() - begin > LIMIT.toNanos()) {
          throw new IOException("account not ready: " + state(server));
        }
        TimeUnit.MILLISECONDS.sleep(10);
      }
      seconds.add((System.nanoTime() - begin) / 1e9);
      Files.delete(target);
      // Before that, what comes next would be a successor, which takes over at once.
      server.await(each -> state(each).equals("WAITING_FOR_PROVIDER"), LIMIT);
    }
    Collections.sort(seconds);
    BenchmarkReport report = BenchmarkReport.of("hot-deploy");
    double median = seconds.get(ROUNDS / 2);
    double worst = seconds.get(ROUNDS - 1);
    report.add("dropped-to-ready-median", median, "s", median / BAR, "bar of 5 s");
    report.add("dropped-to-ready-worst", worst, "s", worst / BAR, "bar of 5 s");
    report.write();
  }

  private static String state(ServerProcess server) throws IOException, InterruptedException {
    return server.get("/api/v1/accounts/" + ACCOUNT).path("state").asText();
  }
}
