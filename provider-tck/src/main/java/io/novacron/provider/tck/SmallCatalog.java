package io.novacron.provider.tck;

import io.novacron.api.catalog.CarbonIntensity;
import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.CatalogService;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;
import io.novacron.api.catalog.Offer;
import io.novacron.api.catalog.Price;
import io.novacron.api.catalog.Region;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A few offers of each cloud, with their real figures: two regions, arm64, GPUs, with and without
 * spot; and of a pool of hosts of our own, with figures that were made up. Immutable.
 */
public final class SmallCatalog implements CatalogService, Catalog {
  private static final LocalDate AS_OF = LocalDate.of(2026, 6, 18);
  private static final String SOURCE = "the clouds' public price lists";

  private final List<Region> regions = new ArrayList<>();
  private final List<InstanceType> types = new ArrayList<>();
  private final List<Offer> offers = new ArrayList<>();

  public SmallCatalog() {
    Region frankfurtAws = region("aws", "eu-central-1", "Frankfurt", "DE", 50.11, 8.68, "EU", 338);
    Region virginiaAws = region("aws", "us-east-1", "Ashburn", "US", 39.04, -77.49, "US", 415.755);
    Region frankfurtAzure =
        region("azure", "germanywestcentral", "Frankfurt", "DE", 50.11, 8.68, "EU", 275.82);
    Region virginiaAzure = region("azure", "eastus", "Ashburn", "US", 39.04, -77.49, "US", 415.755);
    Region frankfurtGcp =
        region("gcp", "europe-west3", "Frankfurt", "DE", 50.11, 8.68, "EU", 275.82);
    Region iowaGcp =
        region("gcp", "us-central1", "Council Bluffs", "US", 41.26, -95.86, "US", 412.72);
    Region cellar = region("onpremise", "cellar", "Frankfurt", "DE", 50.11, 8.68, "EU", 275.82);

    InstanceType awsGeneral = type("aws", "m7i.xlarge", 4, 16, 0, null, "amd64");
    InstanceType awsArm = type("aws", "m7g.xlarge", 4, 16, 0, null, "arm64");
    InstanceType awsGpu = type("aws", "g4dn.xlarge", 4, 16, 1, "T4", "amd64");
    InstanceType azureGeneral = type("azure", "Standard_D4s_v5", 4, 16, 0, null, "amd64");
    InstanceType azureArm = type("azure", "Standard_D4ps_v5", 4, 16, 0, null, "arm64");
    InstanceType azureGpu = type("azure", "Standard_NC4as_T4_v3", 4, 28, 1, "T4", "amd64");
    InstanceType gcpGeneral = type("gcp", "n2-standard-4", 4, 16, 0, null, "amd64");
    InstanceType gcpArm = type("gcp", "t2a-standard-4", 4, 16, 0, null, "arm64");
    InstanceType gcpGpu = type("gcp", "g2-standard-4", 4, 16, 1, "L4", "amd64");
    InstanceType poolGeneral = type("onpremise", "vm-4-16", 4, 16, 0, null, "amd64");
    InstanceType poolLarge = type("onpremise", "vm-16-64", 16, 64, 0, null, "amd64");
    InstanceType poolShare = type("onpremise", "vm-4-16-half-l4", 4, 16, 0.5, "L4", "amd64");
    InstanceType poolGpu = type("onpremise", "vm-4-16-l4", 4, 16, 1, "L4", "amd64");

    sell(frankfurtAws, awsGeneral, "0.2415", "0.0762");
    sell(frankfurtAws, awsArm, "0.1955", "0.0639");
    sell(frankfurtAws, awsGpu, "0.658", "0.2346");
    sell(virginiaAws, awsGeneral, "0.2016", null);
    sell(frankfurtAzure, azureGeneral, "0.23", null);
    sell(frankfurtAzure, azureGpu, "0.658", null);
    sell(virginiaAzure, azureGeneral, "0.192", null);
    sell(virginiaAzure, azureArm, "0.154", null);
    sell(frankfurtGcp, gcpGeneral, "0.250248", "0.099592");
    sell(frankfurtGcp, gcpGpu, "0.833028", "0.4998");
    sell(iowaGcp, gcpGeneral, "0.194236", "0.09212");
    sell(iowaGcp, gcpArm, "0.154", "0.065568");
    sell(cellar, poolGeneral, "0.11", null);
    sell(cellar, poolLarge, "0.44", null);
    sell(cellar, poolShare, "0.33", null);
    sell(cellar, poolGpu, "0.55", null);
  }

  @Override
  public Catalog current() {
    return this;
  }

  /** An on-demand offer of a cloud. */
  public Offer anyOffer(String cloud) {
    return first(cloud, offer -> true).orElseThrow();
  }

  /** An offer of a cloud with a spot price. */
  public Optional<Offer> offerWithSpot(String cloud) {
    return first(cloud, offer -> offer.spot() != null);
  }

  /** An offer of a cloud with GPUs; each has one. */
  public Optional<Offer> offerWithGpu(String cloud) {
    return first(cloud, offer -> offer.type().gpus() > 0);
  }

  /** The ids of the regions of a cloud. */
  public List<String> regionIds(String cloud) {
    return regions.stream().filter(region -> region.cloud().equals(cloud)).map(Region::id).toList();
  }

  @Override
  public String digest() {
    return "0".repeat(64);
  }

  @Override
  public List<Region> regions() {
    return List.copyOf(regions);
  }

  @Override
  public List<InstanceType> instanceTypes() {
    return List.copyOf(types);
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
    Offer sold = offers.get(offer);
    return sold.marks().contains(mark) || sold.type().marks().contains(mark);
  }

  @Override
  public Offer offer(int offer) {
    return offers.get(offer);
  }

  @Override
  public OptionalInt find(String cloud, String region, String instanceType) {
    return IntStream.range(0, offers.size())
        .filter(
            number -> {
              Offer offer = offers.get(number);
              return offer.type().cloud().equals(cloud)
                  && offer.region().id().equals(region)
                  && offer.type().name().equals(instanceType);
            })
        .findFirst();
  }

  @Override
  public List<Source> sources() {
    return List.of(new Source("all", SOURCE, "facts", AS_OF.toString()));
  }

  private Optional<Offer> first(String cloud, Predicate<Offer> wanted) {
    return offers.stream()
        .filter(offer -> offer.type().cloud().equals(cloud))
        .filter(wanted)
        .findFirst();
  }

  private Region region(
      String cloud,
      String id,
      String city,
      String country,
      double latitude,
      double longitude,
      String jurisdiction,
      double grams) {
    CarbonIntensity carbon = new CarbonIntensity(grams, "region-carbon-info 2024", true);
    Region region = new Region(cloud, id, city, country, latitude, longitude, jurisdiction, carbon);
    regions.add(region);
    return region;
  }

  private InstanceType type(
      String cloud,
      String name,
      int vcpus,
      double memoryGib,
      double gpus,
      @Nullable String gpuModel,
      String architecture) {
    InstanceType type =
        new InstanceType(cloud, name, vcpus, memoryGib, gpus, gpuModel, architecture, Set.of());
    types.add(type);
    return type;
  }

  private void sell(Region region, InstanceType type, String onDemand, @Nullable String spot) {
    offers.add(
        new Offer(region, type, price(onDemand), spot == null ? null : price(spot), Set.of()));
  }

  private static Price price(String amount) {
    return new Price(new BigDecimal(amount), "USD", AS_OF, SOURCE);
  }

  private static long micros(Price price) {
    return price.amount().movePointRight(6).longValueExact();
  }
}
