package io.novacron.benchmarks;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.Offer;
import io.novacron.api.catalog.Region;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.core.internal.catalog.CatalogComponent;
import io.novacron.core.internal.placement.CatalogPlacementDecider;
import io.novacron.core.internal.placement.FactorBook;
import io.novacron.core.internal.placement.PlacementAccount;
import io.novacron.core.internal.placement.PolicyChoice;
import io.novacron.core.internal.placement.RoundTrips;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One decision over all offers of the catalog, on one warm thread, for the requests of {@link
 * PlacementMix}: with funnel, factors and digests, without counterfactuals; then with them; and the
 * same choices by a {@link LinearScan} in the same run. Ends with a failure when the two disagree
 * on a price.
 */
public final class PlacementBenchmark {
  private static final int WARM_UP_ROUNDS = 5;
  private static final int ROUNDS = 20;
  private static final int SLOW_ROUNDS = 2;
  private static final double BAR_MILLIS = 10;
  private static final String PEER = "streams over objects, price only";

  private final Catalog catalog = new CatalogComponent().current();
  private final List<PlacementAccount> accounts =
      catalog.regions().stream()
          .map(Region::cloud)
          .distinct()
          .map(cloud -> account(cloud, catalog.regions()))
          .toList();
  private final CatalogPlacementDecider decider =
      new CatalogPlacementDecider(
          () -> catalog,
          tenant -> accounts,
          PolicyChoice.CHEAPEST,
          new FactorBook(List::of),
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
    report.add(
        "load-average",
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        "processes");
    report.write();
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
