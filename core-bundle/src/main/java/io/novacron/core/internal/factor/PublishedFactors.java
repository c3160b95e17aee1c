package io.novacron.core.internal.factor;

import io.novacron.api.catalog.CarbonIntensity;
import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.Mark;
import io.novacron.api.catalog.Region;
import io.novacron.api.placement.FactorDefinition;
import io.novacron.api.placement.FactorDefinition.Validity;
import io.novacron.api.placement.FactorScope;
import io.novacron.api.placement.FactorSource;
import io.novacron.api.placement.FactorValues;
import io.novacron.api.placement.Utility;
import io.novacron.core.internal.catalog.Table;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Figures that are published of types, regions and offers, and come with the product. What is worth
 * 0 is the median of what is known, so that a missing value counts as a middling one. Immutable,
 * safe for use by many threads.
 */
public final class PublishedFactors implements FactorSource {
  private static final int NEIGHBOURS = 3;

  private final Map<String, Published> published = new TreeMap<>();
  private final RoundTripTable roundTrips;

  /**
   * Makes the source.
   *
   * @param roundTrips round trips between regions
   */
  public PublishedFactors(RoundTripTable roundTrips) {
    this.roundTrips = roundTrips;
    performance();
    resources();
    infrastructure();
    network();
    operational();
  }

  private void performance() {
    add(
        "coremark",
        "performance",
        "iterations/s",
        new Utility.ByRatio(true, 1),
        "measured CoreMark of EC2 types; others estimated by family and processor",
        MeasuredFigures::coreMark);
    add(
        "burstable",
        "performance",
        "shares cores",
        new Utility.ByDifference(false, 1),
        "marks of the catalog",
        catalog ->
            FigureColumns.ofTypes(
                "burstable", catalog, type -> flag(type.marks(), Mark.BURSTABLE)));
    add(
        "performance-noise",
        "performance",
        "coefficient of variation",
        new Utility.ByRatio(false, 0.001),
        "repeated benchmarks of two Azure types; their families estimated",
        MeasuredFigures::noise);
  }

  private void resources() {
    add(
        "vcpus",
        "resource",
        "vCPUs",
        new Utility.ByRatio(true, 1),
        "shapes of the catalog",
        catalog ->
            FigureColumns.ofTypes("vcpus", catalog, type -> OptionalDouble.of(type.vcpus())));
    add(
        "memory",
        "resource",
        "GiB",
        new Utility.ByRatio(true, 0.1),
        "shapes of the catalog",
        catalog ->
            FigureColumns.ofTypes("memory", catalog, type -> OptionalDouble.of(type.memoryGib())));
    add(
        "memory-per-vcpu",
        "resource",
        "GiB",
        new Utility.ByRatio(true, 0.1),
        "shapes of the catalog",
        catalog ->
            FigureColumns.ofTypes(
                "memory-per-vcpu",
                catalog,
                type -> OptionalDouble.of(type.memoryGib() / type.vcpus())));
    add(
        "gpus",
        "resource",
        "GPUs",
        new Utility.ByDifference(true, 1),
        "shapes of the catalog",
        catalog -> FigureColumns.ofTypes("gpus", catalog, type -> OptionalDouble.of(type.gpus())));
    add(
        "generation",
        "resource",
        "generations behind",
        new Utility.ByDifference(false, 1),
        "names of the types",
        catalog -> {
          Generation generation = new Generation(catalog.instanceTypes());
          return FigureColumns.ofTypes(
              "generation", catalog, type -> toDouble(generation.behind(type)));
        });
  }

  private void infrastructure() {
    add(
        "carbon",
        "infrastructure",
        "g CO2/kWh",
        new Utility.ByRatio(false, 10),
        "grids of the regions, the one source that covers all clouds",
        catalog -> FigureColumns.ofRegions("carbon", catalog, PublishedFactors::carbon));
    add(
        "interruption-band",
        "infrastructure",
        "band",
        new Utility.ByDifference(false, 1),
        "AWS Spot Instance Advisor: 0 under 5 % of machines in a month, 4 over 20 %",
        MeasuredFigures::interruption);
    add(
        "regions-in-jurisdiction",
        "infrastructure",
        "regions",
        new Utility.ByRatio(true, 1),
        "regions of the catalog: others of the cloud under the same law, for a second place",
        catalog ->
            FigureColumns.ofRegions(
                "regions-in-jurisdiction",
                catalog,
                region -> OptionalDouble.of(others(region, catalog.regions()))));
  }

  private void network() {
    add(
        "egress-price",
        "network",
        "USD/GB",
        new Utility.ByRatio(false, 0.01),
        "price list of AWS for traffic to the internet",
        catalog -> {
          Map<String, Double> prices = new HashMap<>();
          for (Table.Row row : Table.bundled("factors/egress-aws.tsv")) {
            prices.put("aws " + row.text(0), row.decimal(1));
          }
          return FigureColumns.ofRegions(
              "egress-price",
              catalog,
              region -> optional(prices.get(region.cloud() + ' ' + region.id())));
        });
    add(
        "latency-to-neighbours",
        "network",
        "ms",
        new Utility.ByRatio(false, 1),
        "measured round trips to the three nearest regions of the cloud, their mean",
        catalog ->
            FigureColumns.ofRegions(
                "latency-to-neighbours", catalog, region -> neighbours(region, catalog.regions())));
  }

  private void operational() {
    add(
        "spot-saving",
        "operational",
        "spot/on-demand",
        new Utility.ByRatio(false, 0.01),
        "prices of the catalog",
        catalog ->
            FigureColumns.ofOffers(
                "spot-saving",
                catalog,
                offer ->
                    catalog.spotMicros(offer) < 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(
                            (double) catalog.spotMicros(offer) / catalog.onDemandMicros(offer))));
    add(
        "price-age",
        "operational",
        "days",
        new Utility.ByDifference(false, 365),
        "dates of the on-demand prices, before the newest of the catalog",
        PublishedFactors::priceAge);
  }

  private void add(
      String name,
      String group,
      String unit,
      Utility utility,
      String origin,
      Function<Catalog, FactorValues> column) {
    published.put(
        name,
        new Published(
            new FactorDefinition(name, group, unit, utility, Validity.CATALOG, origin), column));
  }

  @Override
  public String name() {
    return "published-figures";
  }

  @Override
  public List<FactorDefinition> factors() {
    return published.values().stream().map(Published::definition).toList();
  }

  @Override
  public List<FactorValues> values(FactorScope scope, Set<String> factors) {
    return published.values().stream()
        .filter(one -> factors.contains(one.definition.name()))
        .map(one -> one.column.apply(scope.catalog()))
        .toList();
  }

  private static FactorValues priceAge(Catalog catalog) {
    long[] days = new long[catalog.size()];
    Arrays.setAll(days, offer -> catalog.onDemandDay(offer).toEpochDay());
    long newest = Arrays.stream(days).max().orElse(0);
    return FigureColumns.ofOffers(
        "price-age", catalog, offer -> OptionalDouble.of(newest - days[offer]));
  }

  private static OptionalDouble carbon(Region region) {
    CarbonIntensity carbon = region.carbon();
    return carbon == null || !carbon.comparable()
        ? OptionalDouble.empty()
        : OptionalDouble.of(carbon.gramsPerKwh());
  }

  private static double others(Region region, List<Region> regions) {
    return regions.stream()
        .filter(
            other ->
                other.cloud().equals(region.cloud())
                    && other.jurisdiction().equals(region.jurisdiction())
                    && !other.id().equals(region.id()))
        .count();
  }

  private OptionalDouble neighbours(Region region, List<Region> regions) {
    double[] nearest =
        regions.stream()
            .filter(other -> !other.equals(region))
            .map(other -> roundTrips.between(region, other))
            .flatMapToDouble(OptionalDouble::stream)
            .sorted()
            .limit(NEIGHBOURS)
            .toArray();
    return nearest.length < NEIGHBOURS ? OptionalDouble.empty() : Arrays.stream(nearest).average();
  }

  private static OptionalDouble flag(Set<Mark> marks, Mark mark) {
    return OptionalDouble.of(marks.contains(mark) ? 1 : 0);
  }

  private static OptionalDouble toDouble(OptionalInt value) {
    return value.isPresent() ? OptionalDouble.of(value.getAsInt()) : OptionalDouble.empty();
  }

  private static OptionalDouble optional(@Nullable Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** A factor and how its column is made. */
  private record Published(FactorDefinition definition, Function<Catalog, FactorValues> column) {}
}
