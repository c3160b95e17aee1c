package io.novacron.core.internal.placement;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;
import io.novacron.api.catalog.Offer;
import io.novacron.api.catalog.Price;
import io.novacron.api.catalog.Region;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A catalog that was in force once, as it was kept. Immutable, safe for use by many threads. */
final class KeptCatalog implements Catalog {
  private static final BigDecimal MICROS = BigDecimal.valueOf(Price.MICROS);

  private final String digest;
  private final List<Region> regions;
  private final List<InstanceType> types;
  private final List<Offer> offers;
  private final List<Source> sources;
  private final Map<Region, Integer> regionNumbers = new HashMap<>();
  private final Map<InstanceType, Integer> typeNumbers = new HashMap<>();
  private final Map<List<String>, Integer> offerNumbers = new HashMap<>();

  KeptCatalog(
      String digest,
      List<Region> regions,
      List<InstanceType> types,
      List<Offer> offers,
      List<Source> sources) {
    this.digest = digest;
    this.regions = List.copyOf(regions);
    this.types = List.copyOf(types);
    this.offers = List.copyOf(offers);
    this.sources = List.copyOf(sources);
    for (int region = 0; region < regions.size(); region++) {
      regionNumbers.put(regions.get(region), region);
    }
    for (int type = 0; type < types.size(); type++) {
      typeNumbers.put(types.get(type), type);
    }
    for (int number = 0; number < offers.size(); number++) {
      Offer offer = offers.get(number);
      offerNumbers.put(
          List.of(offer.region().cloud(), offer.region().id(), offer.type().name()), number);
    }
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
    return offers.size();
  }

  @Override
  public int regionIndex(int offer) {
    return regionNumbers.getOrDefault(offers.get(offer).region(), 0);
  }

  @Override
  public int typeIndex(int offer) {
    return typeNumbers.getOrDefault(offers.get(offer).type(), 0);
  }

  @Override
  public long onDemandMicros(int offer) {
    return micros(offers.get(offer).onDemand());
  }

  @Override
  public long spotMicros(int offer) {
    Price spot = offers.get(offer).spot();
    return spot == null ? PriceColumn.NONE : micros(spot);
  }

  @Override
  public boolean marked(int offer, Mark mark) {
    Offer one = offers.get(offer);
    return one.marks().contains(mark) || one.type().marks().contains(mark);
  }

  @Override
  public Offer offer(int offer) {
    return offers.get(offer);
  }

  @Override
  public OptionalInt find(String cloud, String region, String instanceType) {
    Integer number = offerNumbers.get(List.of(cloud, region, instanceType));
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  @Override
  public List<Source> sources() {
    return sources;
  }

  private static long micros(Price price) {
    return price.amount().multiply(MICROS).longValueExact();
  }
}
