package io.novacron.simulator.wire;

import io.novacron.provider.simulator.internal.Effect;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Regions, zones and what an account may use of them. Safe for use by many threads. */
final class PlaceActions {
  private final Ec2Estate estate;

  PlaceActions(Ec2Estate estate) {
    this.estate = estate;
  }

  List<Ec2Action> actions() {
    return List.of(
        Ec2Action.read(
            "DescribeRegions",
            Ec2Action.all(Filters.PARAMETERS, Set.of("RegionName.#", "AllRegions")),
            this::regions),
        Ec2Action.read(
            "DescribeAvailabilityZones",
            Ec2Action.all(
                Filters.PARAMETERS, Set.of("ZoneName.#", "ZoneId.#", "AllAvailabilityZones")),
            this::zones),
        Ec2Action.read(
            "DescribeAccountAttributes", Set.of("AttributeName.#"), this::accountAttributes));
  }

  private Effect<Consumer<Xml>> regions(Ec2Call call) {
    Filters filters = Filters.of(call, Set.of("region-name", "endpoint", "opt-in-status"));
    List<String> all = estate.account().admission().regions();
    List<String> names = call.parameters().list("RegionName");
    for (String name : names) {
      if (!all.contains(name)) {
        throw AwsError.invalid("RegionName", name, "There is no such region.");
      }
    }
    List<String> regions =
        all.stream()
            .filter(region -> names.isEmpty() || names.contains(region))
            .filter(region -> filters.match(Map.of(), name -> regionField(region, name)))
            .toList();
    return Effect.of(
        xml ->
            xml.list(
                "regionInfo",
                regions,
                (inner, region) ->
                    inner
                        .text("regionName", region)
                        .text("regionEndpoint", endpoint(region))
                        .text("optInStatus", "opt-in-not-required")));
  }

  private static String regionField(String region, String name) {
    return switch (name) {
      case "region-name" -> region;
      case "endpoint" -> endpoint(region);
      default -> "opt-in-not-required";
    };
  }

  private static String endpoint(String region) {
    return "ec2." + region + ".amazonaws.com";
  }

  private Effect<Consumer<Xml>> zones(Ec2Call call) {
    Filters filters =
        Filters.of(call, Set.of("zone-name", "zone-id", "region-name", "state", "zone-type"));
    List<String> all = estate.zones(call.region());
    List<String> names = call.parameters().list("ZoneName");
    List<String> ids = call.parameters().list("ZoneId");
    for (String name : names) {
      if (!all.contains(name)) {
        throw AwsError.invalid("ZoneName", name, "There is no such zone in " + call.region() + ".");
      }
    }
    List<String> zones =
        all.stream()
            .filter(zone -> names.isEmpty() || names.contains(zone))
            .filter(zone -> ids.isEmpty() || ids.contains(zoneId(zone)))
            .filter(zone -> filters.match(Map.of(), name -> zoneField(call, zone, name)))
            .toList();
    return Effect.of(
        xml ->
            xml.list(
                "availabilityZoneInfo",
                zones,
                (inner, zone) ->
                    inner
                        .text("zoneName", zone)
                        .text("zoneId", zoneId(zone))
                        .text("zoneState", "available")
                        .text("zoneType", "availability-zone")
                        .text("regionName", call.region())
                        .text("groupName", call.region())
                        .text("optInStatus", "opt-in-not-required")));
  }

  private static String zoneField(Ec2Call call, String zone, String name) {
    return switch (name) {
      case "zone-name" -> zone;
      case "zone-id" -> zoneId(zone);
      case "region-name" -> call.region();
      case "state" -> "available";
      default -> "availability-zone";
    };
  }

  /** Such as {@code eu-central-1-az1}; the account's letters are the numbers in their order. */
  static String zoneId(String zone) {
    int last = zone.length() - 1;
    return zone.substring(0, last) + "-az" + (zone.charAt(last) - 'a' + 1);
  }

  private Effect<Consumer<Xml>> accountAttributes(Ec2Call call) {
    List<String> asked = call.parameters().list("AttributeName");
    Map<String, String> all =
        Map.of(
            "supported-platforms",
            "VPC",
            "default-vpc",
            estate.vpc(call.region()),
            "max-instances",
            Long.toString(estate.account().settings().quotaVcpus()),
            "vpc-max-security-groups-per-interface",
            "5");
    for (String name : asked) {
      if (!all.containsKey(name)) {
        throw AwsError.invalid(
            "AttributeName", name, "Legal are " + String.join(", ", all.keySet()) + ".");
      }
    }
    List<String> names =
        all.keySet().stream()
            .filter(name -> asked.isEmpty() || asked.contains(name))
            .sorted()
            .toList();
    return Effect.of(
        xml ->
            xml.list(
                "accountAttributeSet",
                names,
                (inner, name) -> {
                  inner.text("attributeName", name);
                  inner.texts(
                      "attributeValueSet", "attributeValue", List.of(all.getOrDefault(name, "")));
                }));
  }
}
