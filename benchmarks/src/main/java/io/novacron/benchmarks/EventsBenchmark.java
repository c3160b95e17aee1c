package io.novacron.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A thousand readers of events, at a thousand events a second: how long an event takes from its
 * time to its reader, whether any is lost, and what the server's heap holds. 990 readers follow one
 * machine each, ten follow everything, so an event has eleven readers or so.
 *
 * <p>Arguments: the unpacked home.
 */
public final class EventsBenchmark {
  private static final int READERS = 1_000;
  private static final int FOLLOW_ALL = 10;
  private static final int MACHINES = READERS - FOLLOW_ALL;
  private static final int EVENTS_PER_SECOND = 1_000;
  private static final int SECONDS = 30;
  private static final int CHANGERS = 30;
  private static final String CHANGED = "io.novacron.vm.updated.v1";

  private EventsBenchmark() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments the unpacked home
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("novacron-events");
    try (ServerProcess server =
        SimulatedServer.prepare(Path.of(arguments[0]).toAbsolutePath(), work)) {
      server.account("quick", SimulatedServer.settings(0));
      server.start();
      server.awaitAccount("quick");
      run(server);
    } finally {
      Directories.delete(work);
    }
  }

  private static void run(ServerProcess server) throws IOException, InterruptedException {
    new CreateLoad(server).run("watched", MACHINES, 200, SimulatedServer.given("quick"));
    server.awaitAllDone(Duration.ofMinutes(5));
    List<String> machines = machines(server);
    BenchmarkReport report = BenchmarkReport.of("events");
    long before = server.heapAfterCollection();
    try (EventReaders readers = new EventReaders(server.httpPort(), server.token())) {
      for (String machine : machines) {
        readers.open("?type=" + CHANGED + "&subject=vm/" + machine);
      }
      for (int i = 0; i < FOLLOW_ALL; i++) {
        readers.open("?type=" + CHANGED);
      }
      server.await(s -> s.metric("novacron_events_streams") == READERS, Duration.ofMinutes(1));
      change(server, machines, 5);
      readers.measure();
      double[] changes = change(server, machines, SECONDS);
      long warm = EVENTS_PER_SECOND * 5L;
      long expected = (warm + (long) changes[0]) * (1 + FOLLOW_ALL);
      long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
      while (readers.received() < expected && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
      report.add("readers", READERS, "streams");
      report.add(
          "events", changes[1], "events/s", changes[1] / EVENTS_PER_SECOND, "1,000 a second");
      report.add("deliveries", changes[1] * (1 + FOLLOW_ALL), "events/s");
      report.add("delivery-p50", readers.millis(50), "ms");
      report.add("delivery-p99", readers.millis(99), "ms");
      report.add("lost", expected - readers.distinct(), "events");
      long heap = server.heapAfterCollection();
      report.add(
          "heap-after-collection", heap / 1048576.0, "MiB", heap / 512.0 / 1048576, "512 MiB");
      report.add("heap-per-reader", (heap - before) / (double) READERS, "bytes");
    }
    report.write();
  }

  private static List<String> machines(ServerProcess server)
      throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    server
        .get("/api/v1/vms?pageSize=1000")
        .path("items")
        .forEach(machine -> ids.add(machine.path("id").asText()));
    if (ids.size() != MACHINES) {
      throw new IOException("there are " + ids.size() + " machines");
    }
    return ids;
  }

  /** Changes labels, each of which is one event; gives how many, and how many a second. */
  private static double[] change(ServerProcess server, List<String> machines, int seconds)
      throws IOException, InterruptedException {
    int all = EVENTS_PER_SECOND * seconds;
    ExecutorService threads = Executors.newFixedThreadPool(CHANGERS);
    long begin = System.nanoTime();
    try {
      List<Future<?>> parts = new ArrayList<>();
      for (int changer = 0; changer < CHANGERS; changer++) {
        int first = changer;
        parts.add(
            threads.submit(
                () -> {
                  try (HttpConnection connection =
                      new HttpConnection(server.httpPort(), server.token())) {
                    for (int i = first; i < all; i += CHANGERS) {
                      long due = begin + i * 1_000_000_000L / EVENTS_PER_SECOND;
                      for (long left = due - System.nanoTime();
                          left > 0;
                          left = due - System.nanoTime()) {
                        LockSupport.parkNanos(left);
                      }
                      // The machines of a changer are its own, so that no two changes meet.
                      int own = first + CHANGERS * (i / CHANGERS % (MACHINES / CHANGERS));
                      HttpConnection.Answer answer =
                          connection.exchange(
                              connection.request(
                                  "PATCH",
                                  "/api/v1/vms/" + machines.get(own),
                                  "If-Match: *\r\n",
                                  "{\"labels\": {\"turn\": \"" + begin + "-" + i + "\"}}"));
                      if (answer.status() != 200) {
                        throw new IOException(answer.status() + " " + answer.text());
                      }
                    }
                    return null;
                  }
                }));
      }
      for (Future<?> part : parts) {
        part.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
    return new double[] {all, all / ((System.nanoTime() - begin) / 1e9)};
  }
}
