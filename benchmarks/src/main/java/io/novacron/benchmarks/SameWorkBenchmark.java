package io.novacron.benchmarks;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Region;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.machine.Size;
import io.novacron.api.placement.Choice;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.FactorScope;
import io.novacron.api.placement.FactorValues;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.core.internal.catalog.CatalogComponent;
import io.novacron.core.internal.factor.PublishedFactors;
import io.novacron.core.internal.factor.RoundTripTable;
import io.novacron.core.internal.placement.CatalogPlacementDecider;
import io.novacron.core.internal.placement.FactorBook;
import io.novacron.core.internal.placement.PlacementAccount;
import io.novacron.core.internal.placement.PlacementPolicy;
import io.novacron.core.internal.placement.PriceAgeLimits;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * What the same work costs, in US dollars for 10^12 CoreMark iterations, for the requests of {@link
 * PlacementMix}, done by as many vCPUs as were asked for: where placement puts a machine by
 * CoreMark for a dollar; where the cheapest offer of the size in one default region of each cloud
 * would be (a); and where the common default family of each cloud would be (b). Both of these leave
 * out where a machine may go; (a) is compared where its own offer meets the request, and then
 * placement must never be dearer. Scores that were not measured are estimated, for all three alike.
 * Ends with a failure when placement is dearer than (a).
 */
public final class SameWorkBenchmark {
  private static final double ITERATIONS = 1e12;
  private static final double SECONDS_PER_HOUR = 3_600;
  private static final double ROUNDING = 1e-9;
  private static final double BAR = 0.8;

  private static final Map<String, String> DEFAULT_REGIONS =
      Map.of("aws", "us-east-1", "azure", "eastus", "gcp", "us-central1");

  /** What tutorials and consoles of each cloud propose for general purposes. */
  private static final Map<String, String> DEFAULT_FAMILIES =
      Map.of(
          "aws", "m5\\.\\d*x?large",
          "azure", "Standard_D\\d+s_v5",
          "gcp", "n2-standard-\\d+");

  private final Catalog catalog = new CatalogComponent().current();
  private final List<PlacementAccount> accounts =
      DEFAULT_REGIONS.keySet().stream().sorted().map(this::account).toList();
  private final PublishedFactors published = new PublishedFactors(new RoundTripTable());
  private final FactorValues coreMark =
      published
          .values(
              new FactorScope(
                  catalog,
                  "default",
                  new PlacementRequest(null, "any", Market.ON_DEMAND, PlacementConstraints.NONE),
                  List.of()),
              Set.of("coremark"))
          .get(0);
  private final CatalogPlacementDecider decider =
      new CatalogPlacementDecider(
          () -> catalog,
          tenant -> accounts,
          (tenant, name) ->
              new PlacementPolicy(
                  "same-work",
                  1,
                  Map.of("coremark-per-dollar", 1.0),
                  List.of(),
                  PriceAgeLimits.DEFAULT),
          new FactorBook(() -> List.of(published)),
          new RoundTripTable(),
          List::of,
          Optional.empty(),
          new Random(1),
          Clock.systemUTC());

  private SameWorkBenchmark() {}

  /** Runs the benchmark; takes no arguments. */
  public static void main(String[] arguments) throws IOException {
    new SameWorkBenchmark().run();
  }

  private void run() throws IOException {
    Map<String, Sums> classes = new LinkedHashMap<>();
    Sums all = new Sums();
    for (PlacementMix.Classed one : PlacementMix.classed()) {
      Sums sums = classes.computeIfAbsent(one.name(), name -> new Sums());
      compare(one.request(), List.of(sums, all));
    }
    BenchmarkReport report = BenchmarkReport.of("same-work");
    classes.forEach((name, sums) -> sums.report(report, name));
    all.report(report, "all");
    report.add(
        "all-to-default-family",
        all.ours(all.family),
        "USD/10^12 iterations",
        all.ours(all.family) / all.theirs(all.family) / BAR,
        "bar: 0.8 of the default family's");
    report.write();
  }

  private void compare(PlacementRequest request, List<Sums> sums) {
    Decision decision = decider.decide("default", "dec-1", request, false);
    Choice chosen = decision.chosen();
    if (chosen == null) {
      sums.forEach(sum -> sum.unplaced++);
      return;
    }
    int offer = catalog.find(chosen.cloud(), chosen.region(), chosen.instanceType()).orElseThrow();
    double ours = cost(offer, request).orElseThrow();
    sums.forEach(sum -> sum.placed++);
    Size size = request.size();
    if (size == null) {
      return;
    }
    for (PlacementAccount account : accounts) {
      cheapest(account.cloud(), size, request.market().kind())
          .filter(naive -> meets(naive, account, request))
          .flatMap(naive -> cost(naive, request).stream().boxed().findFirst())
          .ifPresent(
              naive -> {
                if (ours > naive * (1 + ROUNDING)) {
                  throw new IllegalStateException(
                      "placement costs " + ours + " but (a) " + naive + " for " + request);
                }
                sums.forEach(sum -> sum.cheapest.add(new Pair(ours, naive)));
              });
      ofFamily(account.cloud(), size)
          .flatMap(naive -> cost(naive, request).stream().boxed().findFirst())
          .filter(naive -> request.market().kind() == Market.Kind.ON_DEMAND)
          .ifPresent(naive -> sums.forEach(sum -> sum.family.add(new Pair(ours, naive))));
    }
  }

  /** Whether placement, bound to the offer's own type, region and account, would take it. */
  private boolean meets(int offer, PlacementAccount account, PlacementRequest request) {
    PlacementConstraints asked = request.constraints();
    String region = catalog.regions().get(catalog.regionIndex(offer)).id();
    if (asked.region() != null && !asked.region().equals(region)) {
      return false;
    }
    Decision bound =
        decider.decide(
            "default",
            "dec-1",
            new PlacementRequest(
                null,
                catalog.instanceTypes().get(catalog.typeIndex(offer)).name(),
                request.market(),
                new PlacementConstraints(
                    account.name(),
                    region,
                    null,
                    asked.near(),
                    asked.maxPricePerHour(),
                    asked.maxCarbonGramsPerKwh())),
            false);
    return bound.chosen() != null && !isTooOld(offer, request);
  }

  private boolean isTooOld(int offer, PlacementRequest request) {
    return request.market().kind() == Market.Kind.SPOT
        && decider
                .decide(
                    "default",
                    "dec-1",
                    new PlacementRequest(
                        request.size(),
                        null,
                        request.market(),
                        new PlacementConstraints(
                            null,
                            catalog.regions().get(catalog.regionIndex(offer)).id(),
                            null,
                            null,
                            null,
                            null)),
                    false)
                .chosen()
            == null;
  }

  /** The cheapest offer that is big enough in the default region, as a person would pick it. */
  private Optional<Integer> cheapest(String cloud, Size size, Market.Kind market) {
    return best(
        cloud,
        offer -> {
          InstanceType type = catalog.instanceTypes().get(catalog.typeIndex(offer));
          return isFor(type, size)
                  && type.marks().isEmpty()
                  && catalog.offer(offer).marks().isEmpty()
              ? price(offer, market)
              : OptionalDouble.empty();
        });
  }

  private Optional<Integer> ofFamily(String cloud, Size size) {
    String family = DEFAULT_FAMILIES.get(cloud);
    return best(
        cloud,
        offer -> {
          InstanceType type = catalog.instanceTypes().get(catalog.typeIndex(offer));
          return isFor(type, size) && type.name().matches(family)
              ? price(offer, Market.Kind.ON_DEMAND)
              : OptionalDouble.empty();
        });
  }

  private Optional<Integer> best(String cloud, IntFunction<OptionalDouble> price) {
    Integer best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int offer = 0; offer < catalog.size(); offer++) {
      Region region = catalog.regions().get(catalog.regionIndex(offer));
      if (region.cloud().equals(cloud) && region.id().equals(DEFAULT_REGIONS.get(cloud))) {
        OptionalDouble amount = price.apply(offer);
        if (amount.isPresent() && amount.getAsDouble() < least) {
          least = amount.getAsDouble();
          best = offer;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private static boolean isFor(InstanceType type, Size size) {
    return type.vcpus() >= size.vcpus()
        && type.memoryGib() >= size.memoryGib()
        && (size.gpus() == 0
            ? type.gpus() == 0 && type.gpuModel() == null
            : type.gpus() >= size.gpus())
        && (size.architecture() == null || size.architecture().equals(type.architecture()));
  }

  private OptionalDouble price(int offer, Market.Kind market) {
    long micros =
        market == Market.Kind.SPOT ? catalog.spotMicros(offer) : catalog.onDemandMicros(offer);
    return micros < 0 ? OptionalDouble.empty() : OptionalDouble.of(micros / 1e6);
  }

  /** Only as many vCPUs do the work as were asked for. */
  private OptionalDouble cost(int offer, PlacementRequest request) {
    OptionalDouble price = price(offer, request.market().kind());
    int type = catalog.typeIndex(offer);
    Size size = request.size();
    int vcpus = catalog.instanceTypes().get(type).vcpus();
    double score =
        coreMark.value(type) * (size == null ? 1 : Math.min(1, (double) size.vcpus() / vcpus));
    return price.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(price.getAsDouble() / (score * SECONDS_PER_HOUR) * ITERATIONS);
  }

  private PlacementAccount account(String cloud) {
    return new PlacementAccount(
        cloud + "-bench",
        "default",
        cloud,
        "simulator",
        catalog.regions().stream()
            .filter(region -> region.cloud().equals(cloud))
            .map(Region::id)
            .collect(Collectors.toSet()),
        true);
  }

  /** What two ways cost for one request and cloud. */
  private record Pair(double ours, double theirs) {}

  /** What was compared; not thread-safe. */
  private static final class Sums {
    private final List<Pair> cheapest = new ArrayList<>();
    private final List<Pair> family = new ArrayList<>();
    private int placed;
    private int unplaced;

    double ours(List<Pair> pairs) {
      return pairs.stream().mapToDouble(Pair::ours).average().orElse(0);
    }

    double theirs(List<Pair> pairs) {
      return pairs.stream().mapToDouble(Pair::theirs).average().orElse(0);
    }

    void report(BenchmarkReport report, String name) {
      report.add(name + ".placed", placed, "requests");
      report.add(name + ".unplaced", unplaced, "requests");
      add(report, name + ".cost-where-a-meets-it", cheapest, "(a) cheapest in a default region");
      add(report, name + ".cost-where-b-is-big-enough", family, "(b) default family");
    }

    private void add(BenchmarkReport report, String name, List<Pair> pairs, String peer) {
      if (!pairs.isEmpty()) {
        report.add(name, ours(pairs), "USD/10^12 iterations", ours(pairs) / theirs(pairs), peer);
      }
    }
  }
}
