package io.novacron.simulator.wire;

import io.novacron.provider.simulator.internal.CloudResource;
import io.novacron.provider.simulator.internal.Effect;
import io.novacron.provider.simulator.internal.SimulatedMachine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Public images and those that the account made. Safe for use by many threads. */
final class ImageActions {
  private final Ec2Estate estate;

  ImageActions(Ec2Estate estate) {
    this.estate = estate;
  }

  List<Ec2Action> actions() {
    return List.of(
        Ec2Action.read(
            "DescribeImages",
            Ec2Action.all(
                Filters.PARAMETERS,
                Page.PARAMETERS,
                Set.of(
                    "ImageId.#",
                    "Owner.#",
                    "ExecutableBy.#",
                    "IncludeDeprecated",
                    "IncludeDisabled")),
            this::describe),
        Ec2Action.change(
            "CreateImage",
            Ec2Action.all(
                Ec2Estate.TAG_SPECIFICATIONS,
                Set.of("InstanceId", "Name", "Description", "NoReboot")),
            this::create),
        Ec2Action.change("DeregisterImage", Set.of("ImageId"), this::deregister));
  }

  /**
   * An image as replies show it.
   *
   * @param alias short name of its owner; absent for none
   */
  private record Item(
      String id,
      String name,
      String description,
      String owner,
      @Nullable String alias,
      String state,
      String createdAt,
      boolean isPublic,
      ImageFacts facts,
      Map<String, String> tags) {
    List<String> field(String filter) {
      return switch (filter) {
        case "image-id" -> List.of(id);
        case "name" -> List.of(name);
        case "owner-id" -> List.of(owner);
        case "owner-alias" -> alias == null ? List.of() : List.of(alias);
        case "state" -> List.of(state);
        case "architecture" -> List.of(facts.architecture());
        case "is-public" -> List.of(Boolean.toString(isPublic));
        case "root-device-type" -> List.of("ebs");
        case "virtualization-type" -> List.of("hvm");
        case "image-type" -> List.of("machine");
        default -> List.of(description);
      };
    }

    boolean ownedBy(List<String> owners) {
      return owners.isEmpty()
          || owners.contains(owner)
          || alias != null && owners.contains(alias)
          || owners.contains("self") && owner.equals(Ec2Estate.OWNER);
    }
  }

  private Effect<Consumer<Xml>> describe(Ec2Call call) {
    Filters filters =
        Filters.of(
            call,
            Set.of(
                "tag:",
                "image-id",
                "name",
                "owner-id",
                "owner-alias",
                "state",
                "architecture",
                "is-public",
                "root-device-type",
                "virtualization-type",
                "image-type",
                "description"));
    List<String> ids = call.parameters().list("ImageId");
    List<String> owners = call.parameters().list("Owner");
    Page.Start start = Page.start(call, 1, 1_000);
    return estate
        .cloud()
        .look(
            fleet -> {
              List<Item> all = new ArrayList<>();
              estate.stock().all(call.region()).forEach(image -> all.add(item(image)));
              fleet
                  .resources()
                  .of(Ec2Estate.IMAGE, call.region())
                  .forEach(image -> all.add(item(image)));
              for (String id : ids) {
                if (all.stream().noneMatch(image -> image.id().equals(id))) {
                  throw AwsError.client(
                      "InvalidAMIID.NotFound", "The image id '[" + id + "]' does not exist");
                }
              }
              return Page.of(
                  start,
                  all.stream()
                      .filter(image -> ids.isEmpty() || ids.contains(image.id()))
                      .filter(image -> image.ownedBy(owners))
                      .filter(image -> filters.matchAny(image.tags(), image::field))
                      .sorted((one, other) -> one.id().compareTo(other.id()))
                      .iterator(),
                  Item::id);
            })
        .map(
            page ->
                xml -> {
                  xml.list("imagesSet", page.items(), ImageActions::write);
                  xml.text("nextToken", page.nextToken());
                });
  }

  private static Item item(StockImages.StockImage image) {
    return new Item(
        image.id(),
        image.name(),
        "",
        image.owner(),
        image.ownerAlias(),
        "available",
        image.createdAt().toString(),
        true,
        new ImageFacts(
            image.id(),
            image.architecture(),
            image.rootDevice(),
            List.of(
                new BlockDevices.Device(
                    image.rootDevice(), image.sizeGib(), "gp3", true, false, null))),
        Map.of());
  }

  private Item item(CloudResource image) {
    return new Item(
        image.reference(),
        image.attribute("name"),
        image.attribute("description"),
        Ec2Estate.OWNER,
        null,
        estate.finished(image) ? "available" : "pending",
        image.createdAt().toString(),
        false,
        new ImageFacts(
            image.reference(),
            image.attribute("architecture"),
            image.attribute("rootDevice"),
            ImageFacts.devices(image)),
        image.tags());
  }

  private static void write(Xml xml, Item image) {
    xml.text("imageId", image.id())
        .text("imageLocation", image.owner() + "/" + image.name())
        .text("imageState", image.state())
        .text("imageOwnerId", image.owner())
        .text("creationDate", image.createdAt())
        .text("isPublic", image.isPublic())
        .text("architecture", image.facts().architecture())
        .text("imageType", "machine")
        .text("imageOwnerAlias", image.alias())
        .text("name", image.name())
        .text("description", image.description())
        .text("rootDeviceType", "ebs")
        .text("rootDeviceName", image.facts().rootDevice())
        .text("virtualizationType", "hvm")
        .text("hypervisor", "xen");
    xml.list(
        "blockDeviceMapping",
        image.facts().devices(),
        (inner, device) -> {
          inner.text("deviceName", device.name());
          inner.element(
              "ebs",
              () ->
                  inner
                      .text("snapshotId", device.snapshot())
                      .text("volumeSize", device.sizeGib())
                      .text("deleteOnTermination", true)
                      .text("volumeType", device.type())
                      .text("encrypted", device.encrypted()));
        });
    xml.tags(image.tags());
  }

  private Effect<Consumer<Xml>> create(Ec2Call call) {
    Parameters parameters = call.parameters();
    String instance = parameters.require("InstanceId");
    String name = parameters.require("Name");
    String description = parameters.get("Description", "");
    parameters.flag("NoReboot");
    Map<String, Map<String, String>> tags =
        Ec2Estate.tagSpecifications(call, Set.of("image", "snapshot"));
    return ResourceChange.put(
        estate,
        fleet -> {
          SimulatedMachine machine = estate.instance(fleet, call.region(), instance);
          for (CloudResource image : fleet.resources().of(Ec2Estate.IMAGE, call.region())) {
            if (image.attribute("name").equals(name)) {
              throw AwsError.client(
                  "InvalidAMIName.Duplicate",
                  "AMI name " + name + " is already in use by AMI " + image.reference());
            }
          }
          List<CloudResource> volumes =
              fleet.resources().ofMachine(instance).stream()
                  .filter(part -> part.kind().equals(Ec2Estate.VOLUME))
                  .toList();
          List<CloudResource> made = new ArrayList<>();
          List<String> devices = new ArrayList<>();
          String id = estate.freshId(fleet, "ami-0", instance, name);
          for (CloudResource volume : volumes) {
            CloudResource snapshot =
                SnapshotActions.take(
                    estate,
                    fleet,
                    volume,
                    "Created by CreateImage(" + instance + ") for " + id,
                    tags.getOrDefault("snapshot", Map.of()));
            made.add(snapshot);
            devices.add(
                String.join(
                    "=",
                    volume.attribute("device"),
                    snapshot.reference(),
                    volume.attribute("size"),
                    volume.attribute("type")));
          }
          Map<String, String> attributes = new HashMap<>();
          attributes.put("name", name);
          attributes.put("pendingMillis", estate.pendingMillis(id));
          attributes.put("devices", devices.stream().collect(Collectors.joining(",")));
          for (String kept : List.of("architecture", "rootDevice")) {
            attributes.put(kept, machine.facts().attributes().getOrDefault(kept, ""));
          }
          if (!description.isEmpty()) {
            attributes.put("description", description);
          }
          made.add(
              0,
              new CloudResource(
                  Ec2Estate.IMAGE,
                  id,
                  call.region(),
                  estate.now(),
                  attributes,
                  tags.getOrDefault("image", Map.of())));
          return made;
        },
        made -> xml -> xml.text("imageId", made.get(0).reference()));
  }

  private Effect<Consumer<Xml>> deregister(Ec2Call call) {
    String id = call.parameters().require("ImageId");
    return ResourceChange.drop(
        estate,
        fleet ->
            Ec2Estate.resource(
                fleet.resources(), Ec2Estate.IMAGE, call.region(), id, "InvalidAMIID.Unavailable"));
  }
}
