package io.novacron.provider.simulator.internal;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.CatalogService;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Offer;
import io.novacron.api.catalog.Price;
import io.novacron.api.catalog.Region;
import io.novacron.api.machine.Disk;
import io.novacron.api.machine.Market;
import io.novacron.api.packing.PackingOutcome;
import io.novacron.api.packing.PoolDefinition;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.provider.simulator.internal.Ruling.Refused;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a machine may be made or started: what the catalog sells, what the settings leave
 * in stock. Holds no state of its own.
 */
public final class Admission {
  private static final Set<String> DISK_KINDS = Set.of("standard", "ssd");
  private static final int LARGEST_DISK_GIB = 65_536;

  private final String account;
  private final CloudStyle style;
  private final SimulatorSettings settings;
  private final CatalogService catalog;

  Admission(String account, CloudStyle style, SimulatorSettings settings, CatalogService catalog) {
    this.account = account;
    this.style = style;
    this.settings = settings;
    this.catalog = catalog;
  }

  /** What a request gets. */
  sealed interface Verdict {
    /**
     * It may be made.
     *
     * @param zone zone in which there is room
     * @param vcpus vCPUs that it takes
     * @param image native id of the image
     * @param place its host, at a cloud whose hosts are ours
     */
    record Admitted(String zone, int vcpus, String image, @Nullable HostPlace place)
        implements Verdict {}

    /** It may not. */
    record Rejected(Refused refused) implements Verdict {}
  }

  /** The regions of this cloud, in the catalog's order. */
  public List<String> regions() {
    return catalog.current().regions().stream()
        .filter(region -> region.cloud().equals(style.cloud()))
        .map(Region::id)
        .toList();
  }

  String cloud() {
    return style.cloud();
  }

  /** How the names of the types begin that count to a limit; empty for all types. */
  List<String> typePrefixes(VcpuLimit limit) {
    return limit.families().isEmpty()
        ? List.of()
        : catalog.current().instanceTypes().stream()
            .filter(type -> type.cloud().equals(style.cloud()))
            .map(InstanceType::name)
            .filter(type -> limit.families().contains(VcpuLimit.family(type)))
            .map(type -> type.substring(0, type.indexOf('.') + 1))
            .distinct()
            .sorted()
            .toList();
  }

  /** The refusal that a call for a region gets, absent when there is such a region. */
  @Nullable Refused checkRegion(String region) {
    List<String> regions = regions();
    if (regions.contains(region)) {
      return null;
    }
    return Refused.of(
        Refusal.UNKNOWN_REGION,
        "There is no region " + region + "; there are " + String.join(", ", regions) + ".",
        "region " + region);
  }

  /**
   * Decides about a new machine.
   *
   * @param chance where the search for a zone with room begins, when the request names none
   */
  Verdict admit(InstanceRequest request, Draw chance, Fleet fleet) {
    Refused wrong = checkRegion(request.region());
    if (wrong == null) {
      wrong = checkParts(request);
    }
    if (wrong != null) {
      return new Verdict.Rejected(wrong);
    }
    Catalog offers = catalog.current();
    var number = offers.find(style.cloud(), request.region(), request.instanceType());
    if (number.isEmpty()) {
      return new Verdict.Rejected(notSold(offers, request.region(), request.instanceType()));
    }
    Offer offer = offers.offer(number.getAsInt());
    Map<String, String> images =
        new TreeMap<>(style.images(request.region(), offer.type().architecture()));
    String image = images.getOrDefault(request.image(), request.image());
    if (!images.containsValue(image) && !ownImage(image, request.region(), fleet)) {
      return new Verdict.Rejected(unknownImage(request, offer.type(), images));
    }
    wrong = checkSpot(request.market(), offer);
    if (wrong == null) {
      wrong =
          checkQuota(
              request.region(),
              request.instanceType(),
              request.market().kind(),
              offer.type().vcpus(),
              fleet);
    }
    if (wrong != null) {
      return new Verdict.Rejected(wrong);
    }
    HostBook hosts = fleet.hosts();
    if (hosts != null) {
      return soldOut(request.region(), request.instanceType())
          ? new Verdict.Rejected(noRoom(request.region(), request.zone(), request.instanceType()))
          : onHost(request, offer.type(), image, hosts);
    }
    String zone = zoneWithRoom(request, chance, fleet);
    return zone == null
        ? new Verdict.Rejected(noRoom(request.region(), request.zone(), request.instanceType()))
        : new Verdict.Admitted(zone, offer.type().vcpus(), image, null);
  }

  /** The refusal that a start of a stopped machine gets, absent when it may start. */
  @Nullable Refused checkStart(MachineFacts facts, Fleet fleet) {
    Refused refused =
        checkQuota(facts.region(), facts.type(), facts.market(), facts.vcpus(), fleet);
    if (facts.place() != null) {
      // It has kept its place on its host.
      return refused;
    }
    if (refused == null && !room(facts.region(), facts.zone(), facts.type(), fleet)) {
      return noRoom(facts.region(), facts.zone(), facts.type());
    }
    return refused;
  }

  /** Decides whether a machine may get another type. */
  Verdict admitType(SimulatedMachine machine, String type, Fleet fleet) {
    MachineFacts facts = machine.facts();
    Catalog offers = catalog.current();
    var number = offers.find(style.cloud(), facts.region(), type);
    if (number.isEmpty()) {
      return new Verdict.Rejected(notSold(offers, facts.region(), type));
    }
    InstanceType wanted = offers.offer(number.getAsInt()).type();
    var former = offers.find(style.cloud(), facts.region(), facts.type());
    if (former.isPresent()
        && !offers.offer(former.getAsInt()).type().architecture().equals(wanted.architecture())) {
      return new Verdict.Rejected(
          Refused.of(
              Refusal.INCOMPATIBLE_TYPE,
              "Type "
                  + type
                  + " is of architecture "
                  + wanted.architecture()
                  + ", the machine's image is not.",
              scope(facts.region(), type)));
    }
    if (machine.phase().occupying()) {
      boolean sameLimit =
          Objects.equals(limit(facts.type(), facts.market()), limit(type, facts.market()));
      int more = Math.max(0, wanted.vcpus() - (sameLimit ? facts.vcpus() : 0));
      Refused refused = checkQuota(facts.region(), type, facts.market(), more, fleet);
      if (refused != null) {
        return new Verdict.Rejected(refused);
      }
      if (facts.place() == null && !room(facts.region(), facts.zone(), type, fleet)) {
        return new Verdict.Rejected(noRoom(facts.region(), facts.zone(), type));
      }
    }
    HostBook hosts = fleet.hosts();
    return hosts == null
        ? new Verdict.Admitted(facts.zone(), wanted.vcpus(), facts.image(), null)
        : onHost(
            hosts.placeAnew(facts, HostDemands.of(wanted), settings.seed()),
            hosts,
            facts.region(),
            facts.zone(),
            wanted,
            facts.image());
  }

  private Verdict onHost(InstanceRequest request, InstanceType type, String image, HostBook hosts) {
    Map<String, String> tags = new TreeMap<>(request.tags());
    tags.putAll(request.owner().toTags());
    return onHost(
        hosts.place(HostDemands.of(type), tags, request.zone(), settings.seed()),
        hosts,
        request.region(),
        request.zone(),
        type,
        image);
  }

  private static Verdict onHost(
      PackingOutcome outcome,
      HostBook hosts,
      String region,
      @Nullable String zone,
      InstanceType type,
      String image) {
    PoolDefinition pool = hosts.empty().pool();
    if (outcome instanceof PackingOutcome.Found found) {
      return new Verdict.Admitted(
          found.chosen().domain(),
          type.vcpus(),
          image,
          new HostPlace(found.assignment(), HostWords.why(found, pool.strategy())));
    }
    return new Verdict.Rejected(
        Refused.of(
            Refusal.CAPACITY,
            "No host of pool "
                + pool.name()
                + " has room for "
                + type.name()
                + ": "
                + HostWords.lack((PackingOutcome.NoRoom) outcome)
                + ".",
            scope(region, type.name()) + (zone == null ? "" : ", zone " + zone)));
  }

  /** Whether it is an image that the account made itself. */
  private static boolean ownImage(String image, String region, Fleet fleet) {
    CloudResource resource = fleet.resources().byReference(image);
    return resource != null && resource.kind().equals("image") && resource.region().equals(region);
  }

  private @Nullable Refused checkParts(InstanceRequest request) {
    List<String> zones = style.zones(request.region());
    String zone = request.zone();
    if (zone != null && !zones.contains(zone)) {
      return Refused.of(
          Refusal.UNKNOWN_ZONE,
          "There is no zone " + zone + "; there are " + String.join(", ", zones) + ".",
          "region " + request.region());
    }
    String network = style.network(account, request.region());
    if (request.network() != null && !request.network().equals(network)) {
      return Refused.of(
          Refusal.UNKNOWN_NETWORK,
          "There is no network " + request.network() + "; there is " + network + ".",
          "region " + request.region());
    }
    if (!request.securityGroups().isEmpty()) {
      return Refused.of(
          Refusal.UNSUPPORTED,
          "There are no security groups here; leave securityGroups out.",
          "region " + request.region());
    }
    for (Disk disk : request.disks()) {
      if (!DISK_KINDS.contains(disk.kind())
          || disk.sizeGib() < 1
          || disk.sizeGib() > LARGEST_DISK_GIB) {
        return Refused.of(
            Refusal.INVALID_DISK,
            "A disk must be of kind standard or ssd and of 1 to "
                + LARGEST_DISK_GIB
                + " GiB but is "
                + disk.kind()
                + " of "
                + disk.sizeGib()
                + ".",
            null);
      }
    }
    return null;
  }

  private Refused notSold(Catalog offers, String region, String type) {
    boolean known =
        offers.instanceTypes().stream()
            .anyMatch(sold -> sold.cloud().equals(style.cloud()) && sold.name().equals(type));
    return known
        ? Refused.of(
            Refusal.TYPE_NOT_SOLD_HERE,
            "Type " + type + " is not available in " + region + ".",
            scope(region, type))
        : Refused.of(
            Refusal.UNKNOWN_TYPE, "There is no instance type " + type + ".", "type " + type);
  }

  private static Refused unknownImage(
      InstanceRequest request, InstanceType type, Map<String, String> images) {
    return Refused.of(
        Refusal.UNKNOWN_IMAGE,
        "There is no image "
            + request.image()
            + " for "
            + type.architecture()
            + "; there are "
            + String.join(", ", images.keySet())
            + ".",
        "region " + request.region());
  }

  private @Nullable Refused checkSpot(Market market, Offer offer) {
    if (market.kind() != Market.Kind.SPOT) {
      return null;
    }
    String scope = scope(offer.region().id(), offer.type().name()) + ", market spot";
    Price price = offer.spot();
    if (price == null) {
      return Refused.of(
          Refusal.NOT_SOLD_AS_SPOT,
          "Type " + offer.type().name() + " is not sold as spot in " + offer.region().id() + ".",
          scope);
    }
    BigDecimal ceiling = market.maxPricePerHour();
    if (ceiling != null && ceiling.compareTo(price.amount()) < 0) {
      return Refused.of(
          Refusal.SPOT_PRICE_TOO_HIGH,
          "The spot price is "
              + price.amount().toPlainString()
              + " "
              + price.currency()
              + " per hour, above the ceiling of "
              + ceiling.toPlainString()
              + ".",
          scope);
    }
    return null;
  }

  private @Nullable VcpuLimit limit(String type, Market.Kind market) {
    return VcpuLimit.covering(style.cloud(), type, market);
  }

  private @Nullable Refused checkQuota(
      String region, String type, Market.Kind market, int vcpus, Fleet fleet) {
    VcpuLimit limit = limit(type, market);
    if (limit == null) {
      return null;
    }
    long used = fleet.vcpus(region, limit);
    if (used + vcpus <= settings.quotaVcpus()) {
      return null;
    }
    return Refused.of(
        Refusal.QUOTA,
        vcpus
            + " vCPUs more would exceed the quota: "
            + used
            + " of "
            + settings.quotaVcpus()
            + " are in use.",
        "account " + account + ", region " + region);
  }

  private @Nullable String zoneWithRoom(InstanceRequest request, Draw chance, Fleet fleet) {
    String wanted = request.zone();
    if (wanted != null) {
      return room(request.region(), wanted, request.instanceType(), fleet) ? wanted : null;
    }
    List<String> zones = style.zones(request.region());
    int first = chance.below(zones.size());
    for (int i = 0; i < zones.size(); i++) {
      String zone = zones.get((first + i) % zones.size());
      if (room(request.region(), zone, request.instanceType(), fleet)) {
        return zone;
      }
    }
    return null;
  }

  private boolean room(String region, String zone, String type, Fleet fleet) {
    return !soldOut(region, type)
        && fleet.machines(region, zone, type) < settings.capacityPerZone();
  }

  private boolean soldOut(String region, String type) {
    return Draw.of(settings.seed(), "shortage", style.cloud(), region, type).below(100)
        < settings.shortagePercent();
  }

  private static Refused noRoom(String region, @Nullable String zone, String type) {
    String where = zone == null ? region : zone + " of " + region;
    return Refused.of(
        Refusal.CAPACITY,
        "There is no capacity for " + type + " in " + where + " right now.",
        scope(region, type) + (zone == null ? "" : ", zone " + zone));
  }

  private static String scope(String region, String type) {
    return "region " + region + ", type " + type;
  }
}
