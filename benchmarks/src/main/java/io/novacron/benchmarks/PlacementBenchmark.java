package io.novacron.benchmarks;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.Offer;
import io.novacron.api.catalog.Region;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.FactorSource;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.core.internal.account.AccountFactors;
import io.novacron.core.internal.catalog.CatalogComponent;
import io.novacron.core.internal.factor.PublishedFactors;
import io.novacron.core.internal.factor.RoundTripTable;
import io.novacron.core.internal.placement.CatalogPlacementDecider;
import io.novacron.core.internal.placement.FactorBook;
import io.novacron.core.internal.placement.OwnFactors;
import io.novacron.core.internal.placement.PlacementAccount;
import io.novacron.core.internal.placement.PlacementPolicy;
import io.novacron.core.internal.placement.PriceAgeLimits;
import io.novacron.core.internal.placement.RoundTrips;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One decision over all offers of the catalog, on one warm thread, for the requests of {@link
 * PlacementMix}: with funnel, factors and digests, without counterfactuals; then with them; and the
 * same with all factors weighed, at one thread and two; and the same choices by a {@link
 * LinearScan} in the same run. Ends with a failure when the two disagree on a price.
 */
public final class PlacementBenchmark {
  private static final int WARM_UP_ROUNDS = 5;
  private static final int ROUNDS = 20;
  private static final int SLOW_ROUNDS = 2;
  private static final double BAR_MILLIS = 10;
  private static final double COUNTERFACTUALS_BAR_MILLIS = 200;
  private static final double SMALL_WEIGHT = 0.25;
  private static final String EVERYTHING = "everything";
  private static final String PEER = "streams over objects, price only";

  private final Catalog catalog = new CatalogComponent().current();
  private final List<PlacementAccount> accounts =
      catalog.regions().stream()
          .map(Region::cloud)
          .distinct()
          .map(cloud -> account(cloud, catalog.regions()))
          .toList();
  private final List<FactorSource> sources =
      List.of(
          new PublishedFactors(new RoundTripTable()),
          new AccountFactors(
              tenant -> List.of(), account -> List.of(), List::of, List::of, Clock.systemUTC()));
  private final CatalogPlacementDecider decider =
      new CatalogPlacementDecider(
          () -> catalog,
          tenant -> accounts,
          (tenant, name) -> name == null ? PlacementPolicy.CHEAPEST : everything(),
          new FactorBook(() -> sources),
          RoundTrips.NONE,
          List::of,
          Optional.empty(),
          new Random(1),
          Clock.systemUTC());
  private final List<PlacementRequest> requests;

  private PlacementBenchmark(List<PlacementRequest> requests) {
    this.requests = requests;
  }

  /** Runs the benchmark; takes no arguments. */
  public static void main(String[] arguments) throws IOException {
    new PlacementBenchmark(PlacementMix.requests()).run();
  }

  private void run() throws IOException {
    List<Offer> offers = IntStream.range(0, catalog.size()).mapToObj(catalog::offer).toList();
    LinearScan scan = new LinearScan(offers, accounts, catalog.regions());
    long placed = requests.stream().filter(request -> agree(request, scan)).count();

    Latencies decision = measure(WARM_UP_ROUNDS, ROUNDS, request -> decide(request, false));
    Latencies explained = measure(1, SLOW_ROUNDS, request -> decide(request, true));
    Latencies weighed = measure(WARM_UP_ROUNDS, ROUNDS, request -> decide(weighed(request), false));
    Latencies weighedExplained = measure(1, SLOW_ROUNDS, request -> decide(weighed(request), true));
    Latencies peer = measure(1, SLOW_ROUNDS, scan::cheapest);

    BenchmarkReport report = BenchmarkReport.of("placement");
    report.add("offers", catalog.size(), "offers");
    report.add("requests", requests.size(), "requests");
    report.add("requests-placed", placed, "requests");
    addBeside(report, "p50", decision.millis(50), peer.millis(50), PEER);
    addBeside(report, "p99", decision.millis(99), peer.millis(99), PEER);
    addBeside(report, "p99-to-bar", decision.millis(99), BAR_MILLIS, "bar of 10 ms");
    addBeside(report, "max", decision.millis(100), peer.millis(100), PEER);
    addBeside(
        report, "processor-p50", decision.processorMillis(50), peer.processorMillis(50), PEER);
    addBeside(
        report, "processor-p99", decision.processorMillis(99), peer.processorMillis(99), PEER);
    report.add("with-counterfactuals-p50", explained.millis(50), "ms");
    report.add("with-counterfactuals-p99", explained.millis(99), "ms");
    report.add("with-counterfactuals-processor-p50", explained.processorMillis(50), "ms");
    report.add("with-counterfactuals-processor-p99", explained.processorMillis(99), "ms");
    report.add("factors-weighed", everything().weights().size(), "factors");
    addBeside(report, "all-factors-p50", weighed.millis(50), peer.millis(50), PEER);
    addBeside(report, "all-factors-p99", weighed.millis(99), BAR_MILLIS, "bar of 10 ms");
    addBeside(
        report,
        "all-factors-with-counterfactuals-max",
        weighedExplained.millis(100),
        COUNTERFACTUALS_BAR_MILLIS,
        "bar of 200 ms");
    report.add("rate-at-1-thread", rate(1), "decisions/s");
    report.add("rate-at-2-threads", rate(2), "decisions/s");
    report.add(
        "load-average",
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        "processes");
    report.write();
  }

  /** A policy that weighs every factor that there is. */
  private PlacementPolicy everything() {
    Map<String, Double> weights = new TreeMap<>();
    OwnFactors.DEFINITIONS.forEach(factor -> weights.put(factor.name(), 1.0));
    sources.forEach(
        source -> source.factors().forEach(factor -> weights.put(factor.name(), SMALL_WEIGHT)));
    return new PlacementPolicy(EVERYTHING, 1, weights, List.of(), PriceAgeLimits.DEFAULT);
  }

  private static PlacementRequest weighed(PlacementRequest request) {
    return new PlacementRequest(
        request.size(),
        request.instanceType(),
        request.market(),
        request.constraints().withPolicy(EVERYTHING));
  }

  /** How many decisions with all factors are made a second by some threads. */
  private double rate(int threads) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long begun = System.nanoTime();
      List<Future<?>> tasks = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        tasks.add(pool.submit(() -> requests.forEach(request -> decide(weighed(request), false))));
      }
      for (Future<?> task : tasks) {
        task.get();
      }
      return threads * requests.size() / ((System.nanoTime() - begun) / 1e9);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("a decision failed", e);
    } finally {
      pool.shutdownNow();
    }
  }

  private static void addBeside(
      BenchmarkReport report, String what, double figure, double peer, String named) {
    report.add(what, figure, "ms", figure / peer, named);
  }

  private Decision decide(PlacementRequest request, boolean counterfactuals) {
    return decider.decide("default", "dec-1", request, counterfactuals);
  }

  private boolean agree(PlacementRequest request, LinearScan scan) {
    Decision decision = decide(request, false);
    Optional<BigDecimal> ours =
        Optional.ofNullable(decision.chosen()).map(choice -> choice.pricePerHour().amount());
    Optional<BigDecimal> theirs = scan.cheapest(request);
    boolean same =
        ours.isPresent() == theirs.isPresent()
            && (ours.isEmpty() || ours.get().compareTo(theirs.get()) == 0);
    if (!same) {
      throw new IllegalStateException(
          "placement chose " + ours + " but the scan " + theirs + " for " + request);
    }
    return ours.isPresent();
  }

  private Latencies measure(int warmUpRounds, int rounds, Consumer<PlacementRequest> work) {
    for (int round = 0; round < warmUpRounds; round++) {
      requests.forEach(work);
    }
    Latencies latencies = new Latencies();
    for (int round = 0; round < rounds; round++) {
      requests.forEach(request -> latencies.time(() -> work.accept(request)));
    }
    return latencies;
  }

  private static PlacementAccount account(String cloud, List<Region> regions) {
    Set<String> served =
        regions.stream()
            .filter(region -> region.cloud().equals(cloud))
            .map(Region::id)
            .collect(Collectors.toSet());
    return new PlacementAccount(cloud + "-bench", "default", cloud, "simulator", served, true);
  }
}
