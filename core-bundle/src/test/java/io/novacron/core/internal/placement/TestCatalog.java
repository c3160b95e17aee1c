package io.novacron.core.internal.placement;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;
import io.novacron.api.catalog.Offer;
import io.novacron.api.catalog.Price;
import io.novacron.api.catalog.Region;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A catalog of a few offers, in the order in which they are given. */
public final class TestCatalog implements Catalog {
  private static final LocalDate DAY = LocalDate.of(2026, 6, 18);

  /** The first day that is too old for spot. */
  static final LocalDate OLD_DAY = DAY.minusDays(PriceAgeLimits.DEFAULT_SPOT_DAYS + 1L);

  private final List<Region> regions = new ArrayList<>();
  private final List<InstanceType> types = new ArrayList<>();
  private final List<Offer> offers = new ArrayList<>();

  public TestCatalog(List<Offer> offers) {
    for (Offer offer : offers) {
      add(offer);
    }
  }

  TestCatalog add(Offer offer) {
    if (!regions.contains(offer.region())) {
      regions.add(offer.region());
    }
    if (!types.contains(offer.type())) {
      types.add(offer.type());
    }
    offers.add(offer);
    return this;
  }

  public static Offer offer(
      Region region, InstanceType type, long onDemand, @Nullable Long spot, Mark... marks) {
    return new Offer(
        region, type, price(onDemand), spot == null ? null : price(spot), Set.of(marks));
  }

  /** The same offer with a spot price, if it has one, that is a day older than may be chosen. */
  static Offer withOldSpot(Offer offer) {
    Price spot = offer.spot();
    return new Offer(
        offer.region(),
        offer.type(),
        offer.onDemand(),
        spot == null ? null : dated(spot.amount(), OLD_DAY),
        offer.marks());
  }

  private static Price dated(BigDecimal amount, LocalDate day) {
    return new Price(amount, "USD", day, "test");
  }

  static Price price(long micros) {
    return new Price(Price.ofMicros(micros), "USD", DAY, "test");
  }

  List<Offer> offers() {
    return List.copyOf(offers);
  }

  /** The same offers, regions and types, numbered otherwise. */
  TestCatalog shuffled(Random random) {
    List<Offer> other = new ArrayList<>(offers);
    Collections.shuffle(other, random);
    TestCatalog shuffled = new TestCatalog(other);
    Collections.shuffle(shuffled.regions, random);
    Collections.shuffle(shuffled.types, random);
    return shuffled;
  }

  /** The same catalog with another price of one offer in the market. */
  TestCatalog withPrice(Offer changed, boolean spot, BigDecimal amount) {
    LocalDate day =
        spot && changed.spot() != null ? changed.spot().asOf() : changed.onDemand().asOf();
    Price price = dated(amount, day);
    return new TestCatalog(
        offers.stream()
            .map(
                offer ->
                    !offer.equals(changed)
                        ? offer
                        : new Offer(
                            offer.region(),
                            offer.type(),
                            spot ? offer.onDemand() : price,
                            spot ? price : offer.spot(),
                            offer.marks()))
            .toList());
  }

  @Override
  public String digest() {
    return new Digests().add("offers", offers.toString()).hex();
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
    return regions.indexOf(offers.get(offer).region());
  }

  @Override
  public int typeIndex(int offer) {
    return types.indexOf(offers.get(offer).type());
  }

  @Override
  public long onDemandMicros(int offer) {
    return micros(offers.get(offer).onDemand());
  }

  @Override
  public long spotMicros(int offer) {
    Price spot = offers.get(offer).spot();
    return spot == null ? -1 : micros(spot);
  }

  @Override
  public boolean marked(int offer, Mark mark) {
    return offers.get(offer).marks().contains(mark)
        || offers.get(offer).type().marks().contains(mark);
  }

  @Override
  public Offer offer(int offer) {
    return offers.get(offer);
  }

  @Override
  public OptionalInt find(String cloud, String region, String instanceType) {
    return IntStream.range(0, offers.size())
        .filter(
            i ->
                offers.get(i).region().cloud().equals(cloud)
                    && offers.get(i).region().id().equals(region)
                    && offers.get(i).type().name().equals(instanceType))
        .findFirst();
  }

  @Override
  public List<Source> sources() {
    return List.of(new Source("all", "test", "facts", DAY.toString()));
  }

  static long micros(Price price) {
    return price.amount().movePointRight(6).longValueExact();
  }
}
