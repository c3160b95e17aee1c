package io.novacron.simulator.wire;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.machine.Market;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.OwnerTag;
import io.novacron.provider.simulator.internal.Birth;
import io.novacron.provider.simulator.internal.CloudResource;
import io.novacron.provider.simulator.internal.Draw;
import io.novacron.provider.simulator.internal.Effect;
import io.novacron.provider.simulator.internal.Fleet;
import io.novacron.provider.simulator.internal.MachineFacts;
import io.novacron.provider.simulator.internal.Phase;
import io.novacron.provider.simulator.internal.Ruling;
import io.novacron.provider.simulator.internal.SimulatedMachine;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes instances, one for each request. Safe for use by many threads. */
final class RunInstances {
  private static final Set<String> PARAMETERS =
      Ec2Action.all(
          Ec2Estate.TAG_SPECIFICATIONS,
          BlockDevices.PARAMETERS,
          Set.of(
              "ImageId",
              "InstanceType",
              "MinCount",
              "MaxCount",
              "ClientToken",
              "KeyName",
              "UserData",
              "SubnetId",
              "SecurityGroupId.#",
              "Placement.AvailabilityZone",
              "Placement.Tenancy",
              "InstanceMarketOptions.MarketType",
              "InstanceMarketOptions.SpotOptions.MaxPrice",
              "InstanceMarketOptions.SpotOptions.SpotInstanceType",
              "InstanceMarketOptions.SpotOptions.InstanceInterruptionBehavior",
              "NetworkInterface.#.DeviceIndex",
              "NetworkInterface.#.SubnetId",
              "NetworkInterface.#.SecurityGroupId.#",
              "NetworkInterface.#.AssociatePublicIpAddress",
              "NetworkInterface.#.DeleteOnTermination",
              "NetworkInterface.#.Description",
              "InstanceInitiatedShutdownBehavior",
              "MetadataOptions.HttpTokens",
              "MetadataOptions.HttpEndpoint",
              "MetadataOptions.HttpPutResponseHopLimit",
              "MetadataOptions.InstanceMetadataTags",
              "Monitoring.Enabled",
              "EbsOptimized"));
  private static final Set<String> TAGGABLE =
      Set.of("instance", "volume", "network-interface", "spot-instances-request");
  private static final int TOKEN_LENGTH = 64;
  private static final int USER_DATA_BYTES = 16_384;

  private final Ec2Estate estate;

  RunInstances(Ec2Estate estate) {
    this.estate = estate;
  }

  List<Ec2Action> actions() {
    return List.of(new Ec2Action("RunInstances", true, true, PARAMETERS, this::run));
  }

  private Effect<Consumer<Xml>> run(Ec2Call call) {
    Parameters parameters = call.parameters();
    checkCount(parameters);
    String token = token(call);
    Wanted wanted = estate.cloud().look(fleet -> wanted(call, fleet)).value();
    if (call.dryRun()) {
      throw Ec2Call.wouldSucceed();
    }
    Birth birth =
        new Birth(
            call.region() + "|" + token,
            1,
            wanted.request(),
            shape(call),
            wanted.tags("instance"),
            wanted.attributes(),
            facts -> parts(facts, wanted));
    Effect<Ruling> effect = estate.cloud().create(birth, call.stuckBy());
    SimulatedMachine machine = estate.machine(effect.value(), "");
    if (machine.phase() == Phase.DELETING || machine.phase() == Phase.DELETED) {
      throw AwsError.client(
          "IdempotentInstanceTerminated",
          "The token was used before for " + machine.reference() + ", which is terminated.");
    }
    InstanceItem item = new InstanceItem(estate, machine, estate.parts(machine), call.stateWord());
    return new Effect<>(item::reservation, effect.durable(), effect.change());
  }

  private static void checkCount(Parameters parameters) {
    for (String count : List.of("MinCount", "MaxCount")) {
      String value = parameters.require(count);
      if (!value.equals("1")) {
        throw AwsError.invalid(count, value, "The simulator makes one instance for each request.");
      }
    }
  }

  private static String token(Ec2Call call) {
    String token = call.parameters().get("ClientToken", call.requestId());
    if (token.length() > TOKEN_LENGTH || token.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw AwsError.invalid(
          "ClientToken", token, "It has at most " + TOKEN_LENGTH + " characters of ASCII.");
    }
    return token;
  }

  private static String shape(Ec2Call call) {
    return Draw.of(
            0, call.parameters().flat(Set.of("ClientToken", "DryRun")).toArray(String[]::new))
        .hex(32);
  }

  /**
   * What was asked for, checked.
   *
   * @param tags tags by type of resource
   */
  private record Wanted(
      InstanceRequest request,
      Map<String, String> attributes,
      List<BlockDevices.Device> devices,
      List<String> groups,
      boolean keepsInterface,
      Map<String, Map<String, String>> allTags) {
    Map<String, String> tags(String type) {
      return allTags.getOrDefault(type, Map.of());
    }
  }

  private Wanted wanted(Ec2Call call, Fleet fleet) {
    Parameters parameters = call.parameters();
    String region = call.region();
    String type = parameters.require("InstanceType");
    ImageFacts image = ImageFacts.require(estate, fleet, region, parameters.require("ImageId"));
    checkArchitecture(region, type, image);
    Map<String, Map<String, String>> tags = Ec2Estate.tagSpecifications(call, TAGGABLE);
    String networkInterface = networkInterface(parameters);
    String subnet =
        parameters.find(networkInterface.isEmpty() ? "SubnetId" : networkInterface + ".SubnetId");
    String zone = zone(region, parameters.find("Placement.AvailabilityZone"), subnet);
    List<String> groups = groups(fleet, call, networkInterface);
    checkUserData(parameters.find("UserData"));
    String key = parameters.find("KeyName");
    if (key != null
        && fleet.resources().byReference(NetworkActions.keyReference(region, key)) == null) {
      throw AwsError.client("InvalidKeyPair.NotFound", "The key pair '" + key + "' does not exist");
    }
    Market market = market(parameters);
    Map<String, String> attributes = new HashMap<>();
    attributes.put("groups", String.join(",", groups));
    attributes.put("rootDevice", image.rootDevice());
    attributes.put("architecture", image.architecture());
    attributes.put(
        "public",
        networkInterface.isEmpty()
            ? "true"
            : parameters.get(networkInterface + ".AssociatePublicIpAddress", "true"));
    putIfGiven(attributes, "key", key);
    putIfGiven(attributes, "monitoring", parameters.find("Monitoring.Enabled"));
    putIfGiven(attributes, "metadataTokens", parameters.find("MetadataOptions.HttpTokens"));
    Map<String, String> instanceTags = tags.getOrDefault("instance", Map.of());
    return new Wanted(
        new InstanceRequest(
            instanceTags.getOrDefault("Name", ""),
            region,
            zone,
            type,
            image.id(),
            List.of(),
            null,
            List.of(),
            market,
            Map.of(),
            OwnerTag.fromTags(instanceTags).orElse(new OwnerTag("", "", "", ""))),
        attributes,
        BlockDevices.of(call, image, fleet),
        groups,
        !networkInterface.isEmpty()
            && !Boolean.parseBoolean(
                parameters.get(networkInterface + ".DeleteOnTermination", "true")),
        tags);
  }

  /** The one network interface that a request may describe; empty text when it describes none. */
  private static String networkInterface(Parameters parameters) {
    List<String> items = parameters.items("NetworkInterface");
    if (items.isEmpty()) {
      return "";
    }
    String first = items.get(0);
    if (items.size() > 1 || !parameters.get(first + ".DeviceIndex", "0").equals("0")) {
      throw AwsError.client(
          "InvalidParameterValue", "The simulator gives an instance one network interface.");
    }
    if (parameters.find("SubnetId") != null || !parameters.list("SecurityGroupId").isEmpty()) {
      throw AwsError.client(
          "InvalidParameterCombination",
          "Network interfaces and an instance-level subnet ID or security groups may not be"
              + " specified on the same request");
    }
    return first;
  }

  private void checkArchitecture(String region, String type, ImageFacts image) {
    Catalog catalog = estate.account().catalog().current();
    var offer = catalog.find(estate.account().style().cloud(), region, type);
    if (offer.isPresent()) {
      String architecture =
          TypeActions.architecture(catalog.offer(offer.getAsInt()).type().architecture());
      if (!architecture.equals(image.architecture())) {
        throw AwsError.client(
            "InvalidParameterValue",
            "The architecture '"
                + architecture
                + "' of the specified instance type does not match the architecture '"
                + image.architecture()
                + "' of the specified AMI.");
      }
    }
  }

  private @Nullable String zone(String region, @Nullable String asked, @Nullable String subnet) {
    if (subnet == null) {
      return asked;
    }
    String zone = estate.zoneOfSubnet(region, subnet);
    if (zone == null) {
      throw AwsError.client(
          "InvalidSubnetID.NotFound", "The subnet ID '" + subnet + "' does not exist");
    }
    if (asked != null && !asked.equals(zone)) {
      throw AwsError.client(
          "InvalidParameterValue",
          "Subnet " + subnet + " is in " + zone + ", not in " + asked + ".");
    }
    return zone;
  }

  private List<String> groups(Fleet fleet, Ec2Call call, String networkInterface) {
    List<String> groups =
        call.parameters()
            .list(
                networkInterface.isEmpty()
                    ? "SecurityGroupId"
                    : networkInterface + ".SecurityGroupId");
    String standard = estate.defaultGroup(call.region());
    for (String group : groups) {
      if (!group.equals(standard)) {
        Ec2Estate.resource(
            fleet.resources(), Ec2Estate.GROUP, call.region(), group, "InvalidGroup.NotFound");
      }
    }
    return groups.isEmpty() ? List.of(standard) : groups;
  }

  private static void checkUserData(@Nullable String userData) {
    if (userData == null) {
      return;
    }
    try {
      if (Base64.getDecoder().decode(userData.getBytes(StandardCharsets.UTF_8)).length
          <= USER_DATA_BYTES) {
        return;
      }
    } catch (IllegalArgumentException e) {
      throw AwsError.client("InvalidUserData.Malformed", "Invalid BASE64 encoding of user data.");
    }
    throw AwsError.client(
        "InvalidParameterValue", "User data is limited to " + USER_DATA_BYTES + " bytes");
  }

  private static Market market(Parameters parameters) {
    String kind = parameters.find("InstanceMarketOptions.MarketType");
    String options = "InstanceMarketOptions.SpotOptions.";
    String price = parameters.find(options + "MaxPrice");
    if (kind == null) {
      if (price != null) {
        throw AwsError.client(
            "InvalidParameterCombination", "SpotOptions need the market type spot.");
      }
      return Market.ON_DEMAND;
    }
    if (!kind.equals("spot")) {
      throw AwsError.invalid("InstanceMarketOptions.MarketType", kind, "It must be spot.");
    }
    checkWord(parameters, options + "SpotInstanceType", "one-time");
    checkWord(parameters, options + "InstanceInterruptionBehavior", "terminate");
    try {
      return new Market(Market.Kind.SPOT, price == null ? null : new BigDecimal(price));
    } catch (NumberFormatException e) {
      throw AwsError.invalid(options + "MaxPrice", String.valueOf(price), "It must be a price.");
    }
  }

  private static void checkWord(Parameters parameters, String name, String only) {
    String value = parameters.get(name, only);
    if (!value.equals(only)) {
      throw AwsError.invalid(name, value, "The simulator has " + only + " only.");
    }
  }

  private List<CloudResource> parts(MachineFacts facts, Wanted wanted) {
    List<CloudResource> parts = new ArrayList<>();
    for (BlockDevices.Device device : wanted.devices()) {
      parts.add(
          device.volume(
              estate, facts.reference(), facts.region(), facts.zone(), wanted.tags("volume")));
    }
    String subnet = estate.subnet(facts.zone());
    parts.add(
        new CloudResource(
            Ec2Estate.INTERFACE,
            estate.id("eni-0", facts.reference()),
            facts.region(),
            estate.now(),
            Map.of(
                CloudResource.MACHINE,
                facts.reference(),
                CloudResource.DELETED_WITH_MACHINE,
                Boolean.toString(!wanted.keepsInterface()),
                "zone",
                facts.zone(),
                "subnet",
                subnet,
                "address",
                facts.address(),
                "groups",
                String.join(",", wanted.groups())),
            wanted.tags("network-interface")));
    if (facts.market() == Market.Kind.SPOT) {
      BigDecimal ceiling = wanted.request().market().maxPricePerHour();
      Map<String, String> attributes = new HashMap<>();
      attributes.put("instance", facts.reference());
      attributes.put("type", facts.type());
      attributes.put("zone", facts.zone());
      attributes.put("image", facts.image());
      putIfGiven(attributes, "price", ceiling == null ? null : ceiling.toPlainString());
      parts.add(
          new CloudResource(
              Ec2Estate.SPOT_REQUEST,
              SpotActions.requestId(facts.reference()),
              facts.region(),
              estate.now(),
              attributes,
              wanted.tags("spot-instances-request")));
    }
    return parts;
  }

  private static void putIfGiven(Map<String, String> map, String name, @Nullable String value) {
    Stream.ofNullable(value).filter(text -> !text.isEmpty()).forEach(text -> map.put(name, text));
  }
}
