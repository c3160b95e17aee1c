package io.novacron.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The longest that a request waits while a provider is replaced with 500 operations in flight. Each
 * sort of request has a thread that sends one after the other: those that are answered from what is
 * known, creates, and measurements, which only the provider has. First with no swap as the peer,
 * then amid swaps side by side, then amid overwrites.
 *
 * <p>Arguments: the unpacked home.
 */
public final class SwapBenchmark {
  private static final int OPERATIONS = 500;
  private static final int SWAPS = 10;
  private static final int PROVISIONING_SECONDS = 300;
  private static final Duration QUIET = Duration.ofSeconds(20);
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final double BAR = 1;
  private static final String SLOW = "slow";
  private static final String QUICK = "quick";

  private final ServerProcess server;
  private final Path deploy;
  private final Path work;
  private final Path original;

  private SwapBenchmark(ServerProcess server, Path work) throws IOException {
    this.server = server;
    this.work = work;
    this.deploy = work.resolve("home/deploy");
    this.original = work.resolve("original.jar");
    Files.copy(RebuiltBundle.simulator(deploy), original);
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments the unpacked home
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("novacron-swap");
    try (ServerProcess server =
        SimulatedServer.prepare(Path.of(arguments[0]).toAbsolutePath(), work)) {
      new SwapBenchmark(server, work).run();
    } finally {
      Directories.delete(work);
    }
  }

  private void run() throws IOException, InterruptedException {
    server.account(SLOW, SimulatedServer.settings(PROVISIONING_SECONDS));
    server.account(QUICK, SimulatedServer.settings(1));
    server.start();
    server.awaitAccount(SLOW);
    server.awaitAccount(QUICK);
    String measured = create("measured", QUICK);
    server.awaitAllDone(LIMIT);
    for (int i = 0; i < OPERATIONS; i++) {
      create("slow-" + i, SLOW);
    }
    BenchmarkReport report = BenchmarkReport.of("swap");
    report.add("in-flight", server.metric("novacron_operations_live"), "operations");
    Longest quiet = during(measured, () -> TimeUnit.MILLISECONDS.sleep(QUIET.toMillis()));
    Longest swaps = during(measured, this::swapSideBySide);
    Longest overwrites = during(measured, this::overwrite);
    report.add("quiet.reads", quiet.reads, "s");
    report.add("quiet.creates", quiet.creates, "s");
    report.add("quiet.measurements", quiet.measurements, "s");
    tell(report, "swaps", swaps);
    tell(report, "overwrites", overwrites);
    report.add("in-flight-at-the-end", server.metric("novacron_operations_live"), "operations");
    report.write();
  }

  private static void tell(BenchmarkReport report, String what, Longest longest) {
    report.add(what + ".reads", longest.reads, "s", longest.reads / BAR, "bar of 1 s");
    report.add(what + ".creates", longest.creates, "s", longest.creates / BAR, "bar of 1 s");
    report.add(
        what + ".measurements",
        longest.measurements,
        "s",
        longest.measurements / BAR,
        "bar of 1 s");
    report.add(what + ".failed-requests", longest.failed, "requests");
  }

  private void swapSideBySide() throws IOException, InterruptedException {
    Path current = RebuiltBundle.simulator(deploy);
    for (int i = 0; i < SWAPS; i++) {
      String version = "0.1.1.swap" + (100 + i);
      Path next = deploy.resolve("provider-simulator-swap-" + i + ".jar");
      RebuiltBundle.put(RebuiltBundle.of(original, version, work), next);
      awaitServing(version);
      Files.delete(current);
      current = next;
      server.await(each -> simulators(each).size() == 1, LIMIT);
    }
  }

  private void overwrite() throws IOException, InterruptedException {
    Path current = RebuiltBundle.simulator(deploy);
    for (int i = 0; i < SWAPS; i++) {
      String version = "0.1.2.over" + (100 + i);
      RebuiltBundle.put(RebuiltBundle.of(original, version, work), current);
      awaitServing(version);
    }
  }

  private void awaitServing(String version) throws IOException, InterruptedException {
    server.await(
        each ->
            simulators(each).stream()
                    .anyMatch(
                        one ->
                            one.path("version").asText().equals(version)
                                && one.path("state").asText().equals("SERVING"))
                && ready(each, SLOW)
                && ready(each, QUICK),
        LIMIT);
  }

  private static boolean ready(ServerProcess server, String account)
      throws IOException, InterruptedException {
    return server.get("/api/v1/accounts/" + account).path("state").asText().equals("READY");
  }

  private static List<JsonNode> simulators(ServerProcess server)
      throws IOException, InterruptedException {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode each : server.get("/api/v1/providers").path("items")) {
      if (each.path("type").asText().equals("simulator")) {
        found.add(each);
      }
    }
    return found;
  }

  private String create(String name, String account) throws IOException {
    HttpResponse<String> answer =
        server
            .post(
                "/api/v1/vms",
                "{\"name\": \"" + name + "\", " + SimulatedServer.given(account) + "}",
                name)
            .join();
    if (answer.statusCode() != 202) {
      throw new IOException("create gave " + answer.statusCode() + ": " + answer.body());
    }
    return ServerProcess.json(answer.body()).at("/machine/id").asText();
  }

  /** Sends requests while something is done; gives the longest of each sort. */
  private Longest during(String measured, Work done) throws IOException, InterruptedException {
    String round = Long.toString(System.nanoTime(), 36);
    AtomicLong number = new AtomicLong();
    Stream reads =
        new Stream(
            () ->
                !server.get("/api/v1/vms?pageSize=20").isEmpty()
                    && !server.get("/api/v1/accounts").isEmpty());
    Stream creates =
        new Stream(
            () -> !create("stream-" + round + "-" + number.incrementAndGet(), QUICK).isEmpty());
    Stream measurements =
        new Stream(() -> !server.get("/api/v1/vms/" + measured + "/metrics").isEmpty());
    List<Stream> streams = List.of(reads, creates, measurements);
    streams.forEach(Thread::start);
    try {
      done.run();
    } finally {
      streams.forEach(each -> each.ended = true);
    }
    for (Stream each : streams) {
      each.join();
    }
    return new Longest(
        reads.longest / 1e9,
        creates.longest / 1e9,
        measurements.longest / 1e9,
        reads.failed + creates.failed + measurements.failed);
  }

  private record Longest(double reads, double creates, double measurements, int failed) {}

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private interface Request {
    /** Sends one and waits for its answer; whether that was good. */
    boolean send() throws IOException, InterruptedException;
  }

  /** Sends one request after the other, with a pause between. */
  private static final class Stream extends Thread {
    private final Request request;
    private volatile boolean ended;
    private long longest;
    private int failed;

    Stream(Request request) {
      super("requests");
      this.request = request;
    }

    @Override
    public void run() {
      try {
        while (!ended) {
          long begin = System.nanoTime();
          boolean good;
          try {
            good = request.send();
          } catch (IOException | CompletionException e) {
            good = false;
          }
          longest = Math.max(longest, System.nanoTime() - begin);
          if (!good) {
            failed++;
          }
          TimeUnit.MILLISECONDS.sleep(25);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
