package io.novacron.simulator.wire;

import io.novacron.api.error.ProblemException;
import io.novacron.core.internal.catalog.CatalogComponent;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Entry point of {@code bin/novacron simulator}. */
public final class Simulator {
  private static final int WRONG_USE = 2;
  private static final int REFUSED = 3;
  private static final long CLOSE_LIMIT_SECONDS = 20;

  private Simulator() {}

  /** Serves until the process is told to stop. */
  public static void main(String[] arguments) throws InterruptedException {
    int exitCode = run(Arrays.asList(arguments), System.out, System.err);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  private static int run(List<String> arguments, PrintStream out, PrintStream err)
      throws InterruptedException {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      out.print(SimulatorOptions.USAGE);
      return 0;
    }
    SimulatorOptions options;
    try {
      options =
          SimulatorOptions.parse(
              arguments, Path.of(System.getProperty("novacron.cwd", "")).toAbsolutePath());
    } catch (IllegalArgumentException e) {
      err.println("novacron: " + e.getMessage() + "; --help tells more");
      return WRONG_USE;
    }
    try (WireSimulator simulator =
        WireSimulator.start(options, new CatalogComponent(), Clock.systemUTC())) {
      CountDownLatch told = new CountDownLatch(1);
      CountDownLatch closed = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> end(told, closed), "simulator-shutdown"));
      out.println("simulator ready at " + simulator.endpoint() + ", data in " + options.data());
      out.flush();
      told.await();
      simulator.close();
      closed.countDown();
      return 0;
    } catch (ProblemException e) {
      err.println("novacron: " + e.problem().detail());
      return REFUSED;
    } catch (IOException e) {
      err.println(
          "novacron: cannot serve on port "
              + options.port()
              + ": "
              + e.getMessage()
              + "; choose another port or data directory");
      return REFUSED;
    }
  }

  /** Lets the simulator close; to be told to stop is no failure, so that the exit code is 0. */
  private static void end(CountDownLatch told, CountDownLatch closed) {
    told.countDown();
    try {
      if (closed.await(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(0);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
