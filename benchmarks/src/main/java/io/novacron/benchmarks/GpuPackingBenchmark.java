package io.novacron.benchmarks;

import io.novacron.api.packing.Demand;
import io.novacron.api.packing.Overcommit;
import io.novacron.api.packing.PackingStrategy;
import io.novacron.core.internal.packing.HostPool;
import io.novacron.core.internal.packing.PoolState;
import io.novacron.core.internal.packing.TypicalDemands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much of the GPUs of a real cluster find a machine: the share allocated when 90, 100, 110 and
 * 130 % have been requested, for each workload with published results, as the mean over ten seeds;
 * beside what was published for Fragmentation Gradient Descent (Weng et al., USENIX ATC 2023), and
 * for best-fit as a check that the play is the same.
 *
 * <p>Takes the folder of the data as its argument.
 */
public final class GpuPackingBenchmark {
  /** The shares requested at which is measured, in percent of all GPUs. */
  static final List<Integer> REQUESTED = List.of(90, 100, 110, 130);

  private static final long FIRST_SEED = 42;
  private static final int SEEDS = 10;
  private static final String FGD = "06-FGD";
  private static final String BEST_FIT = "05-BestFit";

  private final GpuTrace trace;
  private final HostPool pool;
  private final BenchmarkReport report = BenchmarkReport.of("gpu-packing");
  private final Latencies decisions = new Latencies();

  private GpuPackingBenchmark(GpuTrace trace) throws IOException {
    this.trace = trace;
    this.pool = new HostPool(trace.hosts(), Overcommit.NONE);
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments the folder of the data
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1
        || !Files.isDirectory(Path.of(arguments[0]).resolve("sets/gpu-packing"))) {
      System.err.println(
          "gpu-packing: where is the data? make bench-gpu-packing DATA=folder, with the trace in"
              + " folder/sets/gpu-packing");
      System.exit(2);
    }
    new GpuPackingBenchmark(new GpuTrace(Path.of(arguments[0]))).run();
  }

  private void run() throws IOException {
    report.add("hosts", pool.size(), "hosts");
    report.add("gpus", pool.gpus(), "GPUs");
    report.add("seeds", SEEDS, "seeds");
    for (Map.Entry<String, Map<String, Map<Integer, Double>>> workload :
        trace.published().entrySet()) {
      String name = workload.getKey();
      List<Demand> demands = trace.demands(name);
      add(name, demands, PackingStrategy.FRAGMENTATION, FGD, workload.getValue());
      add(name, demands, PackingStrategy.BEST_FIT, BEST_FIT, workload.getValue());
    }
    report.add("decision-processor-p50", decisions.processorMillis(50), "ms");
    report.add("decision-processor-p99", decisions.processorMillis(99), "ms");
    report.write();
  }

  private void add(
      String workload,
      List<Demand> demands,
      PackingStrategy strategy,
      String peer,
      Map<String, Map<Integer, Double>> published) {
    Map<Integer, Double> allocated = mean(demands, strategy);
    for (int requested : REQUESTED) {
      double theirs = value(value(published, peer), requested);
      double ours = value(allocated, requested);
      report.add(
          workload
              + "-"
              + (strategy == PackingStrategy.BEST_FIT ? "best-fit" : "fragmentation")
              + "-"
              + requested,
          ours,
          "%",
          ours / theirs,
          peer.substring(peer.indexOf('-') + 1) + " as published, " + theirs + " %");
    }
  }

  private Map<Integer, Double> mean(List<Demand> demands, PackingStrategy strategy) {
    TypicalDemands typical = TypicalDemands.of(demands);
    long capacity = PoolState.empty(pool).freeGpuMillis();
    Latencies latencies = strategy == PackingStrategy.FRAGMENTATION ? decisions : new Latencies();
    Map<Integer, Double> mean = new TreeMap<>();
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      List<Demand> arrivals = GpuArrivals.draw(demands, capacity, seed);
      GpuArrivals.place(strategy, pool, arrivals, typical, seed, latencies)
          .forEach((requested, share) -> mean.merge(requested, share / SEEDS, Double::sum));
    }
    return mean;
  }

  private static <K, V> V value(Map<K, V> map, K key) {
    V value = map.get(key);
    if (value == null) {
      throw new IllegalStateException("there is nothing for " + key + ", only " + map.keySet());
    }
    return value;
  }
}
