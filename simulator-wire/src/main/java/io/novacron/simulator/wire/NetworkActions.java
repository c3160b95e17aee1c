package io.novacron.simulator.wire;

import io.novacron.provider.simulator.internal.CloudResource;
import io.novacron.provider.simulator.internal.Decision;
import io.novacron.provider.simulator.internal.Draw;
import io.novacron.provider.simulator.internal.Effect;
import io.novacron.provider.simulator.internal.Fleet;
import io.novacron.provider.simulator.internal.Phase;
import io.novacron.provider.simulator.internal.Transition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The default network of each region, security groups, network interfaces and key pairs. Safe for
 * use by many threads.
 */
final class NetworkActions {
  private static final String RANGE = "10.0.0.0/8";

  private final Ec2Estate estate;

  NetworkActions(Ec2Estate estate) {
    this.estate = estate;
  }

  List<Ec2Action> actions() {
    return List.of(
        Ec2Action.read(
            "DescribeVpcs",
            Ec2Action.all(Filters.PARAMETERS, Page.PARAMETERS, Set.of("VpcId.#")),
            this::vpcs),
        Ec2Action.read(
            "DescribeSubnets",
            Ec2Action.all(Filters.PARAMETERS, Page.PARAMETERS, Set.of("SubnetId.#")),
            this::subnets),
        Ec2Action.read(
            "DescribeNetworkInterfaces",
            Ec2Action.all(Filters.PARAMETERS, Page.PARAMETERS, Set.of("NetworkInterfaceId.#")),
            this::interfaces),
        Ec2Action.change(
            "DeleteNetworkInterface", Set.of("NetworkInterfaceId"), this::deleteInterface),
        Ec2Action.read(
            "DescribeSecurityGroups",
            Ec2Action.all(Filters.PARAMETERS, Page.PARAMETERS, Set.of("GroupId.#", "GroupName.#")),
            this::groups),
        Ec2Action.change(
            "CreateSecurityGroup",
            Ec2Action.all(
                Ec2Estate.TAG_SPECIFICATIONS, Set.of("GroupName", "GroupDescription", "VpcId")),
            this::createGroup),
        Ec2Action.change("DeleteSecurityGroup", Set.of("GroupId"), this::deleteGroup),
        Ec2Action.change(
            "AuthorizeSecurityGroupIngress", Permission.PARAMETERS, call -> permit(call, true)),
        Ec2Action.change(
            "RevokeSecurityGroupIngress", Permission.PARAMETERS, call -> permit(call, false)),
        Ec2Action.change(
            "ImportKeyPair",
            Ec2Action.all(Ec2Estate.TAG_SPECIFICATIONS, Set.of("KeyName", "PublicKeyMaterial")),
            this::importKey),
        Ec2Action.read(
            "DescribeKeyPairs",
            Ec2Action.all(Filters.PARAMETERS, Set.of("KeyName.#", "KeyPairId.#")),
            this::keys),
        Ec2Action.change("DeleteKeyPair", Set.of("KeyName"), this::deleteKey));
  }

  private Effect<Consumer<Xml>> vpcs(Ec2Call call) {
    Filters filters =
        Filters.of(call, Set.of("tag:", "vpc-id", "is-default", "isDefault", "state", "cidr"));
    Page.Start start = Page.start(call, 5, 1_000);
    String vpc = estate.vpc(call.region());
    checkKnown(call, "VpcId", List.of(vpc), "InvalidVpcID.NotFound");
    Page<String> page =
        Page.of(
            start,
            Stream.of(vpc)
                .filter(
                    id ->
                        filters.match(
                            Map.of(),
                            name ->
                                switch (name) {
                                  case "vpc-id" -> id;
                                  case "is-default", "isDefault" -> "true";
                                  case "cidr" -> RANGE;
                                  default -> "available";
                                }))
                .iterator(),
            id -> id);
    return Effect.of(
        xml -> {
          xml.list(
              "vpcSet",
              page.items(),
              (inner, id) ->
                  inner
                      .text("vpcId", id)
                      .text("ownerId", Ec2Estate.OWNER)
                      .text("state", "available")
                      .text("cidrBlock", RANGE)
                      .text("instanceTenancy", "default")
                      .text("isDefault", true));
          xml.text("nextToken", page.nextToken());
        });
  }

  private static void checkKnown(Ec2Call call, String list, List<String> known, String code) {
    for (String id : call.parameters().list(list)) {
      if (!known.contains(id)) {
        throw AwsError.client(code, "The ID '" + id + "' does not exist");
      }
    }
  }

  private Effect<Consumer<Xml>> subnets(Ec2Call call) {
    Filters filters =
        Filters.of(
            call,
            Set.of(
                "tag:",
                "subnet-id",
                "vpc-id",
                "availability-zone",
                "availabilityZone",
                "default-for-az",
                "defaultForAz",
                "state"));
    Page.Start start = Page.start(call, 5, 1_000);
    List<String> zones = estate.zones(call.region());
    List<String> asked = call.parameters().list("SubnetId");
    checkKnown(
        call, "SubnetId", zones.stream().map(estate::subnet).toList(), "InvalidSubnetID.NotFound");
    Page<String> page =
        Page.of(
            start,
            zones.stream()
                .filter(zone -> asked.isEmpty() || asked.contains(estate.subnet(zone)))
                .filter(
                    zone ->
                        filters.match(
                            Map.of(),
                            name ->
                                switch (name) {
                                  case "subnet-id" -> estate.subnet(zone);
                                  case "vpc-id" -> estate.vpc(call.region());
                                  case "availability-zone", "availabilityZone" -> zone;
                                  case "state" -> "available";
                                  default -> "true";
                                }))
                .iterator(),
            zone -> zone);
    return Effect.of(
        xml -> {
          xml.list(
              "subnetSet",
              page.items(),
              (inner, zone) ->
                  inner
                      .text("subnetId", estate.subnet(zone))
                      .text("state", "available")
                      .text("vpcId", estate.vpc(call.region()))
                      .text("ownerId", Ec2Estate.OWNER)
                      .text("cidrBlock", RANGE)
                      .text("availableIpAddressCount", 1 << 20)
                      .text("availabilityZone", zone)
                      .text("availabilityZoneId", PlaceActions.zoneId(zone))
                      .text("defaultForAz", true)
                      .text("mapPublicIpOnLaunch", true));
          xml.text("nextToken", page.nextToken());
        });
  }

  private Effect<Consumer<Xml>> interfaces(Ec2Call call) {
    Filters filters =
        Filters.of(
            call,
            Set.of(
                "tag:",
                "network-interface-id",
                "attachment.instance-id",
                "subnet-id",
                "vpc-id",
                "availability-zone",
                "status",
                "group-id",
                "private-ip-address"));
    return Listing.of(
        estate,
        call,
        Ec2Estate.INTERFACE,
        "NetworkInterfaceId",
        "InvalidNetworkInterfaceID.NotFound",
        part -> filters.matchAny(part.tags(), name -> interfaceField(part, name)),
        "networkInterfaceSet",
        this::writeInterface);
  }

  private List<String> interfaceField(CloudResource part, String name) {
    return switch (name) {
      case "network-interface-id" -> List.of(part.reference());
      case "attachment.instance-id" -> List.of(part.attribute(CloudResource.MACHINE));
      case "subnet-id" -> List.of(part.attribute("subnet"));
      case "vpc-id" -> List.of(estate.vpc(part.region()));
      case "availability-zone" -> List.of(part.attribute("zone"));
      case "status" -> List.of(interfaceStatus(part));
      case "group-id" -> Arrays.asList(part.attribute("groups").split(",", -1));
      default -> List.of(part.attribute("address"));
    };
  }

  private static String interfaceStatus(CloudResource part) {
    return part.attribute(CloudResource.MACHINE).isEmpty() ? "available" : "in-use";
  }

  private void writeInterface(Xml xml, CloudResource part) {
    String instance = part.attribute(CloudResource.MACHINE);
    xml.text("networkInterfaceId", part.reference())
        .text("subnetId", part.attribute("subnet"))
        .text("vpcId", estate.vpc(part.region()))
        .text("availabilityZone", part.attribute("zone"))
        .text("ownerId", Ec2Estate.OWNER)
        .text("interfaceType", "interface")
        .text("status", interfaceStatus(part))
        .text("privateIpAddress", part.attribute("address"));
    xml.list(
        "groupSet",
        List.of(part.attribute("groups").split(",", -1)),
        (inner, group) -> inner.text("groupId", group));
    if (!instance.isEmpty()) {
      xml.element(
          "attachment",
          () ->
              xml.text("attachmentId", "eni-attach-0" + part.reference().substring(5))
                  .text("instanceId", instance)
                  .text("deviceIndex", 0)
                  .text("status", "attached")
                  .text("deleteOnTermination", part.attribute(CloudResource.DELETED_WITH_MACHINE)));
    }
    xml.tags(part.tags());
  }

  private Effect<Consumer<Xml>> deleteInterface(Ec2Call call) {
    String id = call.parameters().require("NetworkInterfaceId");
    return ResourceChange.drop(
        estate,
        fleet -> {
          CloudResource part =
              Ec2Estate.resource(
                  fleet.resources(),
                  Ec2Estate.INTERFACE,
                  call.region(),
                  id,
                  "InvalidNetworkInterfaceID.NotFound");
          if (!part.attribute(CloudResource.MACHINE).isEmpty()) {
            throw AwsError.client(
                "InvalidNetworkInterface.InUse",
                "The network interface '" + id + "' is currently in use.");
          }
          return part;
        });
  }

  private Effect<Consumer<Xml>> groups(Ec2Call call) {
    Filters filters =
        Filters.of(
            call, Set.of("tag:", "group-id", "group-name", "vpc-id", "description", "owner-id"));
    Page.Start start = Page.start(call, 5, 1_000);
    List<String> ids = call.parameters().list("GroupId");
    List<String> names = call.parameters().list("GroupName");
    return estate
        .cloud()
        .look(
            fleet -> {
              List<CloudResource> all = new ArrayList<>();
              all.add(standardGroup(call.region()));
              all.addAll(fleet.resources().of(Ec2Estate.GROUP, call.region()));
              for (String id : ids) {
                if (all.stream().noneMatch(group -> group.reference().equals(id))) {
                  throw AwsError.client(
                      "InvalidGroup.NotFound", "The security group '" + id + "' does not exist");
                }
              }
              return Page.of(
                  start,
                  all.stream()
                      .filter(group -> ids.isEmpty() || ids.contains(group.reference()))
                      .filter(group -> names.isEmpty() || names.contains(group.attribute("name")))
                      .filter(group -> filters.match(group.tags(), name -> groupField(group, name)))
                      .sorted((one, other) -> one.reference().compareTo(other.reference()))
                      .iterator(),
                  CloudResource::reference);
            })
        .map(
            page ->
                xml -> {
                  xml.list("securityGroupInfo", page.items(), this::writeGroup);
                  xml.text("nextToken", page.nextToken());
                });
  }

  private CloudResource standardGroup(String region) {
    return new CloudResource(
        Ec2Estate.GROUP,
        estate.defaultGroup(region),
        region,
        estate.now(),
        Map.of("name", "default", "description", "default VPC security group"),
        Map.of());
  }

  private String groupField(CloudResource group, String name) {
    return switch (name) {
      case "group-id" -> group.reference();
      case "group-name" -> group.attribute("name");
      case "vpc-id" -> estate.vpc(group.region());
      case "description" -> group.attribute("description");
      default -> Ec2Estate.OWNER;
    };
  }

  private void writeGroup(Xml xml, CloudResource group) {
    xml.text("ownerId", Ec2Estate.OWNER)
        .text("groupId", group.reference())
        .text("groupName", group.attribute("name"))
        .text("groupDescription", group.attribute("description"))
        .text("vpcId", estate.vpc(group.region()));
    xml.list("ipPermissions", Permission.of(group), (inner, one) -> one.write(inner));
    xml.list(
        "ipPermissionsEgress", List.of(Permission.EVERYTHING), (inner, one) -> one.write(inner));
    xml.tags(group.tags());
  }

  private Effect<Consumer<Xml>> createGroup(Ec2Call call) {
    String name = call.parameters().require("GroupName");
    String description = call.parameters().require("GroupDescription");
    String vpc = call.parameters().get("VpcId", estate.vpc(call.region()));
    if (!vpc.equals(estate.vpc(call.region()))) {
      throw AwsError.client("InvalidVpcID.NotFound", "The vpc ID '" + vpc + "' does not exist");
    }
    Map<String, String> tags =
        Ec2Estate.tagSpecifications(call, Set.of("security-group"))
            .getOrDefault("security-group", Map.of());
    return ResourceChange.put(
        estate,
        fleet -> {
          boolean taken =
              name.equals("default")
                  || fleet.resources().of(Ec2Estate.GROUP, call.region()).stream()
                      .anyMatch(group -> group.attribute("name").equals(name));
          if (taken) {
            throw AwsError.client(
                "InvalidGroup.Duplicate",
                "The security group '" + name + "' already exists for VPC '" + vpc + "'");
          }
          return List.of(
              new CloudResource(
                  Ec2Estate.GROUP,
                  estate.freshId(fleet, "sg-0", call.region(), name),
                  call.region(),
                  estate.now(),
                  Map.of("name", name, "description", description),
                  tags));
        },
        made -> xml -> xml.text("groupId", made.get(0).reference()).tags(made.get(0).tags()));
  }

  private Effect<Consumer<Xml>> deleteGroup(Ec2Call call) {
    String id = call.parameters().require("GroupId");
    if (id.equals(estate.defaultGroup(call.region()))) {
      throw AwsError.client(
          "CannotDelete",
          "The specified group: \"" + id + "\" name: \"default\" cannot be deleted by a user");
    }
    return ResourceChange.drop(
        estate,
        fleet -> {
          CloudResource group = group(fleet, call, id);
          boolean used =
              fleet
                  .createdAfter(call.region(), 0)
                  .filter(machine -> machine.phase() != Phase.DELETED)
                  .anyMatch(
                      machine ->
                          Arrays.asList(
                                  machine
                                      .facts()
                                      .attributes()
                                      .getOrDefault("groups", "")
                                      .split(",", -1))
                              .contains(id));
          if (used) {
            throw AwsError.client(
                "DependencyViolation", "resource " + id + " has a dependent object");
          }
          return group;
        });
  }

  private static CloudResource group(Fleet fleet, Ec2Call call, String id) {
    return Ec2Estate.resource(
        fleet.resources(), Ec2Estate.GROUP, call.region(), id, "InvalidGroup.NotFound");
  }

  private Effect<Consumer<Xml>> permit(Ec2Call call, boolean added) {
    String id = call.parameters().require("GroupId");
    List<Permission> asked = Permission.of(call);
    return ResourceChange.put(
        estate,
        fleet -> {
          CloudResource group = group(fleet, call, id);
          List<Permission> permissions = new ArrayList<>(Permission.of(group));
          for (Permission one : asked) {
            boolean there = permissions.contains(one);
            if (added && there) {
              throw AwsError.client(
                  "InvalidPermission.Duplicate", "the specified rule already exists: " + one);
            }
            if (!added && !there) {
              throw AwsError.client(
                  "InvalidPermission.NotFound", "the specified rule does not exist: " + one);
            }
            if (added) {
              permissions.add(one);
            } else {
              permissions.remove(one);
            }
          }
          return List.of(Permission.onto(group, permissions));
        },
        made -> xml -> xml.text("return", true));
  }

  /** Where a key pair is kept: its name is unique in its region. */
  static String keyReference(String region, String name) {
    return "key-0" + Draw.of(0, "key", region, name).hex(16);
  }

  private Effect<Consumer<Xml>> importKey(Ec2Call call) {
    String name = call.parameters().require("KeyName");
    String material = call.parameters().require("PublicKeyMaterial");
    String id = keyReference(call.region(), name);
    Map<String, String> tags =
        Ec2Estate.tagSpecifications(call, Set.of("key-pair")).getOrDefault("key-pair", Map.of());
    return ResourceChange.put(
        estate,
        fleet -> {
          if (fleet.resources().byReference(id) != null) {
            throw AwsError.client(
                "InvalidKeyPair.Duplicate", "The keypair already exists: " + name);
          }
          return List.of(
              new CloudResource(
                  Ec2Estate.KEY,
                  id,
                  call.region(),
                  estate.now(),
                  Map.of("name", name, "fingerprint", Draw.of(0, "fingerprint", material).hex(32)),
                  tags));
        },
        made ->
            xml ->
                xml.text("keyName", name)
                    .text("keyPairId", id)
                    .text("keyFingerprint", made.get(0).attribute("fingerprint")));
  }

  private Effect<Consumer<Xml>> keys(Ec2Call call) {
    Filters filters = Filters.of(call, Set.of("tag:", "key-name", "key-pair-id", "fingerprint"));
    List<String> names = call.parameters().list("KeyName");
    List<String> ids = call.parameters().list("KeyPairId");
    return estate
        .cloud()
        .look(
            fleet -> {
              for (String name : names) {
                if (fleet.resources().byReference(keyReference(call.region(), name)) == null) {
                  throw AwsError.client(
                      "InvalidKeyPair.NotFound", "The key pair '" + name + "' does not exist");
                }
              }
              return fleet.resources().of(Ec2Estate.KEY, call.region()).stream()
                  .filter(key -> names.isEmpty() || names.contains(key.attribute("name")))
                  .filter(key -> ids.isEmpty() || ids.contains(key.reference()))
                  .filter(
                      key ->
                          filters.match(
                              key.tags(),
                              name ->
                                  switch (name) {
                                    case "key-name" -> key.attribute("name");
                                    case "key-pair-id" -> key.reference();
                                    default -> key.attribute("fingerprint");
                                  }))
                  .toList();
            })
        .map(
            keys ->
                xml ->
                    xml.list(
                        "keySet",
                        keys,
                        (inner, key) ->
                            inner
                                .text("keyPairId", key.reference())
                                .text("keyName", key.attribute("name"))
                                .text("keyFingerprint", key.attribute("fingerprint"))
                                .text("createTime", key.createdAt())
                                .tags(key.tags())));
  }

  private Effect<Consumer<Xml>> deleteKey(Ec2Call call) {
    String name = call.parameters().require("KeyName");
    String id = keyReference(call.region(), name);
    Effect<Boolean> effect =
        estate
            .cloud()
            .decide(
                false,
                (fleet, sequence) ->
                    fleet.resources().byReference(id) == null
                        ? new Decision.Answer<>(true)
                        : new Decision.Write<>(
                            List.of(new Transition.ResourceDropped(sequence, estate.now(), id)),
                            changed -> true));
    if (!effect.value()) {
      throw Ec2Estate.overloaded();
    }
    return effect.map(done -> xml -> xml.text("return", true));
  }
}
