package io.novacron.simulator.wire;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Offer;
import io.novacron.provider.simulator.internal.Effect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The instance types of the catalog. Safe for use by many threads. */
final class TypeActions {
  private final Ec2Estate estate;

  TypeActions(Ec2Estate estate) {
    this.estate = estate;
  }

  List<Ec2Action> actions() {
    return List.of(
        Ec2Action.read(
            "DescribeInstanceTypes",
            Ec2Action.all(Filters.PARAMETERS, Page.PARAMETERS, Set.of("InstanceType.#")),
            this::types),
        Ec2Action.read(
            "DescribeInstanceTypeOfferings",
            Ec2Action.all(Filters.PARAMETERS, Page.PARAMETERS, Set.of("LocationType")),
            this::offerings));
  }

  /** The protocol's word for an architecture of the catalog. */
  static String architecture(String architecture) {
    return architecture.equals("amd64") ? "x86_64" : architecture;
  }

  /** What is sold in a region, by name of the type. */
  TreeMap<String, Offer> offers(String region) {
    Catalog catalog = estate.account().catalog().current();
    String cloud = estate.account().style().cloud();
    TreeMap<String, Offer> offers = new TreeMap<>();
    for (InstanceType type : catalog.instanceTypes()) {
      if (type.cloud().equals(cloud)) {
        catalog
            .find(cloud, region, type.name())
            .ifPresent(number -> offers.put(type.name(), catalog.offer(number)));
      }
    }
    return offers;
  }

  private Effect<Consumer<Xml>> types(Ec2Call call) {
    Filters filters =
        Filters.of(
            call,
            Set.of(
                "instance-type",
                "processor-info.supported-architecture",
                "vcpu-info.default-vcpus",
                "memory-info.size-in-mib",
                "supported-usage-class",
                "supported-root-device-type",
                "supported-virtualization-type",
                "bare-metal"));
    List<String> names = call.parameters().list("InstanceType");
    if (!names.isEmpty() && call.parameters().find("MaxResults") != null) {
      throw AwsError.client(
          "InvalidParameterCombination",
          "The parameter InstanceTypes cannot be used with the parameter MaxResults");
    }
    Page.Start start = Page.start(call, 5, 100);
    TreeMap<String, Offer> offers = offers(call.region());
    Set<String> unknown = new HashSet<>(names);
    unknown.removeAll(offers.keySet());
    if (!unknown.isEmpty()) {
      throw AwsError.client(
          "InvalidInstanceType",
          "The following supplied instance types do not exist: ["
              + String.join(", ", unknown.stream().sorted().toList())
              + "]");
    }
    Page<Offer> page =
        Page.of(
            start,
            offers.values().stream()
                .filter(offer -> names.isEmpty() || names.contains(offer.type().name()))
                .filter(offer -> filters.matchAny(Map.of(), name -> field(offer, name)))
                .iterator(),
            offer -> offer.type().name());
    return Effect.of(
        xml -> {
          xml.list("instanceTypeSet", page.items(), TypeActions::write);
          xml.text("nextToken", page.nextToken());
        });
  }

  private static List<String> field(Offer offer, String name) {
    InstanceType type = offer.type();
    return switch (name) {
      case "instance-type" -> List.of(type.name());
      case "processor-info.supported-architecture" -> List.of(architecture(type.architecture()));
      case "vcpu-info.default-vcpus" -> List.of(Integer.toString(type.vcpus()));
      case "memory-info.size-in-mib" -> List.of(Long.toString(mib(type)));
      case "supported-usage-class" -> usageClasses(offer);
      case "supported-root-device-type" -> List.of("ebs");
      case "supported-virtualization-type" -> List.of("hvm");
      default -> List.of(Boolean.toString(bareMetal(type)));
    };
  }

  private static List<String> usageClasses(Offer offer) {
    return offer.spot() == null ? List.of("on-demand") : List.of("on-demand", "spot");
  }

  private static long mib(InstanceType type) {
    return Math.round(type.memoryGib() * 1024);
  }

  private static boolean bareMetal(InstanceType type) {
    return type.name().contains(".metal");
  }

  private static void write(Xml xml, Offer offer) {
    InstanceType type = offer.type();
    xml.text("instanceType", type.name());
    xml.strings("supportedUsageClasses", usageClasses(offer));
    xml.strings("supportedRootDeviceTypes", List.of("ebs"));
    xml.strings("supportedVirtualizationTypes", List.of("hvm"));
    xml.element(
        "processorInfo",
        () -> xml.strings("supportedArchitectures", List.of(architecture(type.architecture()))));
    xml.text("bareMetal", bareMetal(type));
    xml.element("vCpuInfo", () -> xml.text("defaultVCpus", type.vcpus()));
    xml.element("memoryInfo", () -> xml.text("sizeInMiB", mib(type)));
    if (type.gpus() >= 1) {
      xml.element(
          "gpuInfo",
          () ->
              xml.list(
                  "gpus",
                  List.of(type),
                  (inner, gpu) -> {
                    inner.text("name", gpu.gpuModel());
                    inner.text("count", (long) gpu.gpus());
                  }));
    }
  }

  private Effect<Consumer<Xml>> offerings(Ec2Call call) {
    String kind = call.parameters().get("LocationType", "region");
    List<String> locations =
        switch (kind) {
          case "region" -> List.of(call.region());
          case "availability-zone" -> estate.zones(call.region());
          case "availability-zone-id" ->
              estate.zones(call.region()).stream().map(PlaceActions::zoneId).toList();
          default ->
              throw AwsError.invalid(
                  "LocationType",
                  kind,
                  "Legal are region, availability-zone, availability-zone-id.");
        };
    Filters filters = Filters.of(call, Set.of("instance-type", "location"));
    Page.Start start = Page.start(call, 5, 1_000);
    List<String[]> all = new ArrayList<>();
    for (String type : offers(call.region()).keySet()) {
      for (String location : locations) {
        all.add(new String[] {type, location});
      }
    }
    Page<String[]> page =
        Page.of(
            start,
            all.stream()
                .filter(
                    pair ->
                        filters.match(
                            Map.of(), name -> name.equals("location") ? pair[1] : pair[0]))
                .iterator(),
            pair -> pair[0] + "\t" + pair[1]);
    return Effect.of(
        xml -> {
          xml.list(
              "instanceTypeOfferingSet",
              page.items(),
              (inner, pair) ->
                  inner
                      .text("instanceType", pair[0])
                      .text("locationType", kind)
                      .text("location", pair[1]));
          xml.text("nextToken", page.nextToken());
        });
  }
}
