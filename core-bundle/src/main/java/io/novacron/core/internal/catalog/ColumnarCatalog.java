package io.novacron.core.internal.catalog;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;
import io.novacron.api.catalog.Offer;
import io.novacron.api.catalog.Price;
import io.novacron.api.catalog.Region;
import io.novacron.core.internal.catalog.CatalogDraft.SpotOrigin;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The catalog in primitive columns. Offers are in the order of clouds, types and regions.
 *
 * <p>The digest is over the published data and over every type and offer that a rule changed or
 * marked: another rule gives another digest.
 */
final class ColumnarCatalog implements Catalog {
  private static final String CURRENCY = "USD";

  private final String digest;
  private final List<Region> regions;
  private final List<InstanceType> types;
  private final List<PriceSource> priceSources;
  private final List<Source> sources;
  private final List<RuleCount> ruleCounts;
  private final int[] firstOffers;
  private final int[] regionColumn;
  private final int[] typeColumn;
  private final int[] onDemandColumn;
  private final int[] publishedColumn;
  private final int[] spotColumn;
  private final int[] offerMarks;
  private final int[] typeMarks;
  private final Map<Integer, SpotOrigin> spotOrigins;
  private final Map<String, Map<String, Integer>> regionNumbers = new HashMap<>();
  private final Map<String, Map<String, Integer>> typeNumbers = new HashMap<>();

  ColumnarCatalog(
      CatalogDraft draft,
      List<PriceSource> sources,
      CatalogParts parts,
      List<RuleCount> ruleCounts) {
    this.regions = draft.regions();
    this.types = List.copyOf(draft.types());
    this.priceSources = draft.priceSources();
    this.sources = sources.stream().map(PriceSource::details).toList();
    this.ruleCounts = List.copyOf(ruleCounts);
    this.firstOffers = draft.firstOffers();
    this.regionColumn = draft.regionColumn();
    this.typeColumn = draft.typeColumn();
    this.onDemandColumn = draft.onDemandColumn();
    this.publishedColumn = draft.publishedColumn();
    this.spotColumn = draft.spotColumn();
    this.offerMarks = draft.markColumn();
    this.typeMarks = types.stream().mapToInt(type -> bits(type.marks())).toArray();
    this.spotOrigins = draft.spotOrigins();
    for (int number = 0; number < regions.size(); number++) {
      Region region = regions.get(number);
      regionNumbers
          .computeIfAbsent(region.cloud(), cloud -> new HashMap<>())
          .put(region.id(), number);
    }
    for (int number = 0; number < types.size(); number++) {
      InstanceType type = types.get(number);
      typeNumbers.computeIfAbsent(type.cloud(), cloud -> new HashMap<>()).put(type.name(), number);
    }
    this.digest = digest(parts);
  }

  @Override
  public String digest() {
    return digest;
  }

  @Override
  public List<Region> regions() {
    return regions;
  }

  @Override
  public List<InstanceType> instanceTypes() {
    return types;
  }

  @Override
  public int size() {
    return regionColumn.length;
  }

  @Override
  public int regionIndex(int offer) {
    return regionColumn[offer];
  }

  @Override
  public int typeIndex(int offer) {
    return typeColumn[offer];
  }

  @Override
  public long onDemandMicros(int offer) {
    return onDemandColumn[offer];
  }

  @Override
  public long spotMicros(int offer) {
    return spotColumn[offer];
  }

  @Override
  public LocalDate onDemandDay(int offer) {
    return priceSources.get(regionColumn[offer]).date();
  }

  @Override
  public @Nullable LocalDate spotDay(int offer) {
    if (spotColumn[offer] == CatalogDraft.NONE) {
      return null;
    }
    @Nullable SpotOrigin origin = spotOrigins.get(offer);
    return origin == null ? onDemandDay(offer) : origin.source().date();
  }

  @Override
  public boolean marked(int offer, Mark mark) {
    return ((offerMarks[offer] | typeMarks[typeColumn[offer]]) & CatalogDraft.bit(mark)) != 0;
  }

  @Override
  public Offer offer(int offer) {
    PriceSource list = priceSources.get(regionColumn[offer]);
    return new Offer(
        regions.get(regionColumn[offer]),
        types.get(typeColumn[offer]),
        price(onDemandColumn[offer], list, onDemandSource(offer, list)),
        spot(offer, list),
        marks(offerMarks[offer]));
  }

  @Override
  public OptionalInt find(String cloud, String region, String instanceType) {
    @Nullable Integer type = typeNumbers.getOrDefault(cloud, Map.of()).get(instanceType);
    @Nullable Integer place = regionNumbers.getOrDefault(cloud, Map.of()).get(region);
    if (type == null || place == null) {
      return OptionalInt.empty();
    }
    int offer = Arrays.binarySearch(regionColumn, firstOffers[type], firstOffers[type + 1], place);
    return offer < 0 ? OptionalInt.empty() : OptionalInt.of(offer);
  }

  @Override
  public List<Source> sources() {
    return sources;
  }

  /** What each rule did, in the order in which they ran. */
  List<RuleCount> ruleCounts() {
    return ruleCounts;
  }

  private String onDemandSource(int offer, PriceSource list) {
    int taken = publishedColumn[offer] - onDemandColumn[offer];
    if (taken == 0) {
      return list.label();
    }
    return "%s; published as %s, of which %s for Windows were taken off"
        .formatted(list.label(), Price.ofMicros(publishedColumn[offer]), Price.ofMicros(taken));
  }

  private @Nullable Price spot(int offer, PriceSource list) {
    if (spotColumn[offer] == CatalogDraft.NONE) {
      return null;
    }
    @Nullable SpotOrigin origin = spotOrigins.get(offer);
    if (origin == null) {
      return price(spotColumn[offer], list, list.label());
    }
    String label = origin.source().label();
    @Nullable String explanation = origin.explanation();
    return price(
        spotColumn[offer],
        origin.source(),
        explanation == null ? label : label + "; " + explanation);
  }

  private static Price price(int micros, PriceSource dated, String source) {
    return new Price(Price.ofMicros(micros), CURRENCY, dated.date(), source);
  }

  private static int bits(Set<Mark> marks) {
    return marks.stream().mapToInt(CatalogDraft::bit).reduce(0, (a, b) -> a | b);
  }

  private static Set<Mark> marks(int bits) {
    Set<Mark> marks = EnumSet.noneOf(Mark.class);
    for (Mark mark : Mark.values()) {
      if ((bits & CatalogDraft.bit(mark)) != 0) {
        marks.add(mark);
      }
    }
    return marks;
  }

  private String digest(CatalogParts parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      parts.addTo(digest);
      for (int type = 0; type < typeMarks.length; type++) {
        if (typeMarks[type] != 0) {
          InstanceType changed = types.get(type);
          String shape =
              type
                  + " "
                  + changed.vcpus()
                  + " "
                  + changed.gpus()
                  + " "
                  + changed.gpuModel()
                  + " "
                  + typeMarks[type]
                  + "\n";
          digest.update(shape.getBytes(StandardCharsets.UTF_8));
        }
      }
      ByteBuffer touched = ByteBuffer.allocate(4 * Integer.BYTES);
      for (int offer = 0; offer < offerMarks.length; offer++) {
        if (offerMarks[offer] != 0) {
          touched.clear();
          touched.putInt(offer).putInt(onDemandColumn[offer]);
          touched.putInt(spotColumn[offer]).putInt(offerMarks[offer]);
          digest.update(touched.array());
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
