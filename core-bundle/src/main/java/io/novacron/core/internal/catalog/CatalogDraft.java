package io.novacron.core.internal.catalog;

import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;
import io.novacron.api.catalog.Region;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The catalog while it is being put together: what was published, and what rules change in it. Used
 * by one thread.
 *
 * <p>The offers of a type follow each other, in the order of their regions.
 */
final class CatalogDraft {
  static final int NONE = -1;

  private final List<Region> regions;
  private final List<PriceSource> priceSources;
  private final List<InstanceType> types = new ArrayList<>();
  private final Map<String, Integer> typeNumbers = new HashMap<>();
  private final Map<String, Integer> regionNumbers = new HashMap<>();
  private int[] listedVcpus = new int[1024];
  private int[] firstOffers = new int[1024];
  private int size;
  private int[] regionColumn = new int[1 << 17];
  private int[] typeColumn = new int[1 << 17];
  private int[] onDemandColumn = new int[1 << 17];
  private int[] publishedColumn = new int[1 << 17];
  private int[] spotColumn = new int[1 << 17];
  private int[] markColumn = new int[1 << 17];
  private final Map<Integer, SpotOrigin> spotOrigins = new HashMap<>();

  /**
   * Where a spot price comes from that is not of the region's own price list.
   *
   * @param source the source
   * @param explanation how it was computed; absent when it was published as it is
   */
  record SpotOrigin(PriceSource source, @Nullable String explanation) {}

  /**
   * Begins without types.
   *
   * @param regions all regions
   * @param priceSources where the prices of each region come from
   */
  CatalogDraft(List<Region> regions, List<PriceSource> priceSources) {
    this.regions = regions;
    this.priceSources = priceSources;
    for (int region = 0; region < regions.size(); region++) {
      regionNumbers.put(key(regions.get(region).cloud(), regions.get(region).id()), region);
    }
  }

  /** Adds a type; the offers that are added next are of it. */
  void addType(InstanceType type) {
    int number = types.size();
    if (typeNumbers.put(key(type.cloud(), type.name()), number) != null) {
      throw new CatalogFormatException(type.cloud() + " type " + type.name() + " is there twice");
    }
    types.add(type);
    if (number + 1 >= firstOffers.length) {
      firstOffers = Arrays.copyOf(firstOffers, 2 * firstOffers.length);
      listedVcpus = Arrays.copyOf(listedVcpus, firstOffers.length);
    }
    listedVcpus[number] = type.vcpus();
    firstOffers[number] = size;
    firstOffers[number + 1] = size;
  }

  /** Adds an offer of the latest type, with the price as published. */
  void addOffer(int region, int onDemandMicros) {
    if (size == regionColumn.length) {
      int larger = 2 * size;
      regionColumn = Arrays.copyOf(regionColumn, larger);
      typeColumn = Arrays.copyOf(typeColumn, larger);
      onDemandColumn = Arrays.copyOf(onDemandColumn, larger);
      publishedColumn = Arrays.copyOf(publishedColumn, larger);
      spotColumn = Arrays.copyOf(spotColumn, larger);
      markColumn = Arrays.copyOf(markColumn, larger);
    }
    regionColumn[size] = region;
    typeColumn[size] = types.size() - 1;
    onDemandColumn[size] = onDemandMicros;
    publishedColumn[size] = onDemandMicros;
    spotColumn[size] = NONE;
    size++;
    firstOffers[types.size()] = size;
  }

  int size() {
    return size;
  }

  List<Region> regions() {
    return regions;
  }

  List<InstanceType> types() {
    return types;
  }

  List<PriceSource> priceSources() {
    return priceSources;
  }

  /** Where the prices of a region come from. */
  PriceSource priceSource(int region) {
    return priceSources.get(region);
  }

  /** The number of a region, or {@link #NONE}. */
  int region(String cloud, String id) {
    return regionNumbers.getOrDefault(key(cloud, id), NONE);
  }

  /** The number of a type, or {@link #NONE}. */
  int type(String cloud, String name) {
    return typeNumbers.getOrDefault(key(cloud, name), NONE);
  }

  /** The number of an offer, or {@link #NONE}. */
  int offer(int type, int region) {
    if (type == NONE || region == NONE) {
      return NONE;
    }
    int offer = Arrays.binarySearch(regionColumn, firstOffers[type], firstOffers[type + 1], region);
    return Math.max(offer, NONE);
  }

  /** The vCPUs that the source lists for a type, whatever a rule made of them. */
  int listedVcpus(int type) {
    return listedVcpus[type];
  }

  int firstOffer(int type) {
    return firstOffers[type];
  }

  /** One more than the number of the last offer of a type. */
  int endOffer(int type) {
    return firstOffers[type + 1];
  }

  int regionOf(int offer) {
    return regionColumn[offer];
  }

  int typeOf(int offer) {
    return typeColumn[offer];
  }

  int onDemand(int offer) {
    return onDemandColumn[offer];
  }

  /** The on-demand price as published. */
  int published(int offer) {
    return publishedColumn[offer];
  }

  /** The spot price, or {@link #NONE}. */
  int spot(int offer) {
    return spotColumn[offer];
  }

  @Nullable SpotOrigin spotOrigin(int offer) {
    return spotOrigins.get(offer);
  }

  void replaceType(int type, InstanceType changed) {
    types.set(type, changed);
  }

  void setOnDemand(int offer, int micros) {
    onDemandColumn[offer] = micros;
  }

  /** Sets the spot price of the region's own price list, or {@link #NONE}. */
  void setSpot(int offer, int micros) {
    spotColumn[offer] = micros;
  }

  /** Sets a spot price that comes from elsewhere. */
  void setSpot(int offer, int micros, SpotOrigin origin) {
    spotColumn[offer] = micros;
    spotOrigins.put(offer, origin);
  }

  void mark(int offer, Mark mark) {
    markColumn[offer] |= bit(mark);
  }

  boolean marked(int offer, Mark mark) {
    return (markColumn[offer] & bit(mark)) != 0;
  }

  /** A type with one mark more. */
  static InstanceType withMark(InstanceType type, Mark mark) {
    Set<Mark> marks = EnumSet.of(mark);
    marks.addAll(type.marks());
    return new InstanceType(
        type.cloud(),
        type.name(),
        type.vcpus(),
        type.memoryGib(),
        type.gpus(),
        type.gpuModel(),
        type.architecture(),
        marks);
  }

  /** The mark's place in a column of marks, which lives only as long as the catalog in memory. */
  @SuppressWarnings("EnumOrdinal")
  static int bit(Mark mark) {
    return 1 << mark.ordinal();
  }

  int[] firstOffers() {
    return Arrays.copyOf(firstOffers, types.size() + 1);
  }

  int[] regionColumn() {
    return Arrays.copyOf(regionColumn, size);
  }

  int[] typeColumn() {
    return Arrays.copyOf(typeColumn, size);
  }

  int[] onDemandColumn() {
    return Arrays.copyOf(onDemandColumn, size);
  }

  int[] publishedColumn() {
    return Arrays.copyOf(publishedColumn, size);
  }

  int[] spotColumn() {
    return Arrays.copyOf(spotColumn, size);
  }

  int[] markColumn() {
    return Arrays.copyOf(markColumn, size);
  }

  Map<Integer, SpotOrigin> spotOrigins() {
    return Map.copyOf(spotOrigins);
  }

  private static String key(String cloud, String name) {
    return cloud + "/" + name;
  }
}
