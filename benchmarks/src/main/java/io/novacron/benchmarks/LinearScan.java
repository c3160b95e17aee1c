package io.novacron.benchmarks;

import io.novacron.api.catalog.CarbonIntensity;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;
import io.novacron.api.catalog.Offer;
import io.novacron.api.catalog.Price;
import io.novacron.api.catalog.Region;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.Near;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.machine.Size;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.core.internal.catalog.Coordinates;
import io.novacron.core.internal.catalog.Places;
import io.novacron.core.internal.catalog.RoundTripEstimate;
import io.novacron.core.internal.placement.PlacementAccount;
import io.novacron.core.internal.placement.PriceAgeLimits;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The peer of placement: the cheapest offer by a stream over a list of objects. It gives the price
 * of the choice and nothing else: no counts, no runner-up, no explanation.
 */
final class LinearScan {
  private final List<Offer> offers;
  private final List<PlacementAccount> accounts;
  private final Places places;
  private final LocalDate oldestSpot;

  LinearScan(List<Offer> offers, List<PlacementAccount> accounts, List<Region> regions) {
    this.offers = offers;
    this.accounts = accounts;
    this.places = new Places(regions);
    this.oldestSpot =
        offers.stream()
            .flatMap(offer -> Stream.of(offer.onDemand(), offer.spot()))
            .filter(Objects::nonNull)
            .map(Price::asOf)
            .max(Comparator.naturalOrder())
            .orElseThrow()
            .minusDays(PriceAgeLimits.DEFAULT_SPOT_DAYS);
  }

  /** The lowest price at which the request can be met. */
  Optional<BigDecimal> cheapest(PlacementRequest request) {
    Near near = request.constraints().near();
    Coordinates from =
        near == null ? null : places.resolve(Objects.requireNonNull(near.place())).orElseThrow();
    return accounts.stream()
        .flatMap(account -> offers.stream().filter(offer -> isUsable(offer, account)))
        .filter(offer -> isAllowed(offer.region(), request.constraints(), from))
        .filter(offer -> isFitting(offer, request))
        .flatMap(offer -> price(offer, request))
        .filter(price -> isWithin(price, request.market().maxPricePerHour()))
        .filter(price -> isWithin(price, request.constraints().maxPricePerHour()))
        .min(Comparator.naturalOrder());
  }

  private static boolean isUsable(Offer offer, PlacementAccount account) {
    return offer.region().cloud().equals(account.cloud())
        && account.regions().contains(offer.region().id());
  }

  private static boolean isAllowed(
      Region region, PlacementConstraints constraints, @Nullable Coordinates from) {
    String asked = constraints.region();
    Near near = constraints.near();
    Double most = constraints.maxCarbonGramsPerKwh();
    CarbonIntensity carbon = region.carbon();
    return (asked == null || asked.equals(region.id()))
        && (from == null || near == null || RoundTripEstimate.millis(from, region) <= rtt(near))
        && (most == null
            || (carbon != null && carbon.comparable() && carbon.gramsPerKwh() <= most));
  }

  private static double rtt(Near near) {
    return near.maxRttMillis() == null ? 10 : near.maxRttMillis();
  }

  private static boolean isFitting(Offer offer, PlacementRequest request) {
    InstanceType type = offer.type();
    Size size = request.size();
    if (size == null) {
      return type.name().equals(request.instanceType());
    }
    return type.vcpus() >= size.vcpus()
        && type.memoryGib() >= size.memoryGib()
        && (size.gpus() == 0
            ? type.gpus() == 0 && type.gpuModel() == null
            : type.gpus() >= size.gpus())
        && (size.architecture() == null || size.architecture().equals(type.architecture()))
        && Stream.concat(type.marks().stream(), offer.marks().stream())
            .noneMatch(LinearScan::isOnlyByName);
  }

  private static boolean isOnlyByName(Mark mark) {
    return mark == Mark.BURSTABLE
        || mark == Mark.PROMOTION
        || mark == Mark.PRICE_DOUBTFUL
        || mark == Mark.OTHER_ACCELERATOR;
  }

  private Stream<BigDecimal> price(Offer offer, PlacementRequest request) {
    boolean spot = request.market().kind() == Market.Kind.SPOT;
    boolean named = request.instanceType() != null || request.constraints().account() != null;
    return Stream.ofNullable(spot ? offer.spot() : offer.onDemand())
        .filter(price -> !spot || named || !price.asOf().isBefore(oldestSpot))
        .map(Price::amount);
  }

  private static boolean isWithin(BigDecimal price, @Nullable BigDecimal ceiling) {
    return ceiling == null || price.compareTo(ceiling) <= 0;
  }
}
