package io.novacron.core.internal.placement;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;
import io.novacron.api.catalog.Offer;
import io.novacron.api.catalog.Price;
import io.novacron.api.catalog.Region;
import io.novacron.api.machine.Market;
import io.novacron.api.placement.ReplayPrice;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A catalog with some prices of a history in place of its own. They count as valid on its newest
 * day, so that none is left out as too old; what is told of them is their own day.
 */
final class RepricedCatalog implements Catalog {
  /** What stands as the source of a price of a history. */
  static final String SOURCE = "price history given with the replay";

  private final Catalog base;
  private final LocalDate newest;
  private final String digest;
  private final Map<Market.Kind, Map<Integer, ReplayPrice>> prices =
      new EnumMap<>(Market.Kind.class);

  /**
   * Puts prices in place.
   *
   * @param history lines in any order; those of offers that the catalog has not are left out
   * @param day the day whose prices count
   */
  RepricedCatalog(Catalog base, List<ReplayPrice> history, LocalDate day) {
    this.base = base;
    this.newest = newest(base);
    for (Market.Kind market : Market.Kind.values()) {
      prices.put(market, new HashMap<>());
    }
    for (ReplayPrice line : history) {
      OptionalInt offer = base.find(line.cloud(), line.region(), line.instanceType());
      if (offer.isPresent() && !line.asOf().isAfter(day)) {
        Map<Integer, ReplayPrice> ofMarket = prices.getOrDefault(line.market(), new HashMap<>());
        ofMarket.merge(
            offer.getAsInt(),
            line,
            (one, other) -> other.asOf().isBefore(one.asOf()) ? one : other);
      }
    }
    Digests parts = new Digests().add("base", base.digest()).add("day", day.toString());
    history.forEach(line -> parts.add("price", line.toString()));
    this.digest = parts.hex();
  }

  private static LocalDate newest(Catalog base) {
    LocalDate newest = LocalDate.MIN;
    for (int offer = 0; offer < base.size(); offer++) {
      newest = later(newest, base.onDemandDay(offer));
      newest = later(newest, base.spotDay(offer));
    }
    return newest;
  }

  private static LocalDate later(LocalDate one, @Nullable LocalDate other) {
    return other != null && other.isAfter(one) ? other : one;
  }

  private @Nullable ReplayPrice price(Market.Kind market, int offer) {
    return prices.getOrDefault(market, Map.of()).get(offer);
  }

  private long micros(Market.Kind market, int offer, long own) {
    ReplayPrice line = price(market, offer);
    return line == null ? own : line.pricePerHour().movePointRight(6).longValue();
  }

  @Override
  public String digest() {
    return digest;
  }

  @Override
  public List<Region> regions() {
    return base.regions();
  }

  @Override
  public List<InstanceType> instanceTypes() {
    return base.instanceTypes();
  }

  @Override
  public int size() {
    return base.size();
  }

  @Override
  public int regionIndex(int offer) {
    return base.regionIndex(offer);
  }

  @Override
  public int typeIndex(int offer) {
    return base.typeIndex(offer);
  }

  @Override
  public long onDemandMicros(int offer) {
    return micros(Market.Kind.ON_DEMAND, offer, base.onDemandMicros(offer));
  }

  @Override
  public long spotMicros(int offer) {
    return micros(Market.Kind.SPOT, offer, base.spotMicros(offer));
  }

  @Override
  public LocalDate onDemandDay(int offer) {
    return price(Market.Kind.ON_DEMAND, offer) == null ? base.onDemandDay(offer) : newest;
  }

  @Override
  public @Nullable LocalDate spotDay(int offer) {
    return price(Market.Kind.SPOT, offer) == null ? base.spotDay(offer) : newest;
  }

  @Override
  public boolean marked(int offer, Mark mark) {
    return base.marked(offer, mark);
  }

  @Override
  public Offer offer(int offer) {
    Offer own = base.offer(offer);
    return new Offer(
        own.region(),
        own.type(),
        priced(Market.Kind.ON_DEMAND, offer, own.onDemand()),
        own.spot() == null && price(Market.Kind.SPOT, offer) == null
            ? null
            : priced(Market.Kind.SPOT, offer, own.spot() == null ? own.onDemand() : own.spot()),
        own.marks());
  }

  private Price priced(Market.Kind market, int offer, Price own) {
    ReplayPrice line = price(market, offer);
    return line == null
        ? own
        : new Price(Price.ofMicros(micros(market, offer, 0)), own.currency(), line.asOf(), SOURCE);
  }

  @Override
  public OptionalInt find(String cloud, String region, String instanceType) {
    return base.find(cloud, region, instanceType);
  }

  @Override
  public List<Source> sources() {
    return base.sources();
  }
}
