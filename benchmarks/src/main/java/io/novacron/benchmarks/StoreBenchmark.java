package io.novacron.benchmarks;

import io.novacron.api.store.Claim;
import io.novacron.api.store.StoreStatistics;
import io.novacron.cache.ignite.internal.Durability;
import io.novacron.cache.ignite.internal.StateEngine;
import io.novacron.cache.ignite.internal.StoreSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Acknowledged journal writes per second at 1 and 64 writers, with what each costs, for each way to
 * make them durable, beside what the disk itself does in the same run.
 *
 * <ul>
 *   <li>{@code fsync}: Ignite forces its log in every commit, on the whole node.
 *   <li>{@code flush}: the log is written as transactions commit, and one flush serves all that
 *       wait.
 *   <li>{@code split}: as {@code flush}, but every other writer writes a derived kind that is not
 *       flushed for; both kinds are counted on their own.
 * </ul>
 */
public final class StoreBenchmark {
  private static final Duration WARM_UP = Duration.ofSeconds(6);
  private static final Duration MEASURED = Duration.ofSeconds(10);
  private static final String JOURNAL = "operation";
  private static final String DERIVED = "observation";

  private final BenchmarkReport report = BenchmarkReport.of("store");
  private final Path directory;

  private StoreBenchmark(Path directory) {
    this.directory = directory;
  }

  /**
   * Takes one argument at most: the directory to measure in, in place of the one for temporary
   * files.
   */
  public static void main(String[] arguments) throws IOException {
    Path parent =
        Path.of(arguments.length > 0 ? arguments[0] : "benchmarks/target").toAbsolutePath();
    Files.createDirectories(parent);
    Path directory = Files.createTempDirectory(parent, "store-benchmark");
    try {
      new StoreBenchmark(directory).run();
    } finally {
      delete(directory);
    }
  }

  /**
   * The rate of the way that the server uses, with one record per write and 64 writers.
   *
   * @param directory where the store is made, and deleted again
   */
  static double acknowledgedWritesPerSecond(Path directory) throws IOException {
    Files.createDirectories(directory);
    Map<String, LongAdder> acknowledged = counters(List.of(JOURNAL));
    try (StateEngine engine = open(directory, Durability.GROUP_FLUSH, Set.of())) {
      Map<Integer, Claim> claims = claims(engine);
      new JournalWriters(engine.store(), claims, "warm", 1, counters(List.of(JOURNAL)))
          .run(64, WARM_UP);
      new JournalWriters(engine.store(), claims, "rate", 1, acknowledged).run(64, MEASURED);
    }
    delete(directory);
    return acknowledged.values().stream().mapToLong(LongAdder::sum).sum()
        / (double) MEASURED.toSeconds();
  }

  /** Opens a store as the server does, with free ports. */
  static StateEngine open(Path state, Durability durability, Set<String> unflushedKinds)
      throws IOException {
    return StateEngine.open(
        new StoreSettings(state, "bench", "127.0.0.1", freePort(), 512L << 20),
        durability,
        unflushedKinds,
        Clock.systemUTC(),
        failure -> System.err.println("the store broke: " + failure));
  }

  /** Takes the claims of all shards. */
  static Map<Integer, Claim> claims(StateEngine engine) {
    return engine
        .ownership()
        .claim(
            IntStream.range(0, 256).boxed().collect(Collectors.toSet()),
            "bench",
            Duration.ofHours(1))
        .toCompletableFuture()
        .join();
  }

  private void run() throws IOException {
    measure("fsync", Durability.NODE_FSYNC, List.of(JOURNAL), Set.of());
    measure("flush", Durability.GROUP_FLUSH, List.of(JOURNAL), Set.of());
    measure("split", Durability.GROUP_FLUSH, List.of(JOURNAL, DERIVED), Set.of(DERIVED));
    report.write();
  }

  private void measure(
      String name, Durability durability, List<String> kinds, Set<String> unflushedKinds)
      throws IOException {
    Path state = directory.resolve(name);
    try (StateEngine engine = open(state, durability, unflushedKinds)) {
      Map<Integer, Claim> claims = claims(engine);
      new JournalWriters(engine.store(), claims, "warm", 1, counters(kinds)).run(64, WARM_UP);
      measure(name, engine, claims, kinds, 1, 1);
      measure(name, engine, claims, kinds, 64, 1);
      if (kinds.size() == 1) {
        measure(name, engine, claims, kinds, 64, 2);
      }
    }
    delete(state);
  }

  private void measure(
      String name,
      StateEngine engine,
      Map<Integer, Claim> claims,
      List<String> kinds,
      int writers,
      int recordsPerWrite)
      throws IOException {
    double disk = DiskRate.measure(directory, Duration.ofSeconds(2));
    // With one writer all is journal, and half of all with many.
    Map<String, LongAdder> acknowledged = counters(writers == 1 ? List.of(JOURNAL) : kinds);
    String run = "r" + writers + "x" + recordsPerWrite;
    JournalWriters journal =
        new JournalWriters(engine.store(), claims, run, recordsPerWrite, acknowledged);
    StoreStatistics before = engine.store().statistics();
    long bytesBefore = engine.metrics().logBytes();
    long begin = System.nanoTime();
    journal.run(writers, MEASURED);
    double seconds = (System.nanoTime() - begin) / 1e9;
    StoreStatistics after = engine.store().statistics();
    double transactions = after.transactions() - before.transactions();
    long bytes = engine.metrics().logBytes() - bytesBefore;
    journal.verify(JOURNAL);
    String line =
        name
            + "."
            + writers
            + (writers == 1 ? "-writer" : "-writers")
            + (recordsPerWrite > 1 ? "." + recordsPerWrite + "-records" : "");
    report.add(line + ".disk", disk, "forces/s");
    acknowledged.forEach(
        (kind, count) ->
            report.add(
                line + "." + kind,
                count.sum() / seconds,
                "writes/s",
                count.sum() / seconds / disk,
                "disk forces/s"));
    report.add(line + ".fsyncs", (after.flushes() - before.flushes()) / transactions, "per-write");
    report.add(line + ".log-bytes", bytes / transactions, "per-write");
    report.add(line + ".value-bytes", (after.bytes() - before.bytes()) / transactions, "per-write");
  }

  private static Map<String, LongAdder> counters(List<String> kinds) {
    Map<String, LongAdder> counters = new LinkedHashMap<>();
    kinds.forEach(kind -> counters.put(kind, new LongAdder()));
    return counters;
  }

  private static int freePort() throws IOException {
    for (int port = 21_000; port < 30_000; port++) {
      if (isFree(port) && isFree(port + StoreSettings.COMMUNICATION_OFFSET)) {
        return port;
      }
    }
    throw new IOException("no free ports from 21000 to 30000");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
