package io.novacron.core.internal.placement;

import io.novacron.api.catalog.CarbonIntensity;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;
import io.novacron.api.catalog.Offer;
import io.novacron.api.catalog.Region;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.Near;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.machine.Size;
import io.novacron.api.placement.Choice;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.PlacementRequest;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A small catalog, some accounts and a request, all made from a number. Prices and sizes are of few
 * values, so that there are many equals.
 */
record RandomWorld(
    long number, TestCatalog catalog, List<PlacementAccount> accounts, PlacementRequest request) {
  private static final List<String> CLOUDS = List.of("aws", "azure", "gcp");
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  static RandomWorld of(long number) {
    Random random = new Random(number);
    List<Region> regions = new ArrayList<>();
    List<InstanceType> types = new ArrayList<>();
    for (String cloud : CLOUDS) {
      for (int i = 0; i < 1 + random.nextInt(3); i++) {
        regions.add(region(random, cloud, cloud + "-region-" + i));
      }
      for (int i = 0; i < 2 + random.nextInt(6); i++) {
        types.add(type(random, cloud, cloud + ".type" + i));
      }
    }
    List<Offer> offers = new ArrayList<>();
    for (Region region : regions) {
      for (InstanceType type : types) {
        if (type.cloud().equals(region.cloud()) && random.nextInt(4) > 0) {
          long price = 50_000 + 10_000L * random.nextInt(6);
          Long spot = random.nextBoolean() ? (Long) (price / 2 + random.nextInt(2)) : null;
          Mark[] marks = random.nextInt(10) == 0 ? new Mark[] {Mark.PRICE_DOUBTFUL} : new Mark[] {};
          Offer offer = TestCatalog.offer(region, type, price, spot, marks);
          offers.add(random.nextInt(4) == 0 ? TestCatalog.withOldSpot(offer) : offer);
        }
      }
    }
    if (offers.isEmpty()) {
      offers.add(TestCatalog.offer(regions.get(0), types.get(0), 100_000, null));
    }
    TestCatalog catalog = new TestCatalog(offers);
    List<PlacementAccount> accounts = accounts(random, regions);
    return new RandomWorld(number, catalog, accounts, request(random, catalog, accounts));
  }

  private static Region region(Random random, String cloud, String id) {
    CarbonIntensity carbon =
        random.nextInt(3) == 0
            ? null
            : new CarbonIntensity(50.0 * random.nextInt(6), "test", random.nextInt(4) > 0);
    int city = random.nextInt(5);
    return new Region(
        cloud, id, "City " + city, "DE", 50 + 1.5 * city, 8 + 1.5 * city, "EU", carbon);
  }

  private static InstanceType type(Random random, String cloud, String name) {
    int gpus = random.nextInt(4) == 0 ? 1 + random.nextInt(2) : 0;
    boolean other = random.nextInt(12) == 0;
    Set<Mark> marks = new HashSet<>();
    if (random.nextInt(8) == 0) {
      marks.add(random.nextBoolean() ? Mark.BURSTABLE : Mark.PROMOTION);
    }
    if (other) {
      marks.add(Mark.OTHER_ACCELERATOR);
    }
    return new InstanceType(
        cloud,
        name,
        1 << random.nextInt(4),
        4 << random.nextInt(3),
        gpus,
        gpus > 0 || other ? (other ? "FPGA" : "GPU " + random.nextInt(2)) : null,
        random.nextInt(3) == 0 ? "arm64" : "amd64",
        marks);
  }

  private static List<PlacementAccount> accounts(Random random, List<Region> regions) {
    List<PlacementAccount> accounts = new ArrayList<>();
    int count = random.nextInt(7);
    for (int i = 0; i < count; i++) {
      String cloud = CLOUDS.get(random.nextInt(CLOUDS.size()));
      Set<String> served = new HashSet<>();
      for (Region region : regions) {
        if (region.cloud().equals(cloud) && random.nextInt(5) > 0) {
          served.add(region.id());
        }
      }
      accounts.add(
          new PlacementAccount("account-" + i, "default", cloud, "simulator", served, true));
    }
    return accounts;
  }

  private static PlacementRequest request(
      Random random, TestCatalog catalog, List<PlacementAccount> accounts) {
    boolean named = random.nextInt(6) == 0;
    Offer any = catalog.offers().get(random.nextInt(catalog.size()));
    int gpus = random.nextInt(6) == 0 ? 1 + random.nextInt(2) : 0;
    boolean modelKnown = any.type().gpuModel() != null && !any.type().gpuModel().equals("FPGA");
    Size size =
        new Size(
            1 << random.nextInt(random.nextBoolean() ? 2 : 5),
            1 << random.nextInt(random.nextBoolean() ? 3 : 6),
            gpus,
            gpus > 0 && modelKnown && random.nextBoolean() ? any.type().gpuModel() : null,
            random.nextInt(4) == 0 ? "arm64" : null);
    return new PlacementRequest(
        named ? null : size,
        named ? any.type().name() : null,
        new Market(
            random.nextInt(3) == 0 ? Market.Kind.SPOT : Market.Kind.ON_DEMAND,
            random.nextInt(6) == 0 ? dollars(random) : null),
        new PlacementConstraints(
            accounts.isEmpty() || random.nextInt(6) > 0
                ? null
                : accounts.get(random.nextInt(accounts.size())).name(),
            random.nextInt(8) == 0 ? any.region().id() : null,
            null,
            random.nextInt(3) == 0 ? near(random, any) : null,
            random.nextInt(5) == 0 ? dollars(random) : null,
            random.nextInt(4) == 0 ? (Double) (50.0 * random.nextInt(6)) : null));
  }

  private static Near near(Random random, Offer any) {
    Double most = random.nextBoolean() ? (Double) (5.0 + random.nextInt(8)) : null;
    return random.nextBoolean()
        ? new Near(any.region().city(), null, null, most)
        : new Near(null, 52.0, 9.0, most);
  }

  private static BigDecimal dollars(Random random) {
    return BigDecimal.valueOf(30_000 + 10_000L * random.nextInt(9), 6);
  }

  RandomWorld with(TestCatalog other) {
    return new RandomWorld(number, other, accounts, request);
  }

  RandomWorld with(PlacementRequest other) {
    return new RandomWorld(number, catalog, accounts, other);
  }

  RandomWorld with(List<PlacementAccount> others) {
    return new RandomWorld(number, catalog, others, request);
  }

  BruteForce bruteForce() {
    return new BruteForce(catalog, accounts, request, false);
  }

  /** Decides with a seed that follows from the number of this world. */
  Decision decide() {
    return decide("dec-1");
  }

  Decision decide(String id) {
    return new CatalogPlacementDecider(
            () -> catalog,
            tenant -> accounts,
            PolicyChoice.CHEAPEST,
            new FactorBook(List::of),
            RoundTrips.NONE,
            List::of,
            Optional.empty(),
            new Random(number),
            CLOCK)
        .decide("default", id, request);
  }

  /** The offer that a choice is of. */
  Offer offer(@Nullable Choice choice) {
    if (choice == null) {
      throw new AssertionError("world " + number + " has no such choice");
    }
    int offer = catalog.find(choice.cloud(), choice.region(), choice.instanceType()).orElseThrow();
    return catalog.offer(offer);
  }
}
