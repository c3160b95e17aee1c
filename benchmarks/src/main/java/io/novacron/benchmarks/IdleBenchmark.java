package io.novacron.benchmarks;

import io.novacron.api.store.Claim;
import io.novacron.api.store.Ownership;
import io.novacron.cache.ignite.internal.Durability;
import io.novacron.cache.ignite.internal.GridMetrics;
import io.novacron.cache.ignite.internal.StateEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a server that does nothing writes to its log in a day: the renewals of its claims, and the
 * checkpoints that they cause. Beside it, the same with every claim written at each renewal, as it
 * was before a node had one lease for all. It counts bytes, so a busy machine gives the same.
 */
public final class IdleBenchmark {
  /** The lease that a server has unless it is set otherwise; it is renewed at each third. */
  private static final Duration LEASE = Duration.ofSeconds(60);

  private static final Duration RENEWAL = LEASE.dividedBy(3);

  /** How often Ignite writes a checkpoint when something has changed. */
  private static final Duration CHECKPOINT = Duration.ofMinutes(3);

  private static final long RENEWALS_PER_CHECKPOINT = CHECKPOINT.dividedBy(RENEWAL);
  private static final long CHECKPOINTS_PER_DAY = Duration.ofDays(1).dividedBy(CHECKPOINT);
  private static final int ROUNDS = 10;
  private static final double MEGABYTE = 1e6;

  private IdleBenchmark() {}

  /** Takes one argument at most: the directory to measure in. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    BenchmarkReport report = BenchmarkReport.of("idle");
    Path parent =
        Path.of(arguments.length > 0 ? arguments[0] : "benchmarks/target").toAbsolutePath();
    Files.createDirectories(parent);
    Path directory = Files.createTempDirectory(parent, "idle-benchmark");
    try (StateEngine engine = StoreBenchmark.open(directory, Durability.GROUP_FLUSH, Set.of())) {
      Ownership ownership = engine.ownership();
      Set<Integer> shards =
          IntStream.range(0, Ownership.SHARDS).boxed().collect(Collectors.toSet());
      double all = megabytesPerDay(engine.metrics(), () -> ownership.claim(shards, "bench", LEASE));
      Set<Claim> held = Set.copyOf(ownership.claims().toCompletableFuture().join());
      double lease = megabytesPerDay(engine.metrics(), () -> ownership.renew(held, LEASE));
      report.add("log", lease, "MB/day", lease / all, "every claim written at each renewal");
      report.add("log-with-every-claim", all, "MB/day");
    } finally {
      Directories.delete(directory);
    }
    report.write();
  }

  private static double megabytesPerDay(GridMetrics metrics, Renewal renewal) {
    // The first one after a start writes more.
    period(metrics, renewal);
    long begin = metrics.logBytes();
    for (int round = 0; round < ROUNDS; round++) {
      period(metrics, renewal);
    }
    return (metrics.logBytes() - begin) / (double) ROUNDS * CHECKPOINTS_PER_DAY / MEGABYTE;
  }

  private static void period(GridMetrics metrics, Renewal renewal) {
    for (int i = 0; i < RENEWALS_PER_CHECKPOINT; i++) {
      renewal.begin().toCompletableFuture().join();
    }
    metrics.checkpoint();
  }

  private interface Renewal {
    CompletionStage<?> begin();
  }
}
