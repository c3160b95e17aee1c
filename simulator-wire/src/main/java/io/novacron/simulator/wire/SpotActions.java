package io.novacron.simulator.wire;

import io.novacron.api.catalog.Offer;
import io.novacron.api.catalog.Price;
import io.novacron.provider.simulator.internal.CloudResource;
import io.novacron.provider.simulator.internal.Effect;
import io.novacron.provider.simulator.internal.Fleet;
import io.novacron.provider.simulator.internal.Phase;
import io.novacron.provider.simulator.internal.SimulatedMachine;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Spot prices and spot requests. Safe for use by many threads. */
final class SpotActions {
  private static final String PRODUCT = "Linux/UNIX";

  private final Ec2Estate estate;
  private final TypeActions types;

  SpotActions(Ec2Estate estate) {
    this.estate = estate;
    this.types = new TypeActions(estate);
  }

  List<Ec2Action> actions() {
    return List.of(
        Ec2Action.read(
            "DescribeSpotPriceHistory",
            Ec2Action.all(
                Filters.PARAMETERS,
                Page.PARAMETERS,
                Set.of(
                    "InstanceType.#",
                    "ProductDescription.#",
                    "AvailabilityZone",
                    "StartTime",
                    "EndTime")),
            this::prices),
        Ec2Action.read(
            "DescribeSpotInstanceRequests",
            Ec2Action.all(Filters.PARAMETERS, Page.PARAMETERS, Set.of("SpotInstanceRequestId.#")),
            this::requests));
  }

  /** The id of the spot request of an instance. */
  static String requestId(String instance) {
    return "sir-" + instance.substring(Math.max(0, instance.length() - 8));
  }

  private Effect<Consumer<Xml>> prices(Ec2Call call) {
    Filters filters =
        Filters.of(
            call,
            Set.of("instance-type", "availability-zone", "product-description", "spot-price"));
    Parameters parameters = call.parameters();
    List<String> wanted = parameters.list("InstanceType");
    List<String> products = parameters.list("ProductDescription");
    String zone = parameters.find("AvailabilityZone");
    Instant from = time(call, "StartTime");
    Instant to = time(call, "EndTime");
    if (from != null && to != null && to.isBefore(from)) {
      throw AwsError.client("InvalidParameterValue", "EndTime is before StartTime.");
    }
    Page.Start start = Page.start(call, 1, 1_000);
    boolean linux =
        products.isEmpty() || products.stream().anyMatch(one -> one.startsWith(PRODUCT));
    List<String[]> all = new ArrayList<>();
    for (Offer offer : types.offers(call.region()).values()) {
      Price price = offer.spot();
      if (price != null && linux && (wanted.isEmpty() || wanted.contains(offer.type().name()))) {
        String since = price.asOf().atStartOfDay().toInstant(ZoneOffset.UTC).toString();
        for (String place : estate.zones(call.region())) {
          if (zone == null || zone.equals(place)) {
            all.add(
                new String[] {offer.type().name(), place, price.amount().toPlainString(), since});
          }
        }
      }
    }
    Page<String[]> page =
        Page.of(
            start,
            all.stream()
                .filter(
                    row ->
                        filters.match(
                            Map.of(),
                            name ->
                                switch (name) {
                                  case "instance-type" -> row[0];
                                  case "availability-zone" -> row[1];
                                  case "spot-price" -> row[2];
                                  default -> PRODUCT;
                                }))
                .iterator(),
            row -> row[0] + "\t" + row[1]);
    return Effect.of(
        xml -> {
          xml.list(
              "spotPriceHistorySet",
              page.items(),
              (inner, row) ->
                  inner
                      .text("instanceType", row[0])
                      .text("productDescription", PRODUCT)
                      .text("spotPrice", row[2])
                      .text("timestamp", row[3])
                      .text("availabilityZone", row[1]));
          xml.text("nextToken", page.nextToken());
        });
  }

  private static @Nullable Instant time(Ec2Call call, String name) {
    String value = call.parameters().find(name);
    try {
      return value == null ? null : Instant.parse(value);
    } catch (DateTimeParseException e) {
      throw AwsError.invalid(
          name, String.valueOf(value), "It must be a time such as 2026-01-01T00:00:00Z.");
    }
  }

  /** A request and its instance. */
  private record Item(CloudResource request, @Nullable SimulatedMachine machine) {
    boolean over() {
      return machine == null
          || machine.phase() == Phase.DELETING
          || machine.phase() == Phase.DELETED;
    }

    boolean interrupted() {
      return !request.attribute("interruptedAt").isEmpty();
    }

    String state() {
      return over() ? "closed" : "active";
    }

    String code() {
      if (over()) {
        return interrupted() ? "instance-terminated-no-capacity" : "instance-terminated-by-user";
      }
      return interrupted() ? "marked-for-termination" : "fulfilled";
    }

    String updatedAt() {
      return interrupted()
          ? request.attribute("interruptedAt")
          : (machine == null ? request.createdAt() : machine.since()).toString();
    }

    String field(String name) {
      return switch (name) {
        case "spot-instance-request-id" -> request.reference();
        case "instance-id" -> request.attribute("instance");
        case "state" -> state();
        case "status-code" -> code();
        default -> request.attribute("zone");
      };
    }
  }

  private Effect<Consumer<Xml>> requests(Ec2Call call) {
    Filters filters =
        Filters.of(
            call,
            Set.of(
                "tag:",
                "spot-instance-request-id",
                "instance-id",
                "state",
                "status-code",
                "launched-availability-zone"));
    List<String> ids = call.parameters().list("SpotInstanceRequestId");
    Page.Start start = Page.start(call, 5, 1_000);
    return estate
        .cloud()
        .look(
            fleet -> {
              for (String id : ids) {
                Ec2Estate.resource(
                    fleet.resources(),
                    Ec2Estate.SPOT_REQUEST,
                    call.region(),
                    id,
                    "InvalidSpotInstanceRequestID.NotFound");
              }
              return Page.of(
                  start,
                  fleet.resources().of(Ec2Estate.SPOT_REQUEST, call.region()).stream()
                      .filter(one -> ids.isEmpty() || ids.contains(one.reference()))
                      .map(one -> item(fleet, one))
                      .filter(one -> filters.match(one.request().tags(), one::field))
                      .sorted(
                          (one, other) ->
                              one.request().reference().compareTo(other.request().reference()))
                      .iterator(),
                  one -> one.request().reference());
            })
        .map(
            page ->
                xml -> {
                  xml.list("spotInstanceRequestSet", page.items(), SpotActions::write);
                  xml.text("nextToken", page.nextToken());
                });
  }

  private static Item item(Fleet fleet, CloudResource request) {
    return new Item(request, fleet.byReference(request.attribute("instance")));
  }

  private static void write(Xml xml, Item item) {
    CloudResource request = item.request();
    xml.text("spotInstanceRequestId", request.reference())
        .text("spotPrice", request.attribute("price"))
        .text("type", "one-time")
        .text("state", item.state());
    xml.element(
        "status",
        () ->
            xml.text("code", item.code())
                .text("updateTime", item.updatedAt())
                .text("message", item.code()));
    xml.text("instanceId", request.attribute("instance"))
        .text("createTime", request.createdAt())
        .text("productDescription", PRODUCT)
        .text("launchedAvailabilityZone", request.attribute("zone"))
        .text("instanceInterruptionBehavior", "terminate");
    xml.element(
        "launchSpecification",
        () ->
            xml.text("imageId", request.attribute("image"))
                .text("instanceType", request.attribute("type")));
    xml.tags(request.tags());
  }
}
