package io.novacron.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Start to ready with empty data, beside the same container without our features. Ours is ready
 * when {@code /health/ready} says so; the empty container is when its shell greets, which is the
 * last thing it brings up.
 *
 * <p>Arguments: the unpacked home. The two take turns, five times each.
 */
public final class StartBenchmark {
  private static final int ROUNDS = 5;
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final Path home;
  private final Path work;

  private StartBenchmark(Path home, Path work) {
    this.home = home;
    this.work = work;
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments the unpacked home
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("novacron-start");
    StartBenchmark benchmark = new StartBenchmark(Path.of(arguments[0]).toAbsolutePath(), work);
    try {
      benchmark.run();
    } finally {
      Directories.delete(work);
    }
  }

  private void run() throws IOException, InterruptedException {
    Path empty = emptyContainer();
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      theirs.add(start(empty, round, false));
      ours.add(start(home, round, true));
    }
    double container = median(theirs);
    double ready = median(ours);
    BenchmarkReport report = BenchmarkReport.of("start");
    report.add("container", container, "s");
    report.add("ready", ready, "s", ready / container, "the same container, empty");
    report.add("more", ready - container, "s", (ready - container) / 5.0, "bar of 5 s");
    report.write();
  }

  /** The same home with none of our features and bundles. */
  private Path emptyContainer() throws IOException, InterruptedException {
    Path empty = work.resolve("empty");
    Directories.copy(home, empty);
    Directories.execute("sh", "-c", "rm -f " + empty.resolve("deploy") + "/*");
    Path features = empty.resolve("etc/org.apache.karaf.features.cfg");
    String text = Files.readString(features);
    String without =
        text.replaceAll("(?m),?\\s*(\\\\\\s*)?novacron(/[0-9][^,\\s)]*)?(?=[,\\s)]|$)", "");
    if (without.equals(text)) {
      throw new IOException("no feature of ours found to take out of " + features);
    }
    Files.writeString(features, without);
    return empty;
  }

  private double start(Path container, int round, boolean full)
      throws IOException, InterruptedException {
    Path data = work.resolve((full ? "full-" : "empty-") + round);
    int http = ServerProcess.freePort();
    int shell = ServerProcess.freePort();
    ProcessBuilder builder =
        new ProcessBuilder(container.resolve("bin/novacron").toString(), "run")
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("output").toFile());
    builder.environment().put("NOVACRON_DATA", data.toString());
    builder.environment().put("NOVACRON_HTTP_PORT", Integer.toString(http));
    builder.environment().put("NOVACRON_SHELL_PORT", Integer.toString(shell));
    builder.environment().put("NOVACRON_GRID_PORT", Integer.toString(ServerProcess.freeGridPort()));
    long begin = System.nanoTime();
    Process process = builder.start();
    try {
      while (!(full ? ready(http) : greets(shell))) {
        if (!process.isAlive() || System.nanoTime() - begin > LIMIT.toNanos()) {
          throw new IOException("did not start:\n" + Files.readString(work.resolve("output")));
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
      return (System.nanoTime() - begin) / 1e9;
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  private static boolean ready(int port) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + "/health/ready").toURL().openConnection();
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(2_000);
      return connection.getResponseCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean greets(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
      socket.setSoTimeout(2_000);
      try (InputStream in = socket.getInputStream()) {
        return new String(in.readNBytes(4), StandardCharsets.US_ASCII).equals("SSH-");
      }
    } catch (IOException e) {
      return false;
    }
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElseThrow();
  }
}
