package io.novacron.core.internal.placement;

import io.novacron.api.catalog.CarbonIntensity;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;
import io.novacron.api.catalog.Offer;
import io.novacron.api.catalog.Price;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.Near;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.machine.Size;
import io.novacron.api.placement.Choice;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.core.internal.catalog.Coordinates;
import io.novacron.core.internal.catalog.Places;
import io.novacron.core.internal.catalog.RoundTripEstimate;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Placement written a second time, in the plainest way: objects, one predicate, the minimum. It
 * says which offers and accounts would do and which of them are the best; between equals it does
 * not choose.
 */
record BruteForce(
    TestCatalog catalog,
    List<PlacementAccount> accounts,
    PlacementRequest request,
    boolean anyPriceAge) {
  BruteForce withAnyPriceAge() {
    return new BruteForce(catalog, accounts, request, true);
  }

  record Pair(Offer offer, PlacementAccount account) {
    boolean is(@Nullable Choice choice) {
      return choice != null
          && choice.account().equals(account.name())
          && choice.region().equals(offer.region().id())
          && choice.instanceType().equals(offer.type().name());
    }
  }

  Stream<Pair> pairs() {
    return catalog.offers().stream()
        .flatMap(
            offer ->
                accounts.stream()
                    .filter(account -> account.cloud().equals(offer.region().cloud()))
                    .map(account -> new Pair(offer, account)));
  }

  List<Pair> feasible() {
    return pairs().filter(this::feasible).toList();
  }

  /** All pairs that nothing but chance decides between for the first place. */
  List<Pair> best() {
    List<Pair> feasible = feasible();
    Optional<Pair> one = feasible.stream().min(order());
    return one.map(
            best -> feasible.stream().filter(pair -> order().compare(pair, best) == 0).toList())
        .orElse(List.of());
  }

  /** All pairs that nothing but chance decides between for the second place. */
  List<Pair> bestBeside(Offer chosen) {
    List<Pair> others = feasible().stream().filter(pair -> !pair.offer().equals(chosen)).toList();
    Optional<Pair> one = others.stream().min(order());
    return one.map(
            best -> others.stream().filter(pair -> order().compare(pair, best) == 0).toList())
        .orElse(List.of());
  }

  private Comparator<Pair> order() {
    return Comparator.comparing((Pair pair) -> price(pair).orElseThrow())
        .thenComparing(pair -> pair.offer().type().vcpus())
        .thenComparing(pair -> pair.offer().type().memoryGib());
  }

  Optional<BigDecimal> price(Pair pair) {
    Price price =
        request.market().kind() == Market.Kind.SPOT ? pair.offer().spot() : pair.offer().onDemand();
    return Optional.ofNullable(price).map(Price::amount);
  }

  boolean feasible(Pair pair) {
    PlacementConstraints constraints = request.constraints();
    Optional<BigDecimal> price = price(pair);
    String region = pair.offer().region().id();
    return price.isPresent()
        && isWithin(price.get(), constraints.maxPricePerHour())
        && isWithin(price.get(), request.market().maxPricePerHour())
        && isRecentEnough(pair)
        && isAbsentOr(constraints.account(), pair.account().name())
        && pair.account().regions().contains(region)
        && isAbsentOr(constraints.region(), region)
        && isBigEnough(pair.offer())
        && isNearEnough(pair.offer(), constraints.near())
        && isGreenEnough(pair.offer().region().carbon(), constraints.maxCarbonGramsPerKwh());
  }

  private boolean isRecentEnough(Pair pair) {
    boolean named = request.instanceType() != null || request.constraints().account() != null;
    Price spot = pair.offer().spot();
    return anyPriceAge
        || named
        || request.market().kind() == Market.Kind.ON_DEMAND
        || spot == null
        || spot.asOf().isAfter(TestCatalog.OLD_DAY);
  }

  private boolean isBigEnough(Offer offer) {
    InstanceType type = offer.type();
    Size size = request.size();
    if (size == null) {
      return Objects.equals(request.instanceType(), type.name());
    }
    boolean anyMark =
        Stream.concat(offer.marks().stream(), type.marks().stream())
            .anyMatch(
                mark ->
                    mark == Mark.PRICE_DOUBTFUL
                        || mark == Mark.PROMOTION
                        || mark == Mark.BURSTABLE
                        || mark == Mark.OTHER_ACCELERATOR);
    boolean gpus =
        size.gpus() == 0 ? type.gpus() == 0 && type.gpuModel() == null : type.gpus() >= size.gpus();
    return !anyMark
        && gpus
        && type.vcpus() >= size.vcpus()
        && type.memoryGib() >= size.memoryGib()
        && isAbsentOr(size.gpuModel(), type.gpuModel())
        && isAbsentOr(size.architecture(), type.architecture());
  }

  private boolean isNearEnough(Offer offer, @Nullable Near near) {
    if (near == null) {
      return true;
    }
    Coordinates from =
        near.place() == null
            ? new Coordinates(
                Objects.requireNonNull(near.latitude()), Objects.requireNonNull(near.longitude()))
            : new Places(catalog.regions()).resolve(near.place()).orElseThrow();
    double most = near.maxRttMillis() == null ? 10 : near.maxRttMillis();
    return RoundTripEstimate.millis(from, offer.region()) <= most;
  }

  private static boolean isGreenEnough(@Nullable CarbonIntensity carbon, @Nullable Double most) {
    return most == null || (carbon != null && carbon.comparable() && carbon.gramsPerKwh() <= most);
  }

  private static boolean isWithin(BigDecimal price, @Nullable BigDecimal ceiling) {
    return ceiling == null || price.compareTo(ceiling) <= 0;
  }

  private static boolean isAbsentOr(@Nullable String asked, @Nullable String actual) {
    return asked == null || asked.equals(actual);
  }
}
