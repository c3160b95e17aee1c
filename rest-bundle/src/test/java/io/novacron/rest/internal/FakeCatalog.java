package io.novacron.rest.internal;

import io.novacron.api.catalog.CarbonIntensity;
import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.CatalogService;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;
import io.novacron.api.catalog.Offer;
import io.novacron.api.catalog.Price;
import io.novacron.api.catalog.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Every type in every region of its cloud: 2 clouds, 3 regions each, 40 types each. */
final class FakeCatalog implements Catalog, CatalogService {
  private static final long MICROS_PER_VCPU = 40_000;

  private final List<Region> regions = new ArrayList<>();
  private final List<InstanceType> types = new ArrayList<>();
  private final List<int[]> offers = new ArrayList<>();
  private volatile String digest = "d1".repeat(32);

  FakeCatalog() {
    for (String cloud : List.of("aws", "gcp")) {
      for (int i = 1; i <= 3; i++) {
        CarbonIntensity carbon = i == 3 ? null : new CarbonIntensity(90 * i, "test grid", true);
        regions.add(
            new Region(
                cloud, cloud + "-region-" + i, "City " + i, "DE", 50, 8.5 + i, "EU", carbon));
      }
      for (int i = 1; i <= 40; i++) {
        String architecture = i % 2 == 0 ? "arm64" : "amd64";
        Set<Mark> marks = i == 1 ? Set.of(Mark.BURSTABLE) : Set.of();
        types.add(
            new InstanceType(
                cloud, cloud + ".type-" + i, i, 4.0 * i, 0, null, architecture, marks));
      }
    }
    for (int region = 0; region < regions.size(); region++) {
      for (int type = 0; type < types.size(); type++) {
        if (types.get(type).cloud().equals(regions.get(region).cloud())) {
          offers.add(new int[] {region, type});
        }
      }
    }
  }

  /** Puts another catalog in force, as far as its digest tells. */
  void change() {
    digest = "d2".repeat(32);
  }

  @Override
  public Catalog current() {
    return this;
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
    return offers.get(offer)[0];
  }

  @Override
  public int typeIndex(int offer) {
    return offers.get(offer)[1];
  }

  @Override
  public long onDemandMicros(int offer) {
    return MICROS_PER_VCPU * types.get(typeIndex(offer)).vcpus();
  }

  @Override
  public long spotMicros(int offer) {
    return -1;
  }

  @Override
  public boolean marked(int offer, Mark mark) {
    return types.get(typeIndex(offer)).marks().contains(mark);
  }

  @Override
  public Offer offer(int offer) {
    Price price = Samples.price(Price.ofMicros(onDemandMicros(offer)).toPlainString());
    return new Offer(
        regions.get(regionIndex(offer)), types.get(typeIndex(offer)), price, null, Set.of());
  }

  @Override
  public OptionalInt find(String cloud, String region, String instanceType) {
    return OptionalInt.empty();
  }

  @Override
  public List<Source> sources() {
    return List.of();
  }
}
