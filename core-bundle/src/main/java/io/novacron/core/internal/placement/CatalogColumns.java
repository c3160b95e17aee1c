package io.novacron.core.internal.placement;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;
import io.novacron.api.catalog.Offer;
import io.novacron.api.catalog.Price;
import io.novacron.api.catalog.Region;
import io.novacron.api.machine.Market;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A catalog laid out for placement: one primitive array for each thing that is asked of every
 * offer, made once for a catalog. Immutable, safe for use by many threads.
 */
final class CatalogColumns {
  /** Marks of what is chosen only when its type is named. */
  static final List<Mark> ONLY_BY_NAME =
      List.of(Mark.PRICE_DOUBTFUL, Mark.PROMOTION, Mark.BURSTABLE);

  /** What stands as the source of a price that a counterfactual assumes. */
  static final String ASSUMED = "assumed for the comparison";

  private final Catalog catalog;
  private final List<Region> regions;
  private final List<InstanceType> types;
  private final int[] regionOf;
  private final int[] typeOf;
  private final boolean[] onlyByName;
  private final PriceColumn onDemand;
  private final PriceColumn spot;
  private final int[] onDemandAge;
  private final int[] spotAge;
  private final Map<String, int[]> regionsByCloud;
  private final int[][] offersByRegion;
  private final Map<String, int[]> offersByTypeName;
  private final int[] cheapestOnDemand;
  private final int[] cheapestSpot;
  private final int[] regionRank;
  private final int[] typeRank;
  private final long[] regionHash;
  private final long[] typeHash;

  private CatalogColumns(
      CatalogColumns from, PriceColumn onDemand, PriceColumn spot, int changedRegion) {
    this.catalog = from.catalog;
    this.regions = from.regions;
    this.types = from.types;
    this.regionOf = from.regionOf;
    this.typeOf = from.typeOf;
    this.onlyByName = from.onlyByName;
    this.onDemand = onDemand;
    this.spot = spot;
    this.onDemandAge = from.onDemandAge;
    this.spotAge = from.spotAge;
    this.regionsByCloud = from.regionsByCloud;
    this.offersByRegion = from.offersByRegion;
    this.offersByTypeName = from.offersByTypeName;
    this.regionRank = from.regionRank;
    this.typeRank = from.typeRank;
    this.regionHash = from.regionHash;
    this.typeHash = from.typeHash;
    this.cheapestOnDemand = from.cheapestOnDemand.clone();
    this.cheapestSpot = from.cheapestSpot.clone();
    cheapestOnDemand[changedRegion] = cheapestOf(changedRegion, Market.Kind.ON_DEMAND);
    cheapestSpot[changedRegion] = cheapestOf(changedRegion, Market.Kind.SPOT);
  }

  /** Lays out a catalog. */
  CatalogColumns(Catalog catalog) {
    this.catalog = catalog;
    regions = List.copyOf(catalog.regions());
    types = List.copyOf(catalog.instanceTypes());
    int size = catalog.size();
    regionOf = IntStream.range(0, size).map(catalog::regionIndex).toArray();
    typeOf = IntStream.range(0, size).map(catalog::typeIndex).toArray();
    onlyByName = new boolean[size];
    for (int offer = 0; offer < size; offer++) {
      onlyByName[offer] = isOnlyByName(offer);
    }
    onDemand =
        PriceColumn.of(IntStream.range(0, size).mapToLong(catalog::onDemandMicros).toArray());
    spot = PriceColumn.of(IntStream.range(0, size).mapToLong(catalog::spotMicros).toArray());
    onDemandAge = days(size, catalog::onDemandDay);
    spotAge = days(size, catalog::spotDay);
    int newest = IntStream.of(onDemandAge).max().orElse(0);
    newest = Math.max(newest, IntStream.of(spotAge).max().orElse(0));
    turnIntoAges(onDemandAge, newest);
    turnIntoAges(spotAge, newest);
    offersByRegion = positions(size, offer -> regionOf[offer], regions.size());
    int[][] offersByType = positions(size, offer -> typeOf[offer], types.size());
    offersByTypeName = new HashMap<>();
    for (int type = 0; type < offersByType.length; type++) {
      offersByTypeName.merge(types.get(type).name(), offersByType[type], CatalogColumns::joined);
    }
    regionsByCloud = new TreeMap<>();
    for (String cloud : regions.stream().map(Region::cloud).distinct().toList()) {
      regionsByCloud.put(
          cloud,
          IntStream.range(0, regions.size())
              .filter(region -> regions.get(region).cloud().equals(cloud))
              .toArray());
    }
    regionRank = ranks(regions, Comparator.comparing(Region::cloud).thenComparing(Region::id));
    typeRank =
        ranks(types, Comparator.comparing(InstanceType::cloud).thenComparing(InstanceType::name));
    regionHash = hashes(regions, region -> TieBreak.hash(region.cloud() + '/' + region.id()));
    typeHash = hashes(types, type -> TieBreak.hash(type.cloud() + '/' + type.name()));
    cheapestOnDemand = cheapest(Market.Kind.ON_DEMAND);
    cheapestSpot = cheapest(Market.Kind.SPOT);
  }

  /** The same columns but for one price that is assumed. */
  CatalogColumns assuming(Market.Kind market, int offer, long micros) {
    return market == Market.Kind.ON_DEMAND
        ? new CatalogColumns(this, onDemand.assuming(offer, micros), spot, regionOf[offer])
        : new CatalogColumns(this, onDemand, spot.assuming(offer, micros), regionOf[offer]);
  }

  String digest() {
    return catalog.digest();
  }

  Catalog catalog() {
    return catalog;
  }

  /** Number of offers. */
  int size() {
    return regionOf.length;
  }

  List<Region> regions() {
    return regions;
  }

  List<InstanceType> types() {
    return types;
  }

  /** Numbers of the regions of a cloud; none for one that is not in the catalog. */
  int[] regionsOf(String cloud) {
    return regionsByCloud.getOrDefault(cloud, new int[0]);
  }

  /** The clouds that it has offers of. */
  Set<String> clouds() {
    return regionsByCloud.keySet();
  }

  /** Numbers of the offers of a region. */
  int[] offersIn(int region) {
    return offersByRegion[region];
  }

  /** Numbers of the offers of all types of a name, in any region and cloud. */
  int[] offersNamed(String type) {
    return offersByTypeName.getOrDefault(type, new int[0]);
  }

  /** The offer of a region that costs least in a market; of equals, the first by name. */
  int cheapestIn(int region, Market.Kind market) {
    return market == Market.Kind.ON_DEMAND ? cheapestOnDemand[region] : cheapestSpot[region];
  }

  /** What an offer costs in a market, or on demand where it has no price in that market. */
  long microsOrOnDemand(Market.Kind market, int offer) {
    long price = prices(market).micros(offer);
    return price == PriceColumn.NONE ? onDemand.micros(offer) : price;
  }

  int regionOf(int offer) {
    return regionOf[offer];
  }

  int typeOf(int offer) {
    return typeOf[offer];
  }

  Region region(int offer) {
    return regions.get(regionOf[offer]);
  }

  InstanceType type(int offer) {
    return types.get(typeOf[offer]);
  }

  /** Whether an offer is chosen only when its type is named. */
  boolean onlyByName(int offer) {
    return onlyByName[offer];
  }

  boolean marked(int offer, Mark mark) {
    return catalog.marked(offer, mark);
  }

  PriceColumn prices(Market.Kind market) {
    return market == Market.Kind.ON_DEMAND ? onDemand : spot;
  }

  /**
   * How many days older the published price of an offer is than the newest of the catalog, for an
   * offer that has a price in the market.
   */
  int ageDays(Market.Kind market, int offer) {
    return market == Market.Kind.ON_DEMAND ? onDemandAge[offer] : spotAge[offer];
  }

  /** The price of an offer that has one in the market, with date and source. */
  Price price(Market.Kind market, int offer) {
    Offer published = catalog.offer(offer);
    Price price =
        market == Market.Kind.SPOT
            ? Objects.requireNonNull(published.spot())
            : published.onDemand();
    PriceColumn prices = prices(market);
    return prices.isAssumed(offer)
        ? new Price(Price.ofMicros(prices.micros(offer)), price.currency(), price.asOf(), ASSUMED)
        : price;
  }

  /** Where an offer stands when regions and then types are ordered by name. */
  int compareNames(int offer, int other) {
    int byRegion = Integer.compare(regionRank[regionOf[offer]], regionRank[regionOf[other]]);
    return byRegion != 0
        ? byRegion
        : Integer.compare(typeRank[typeOf[offer]], typeRank[typeOf[other]]);
  }

  /** The lot of an offer through an account. */
  long lot(long seed, long accountHash, int offer) {
    return TieBreak.lot(seed, accountHash, regionHash[regionOf[offer]], typeHash[typeOf[offer]]);
  }

  /** The day of each offer, counted from 1970; 0 where there is none. */
  private static int[] days(int size, IntFunction<@Nullable LocalDate> dayOf) {
    int[] days = new int[size];
    for (int offer = 0; offer < size; offer++) {
      LocalDate day = dayOf.apply(offer);
      days[offer] = day == null ? 0 : Math.toIntExact(day.toEpochDay());
    }
    return days;
  }

  private static void turnIntoAges(int[] days, int newest) {
    Arrays.setAll(days, offer -> newest - days[offer]);
  }

  private int[] cheapest(Market.Kind market) {
    return IntStream.range(0, regions.size()).map(region -> cheapestOf(region, market)).toArray();
  }

  /** The offer of a region that costs least, or -1 in a region without any. */
  private int cheapestOf(int region, Market.Kind market) {
    int cheapest = -1;
    long least = Long.MAX_VALUE;
    for (int offer : offersByRegion[region]) {
      long price = microsOrOnDemand(market, offer);
      if (price < least || (price == least && compareNames(offer, cheapest) < 0)) {
        cheapest = offer;
        least = price;
      }
    }
    return cheapest;
  }

  /** The numbers of the offers in each of some groups. */
  private static int[][] positions(int size, IntUnaryOperator groupOf, int groups) {
    int[] counts = new int[groups];
    for (int offer = 0; offer < size; offer++) {
      counts[groupOf.applyAsInt(offer)]++;
    }
    int[][] positions = new int[groups][];
    Arrays.setAll(positions, group -> new int[counts[group]]);
    for (int offer = size - 1; offer >= 0; offer--) {
      int group = groupOf.applyAsInt(offer);
      positions[group][--counts[group]] = offer;
    }
    return positions;
  }

  private static int[] joined(int[] some, int[] more) {
    return IntStream.concat(IntStream.of(some), IntStream.of(more)).toArray();
  }

  private boolean isOnlyByName(int offer) {
    for (Mark mark : ONLY_BY_NAME) {
      if (catalog.marked(offer, mark)) {
        return true;
      }
    }
    return false;
  }

  private static <T> int[] ranks(List<T> items, Comparator<T> order) {
    int[] byName =
        IntStream.range(0, items.size())
            .boxed()
            .sorted(Comparator.comparing(items::get, order))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] rank = new int[byName.length];
    for (int position = 0; position < byName.length; position++) {
      rank[byName[position]] = position;
    }
    return rank;
  }

  private static <T> long[] hashes(List<T> items, ToLongFunction<T> hash) {
    return items.stream().mapToLong(hash).toArray();
  }
}
