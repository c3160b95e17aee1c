package io.novacron.simulator.wire;

import io.novacron.provider.simulator.internal.CloudResource;
import io.novacron.provider.simulator.internal.Draw;
import io.novacron.provider.simulator.internal.Effect;
import io.novacron.provider.simulator.internal.Fleet;
import io.novacron.provider.simulator.internal.Phase;
import io.novacron.provider.simulator.internal.SimulatedMachine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Volumes. Safe for use by many threads. */
final class VolumeActions {
  private static final int LARGEST_GIB = 65_536;
  private static final String MISSING = "InvalidVolume.NotFound";

  private final Ec2Estate estate;

  VolumeActions(Ec2Estate estate) {
    this.estate = estate;
  }

  List<Ec2Action> actions() {
    return List.of(
        Ec2Action.read(
            "DescribeVolumes",
            Ec2Action.all(Filters.PARAMETERS, Page.PARAMETERS, Set.of("VolumeId.#")),
            this::describe),
        Ec2Action.change(
            "CreateVolume",
            Ec2Action.all(
                Ec2Estate.TAG_SPECIFICATIONS,
                Set.of(
                    "AvailabilityZone",
                    "Size",
                    "SnapshotId",
                    "VolumeType",
                    "Encrypted",
                    "Iops",
                    "Throughput",
                    "ClientToken")),
            this::create),
        Ec2Action.change("DeleteVolume", Set.of("VolumeId"), this::delete),
        Ec2Action.change("AttachVolume", Set.of("VolumeId", "InstanceId", "Device"), this::attach),
        Ec2Action.change(
            "DetachVolume", Set.of("VolumeId", "InstanceId", "Device", "Force"), this::detach));
  }

  private Effect<Consumer<Xml>> describe(Ec2Call call) {
    Filters filters =
        Filters.of(
            call,
            Set.of(
                "tag:",
                "volume-id",
                "attachment.instance-id",
                "attachment.device",
                "attachment.delete-on-termination",
                "attachment.status",
                "availability-zone",
                "status",
                "size",
                "snapshot-id",
                "volume-type"));
    return Listing.of(
        estate,
        call,
        Ec2Estate.VOLUME,
        "VolumeId",
        MISSING,
        volume -> filters.matchAny(volume.tags(), name -> field(volume, name)),
        "volumeSet",
        VolumeActions::write);
  }

  private static List<String> field(CloudResource volume, String name) {
    boolean attached = !volume.attribute(CloudResource.MACHINE).isEmpty();
    return switch (name) {
      case "volume-id" -> List.of(volume.reference());
      case "attachment.instance-id" -> List.of(volume.attribute(CloudResource.MACHINE));
      case "attachment.device" -> attached ? List.of(volume.attribute("device")) : List.of();
      case "attachment.delete-on-termination" ->
          attached ? List.of(volume.attribute(CloudResource.DELETED_WITH_MACHINE)) : List.of();
      case "attachment.status" -> attached ? List.of("attached") : List.of();
      case "availability-zone" -> List.of(volume.attribute("zone"));
      case "status" -> List.of(status(volume));
      case "size" -> List.of(volume.attribute("size"));
      case "snapshot-id" -> List.of(volume.attribute("snapshot"));
      default -> List.of(volume.attribute("type"));
    };
  }

  private static String status(CloudResource volume) {
    return volume.attribute(CloudResource.MACHINE).isEmpty() ? "available" : "in-use";
  }

  private static void write(Xml xml, CloudResource volume) {
    xml.text("volumeId", volume.reference())
        .text("size", volume.attribute("size"))
        .text("snapshotId", volume.attribute("snapshot"))
        .text("availabilityZone", volume.attribute("zone"))
        .text("status", status(volume))
        .text("createTime", volume.createdAt())
        .text("volumeType", volume.attribute("type"))
        .text("encrypted", volume.attribute("encrypted"));
    boolean attached = !volume.attribute(CloudResource.MACHINE).isEmpty();
    xml.list(
        "attachmentSet",
        attached ? List.of(volume) : List.of(),
        (inner, one) -> attachment(inner, one, "attached"));
    xml.tags(volume.tags());
  }

  private static void attachment(Xml xml, CloudResource volume, String status) {
    xml.text("volumeId", volume.reference())
        .text("instanceId", volume.attribute(CloudResource.MACHINE))
        .text("device", volume.attribute("device"))
        .text("status", status)
        .text("attachTime", volume.attribute("attachedAt"))
        .text("deleteOnTermination", volume.attribute(CloudResource.DELETED_WITH_MACHINE));
  }

  private Effect<Consumer<Xml>> create(Ec2Call call) {
    Parameters parameters = call.parameters();
    String zone = parameters.require("AvailabilityZone");
    if (!estate.zones(call.region()).contains(zone)) {
      throw AwsError.client("InvalidZone.NotFound", "The zone '" + zone + "' does not exist.");
    }
    String type = BlockDevices.type(parameters, "VolumeType", "gp3");
    String token = parameters.get("ClientToken", "");
    String shape =
        Draw.of(0, parameters.flat(Set.of("ClientToken", "DryRun")).toArray(String[]::new)).hex(32);
    boolean encrypted = parameters.flag("Encrypted");
    Map<String, String> tags =
        Ec2Estate.tagSpecifications(call, Set.of("volume")).getOrDefault("volume", Map.of());
    return ResourceChange.put(
        estate,
        fleet -> {
          for (CloudResource volume : fleet.resources().of(Ec2Estate.VOLUME, call.region())) {
            if (!token.isEmpty() && volume.attribute("token").equals(token)) {
              if (!volume.attribute("shape").equals(shape)) {
                throw AwsError.client(
                    "IdempotentParameterMismatch",
                    "The token was used before with another request, for "
                        + volume.reference()
                        + ".");
              }
              return List.of(volume);
            }
          }
          Map<String, String> attributes = new HashMap<>();
          attributes.put("zone", zone);
          attributes.put("type", type);
          attributes.put("size", Long.toString(size(call, fleet)));
          attributes.put("encrypted", Boolean.toString(encrypted));
          attributes.put("shape", shape);
          if (!token.isEmpty()) {
            attributes.put("token", token);
          }
          String snapshot = parameters.find("SnapshotId");
          if (snapshot != null) {
            attributes.put("snapshot", snapshot);
          }
          return List.of(
              new CloudResource(
                  Ec2Estate.VOLUME,
                  estate.freshId(fleet, "vol-0", call.region(), token),
                  call.region(),
                  estate.now(),
                  attributes,
                  tags));
        },
        made -> xml -> write(xml, made.get(0)));
  }

  private static long size(Ec2Call call, Fleet fleet) {
    String snapshot = call.parameters().find("SnapshotId");
    if (snapshot == null) {
      call.parameters().require("Size");
      return call.parameters().number("Size", 0, 1, LARGEST_GIB);
    }
    CloudResource taken =
        Ec2Estate.resource(
            fleet.resources(),
            Ec2Estate.SNAPSHOT,
            call.region(),
            snapshot,
            "InvalidSnapshot.NotFound");
    long least = Long.parseLong(taken.attribute("size"));
    return call.parameters().number("Size", least, least, LARGEST_GIB);
  }

  private Effect<Consumer<Xml>> delete(Ec2Call call) {
    String id = call.parameters().require("VolumeId");
    return ResourceChange.drop(
        estate,
        fleet -> {
          CloudResource volume = volume(fleet, call, id);
          String instance = volume.attribute(CloudResource.MACHINE);
          if (!instance.isEmpty()) {
            throw AwsError.client(
                "VolumeInUse", "Volume " + id + " is currently attached to " + instance);
          }
          return volume;
        });
  }

  private static CloudResource volume(Fleet fleet, Ec2Call call, String id) {
    return Ec2Estate.resource(fleet.resources(), Ec2Estate.VOLUME, call.region(), id, MISSING);
  }

  private Effect<Consumer<Xml>> attach(Ec2Call call) {
    String id = call.parameters().require("VolumeId");
    String instance = call.parameters().require("InstanceId");
    String device = call.parameters().require("Device");
    return ResourceChange.put(
        estate,
        fleet -> {
          CloudResource volume = volume(fleet, call, id);
          SimulatedMachine machine = estate.instance(fleet, call.region(), instance);
          if (!volume.attribute(CloudResource.MACHINE).isEmpty()) {
            throw AwsError.client("VolumeInUse", id + " is already attached to an instance");
          }
          if (machine.phase() != Phase.RUNNING && machine.phase() != Phase.STOPPED) {
            throw AwsError.client(
                "IncorrectState", "Instance '" + instance + "' is not 'running' or 'stopped'.");
          }
          if (!volume.attribute("zone").equals(machine.facts().zone())) {
            throw AwsError.client(
                "InvalidVolume.ZoneMismatch",
                "The volume '"
                    + id
                    + "' is not in the same availability zone as instance '"
                    + instance
                    + "'");
          }
          boolean taken =
              fleet.resources().ofMachine(instance).stream()
                  .anyMatch(part -> part.attribute("device").equals(device));
          if (taken) {
            throw AwsError.client(
                "InvalidParameterValue",
                "Invalid value '"
                    + device
                    + "' for unixDevice. Attachment point "
                    + device
                    + " is already in use");
          }
          return List.of(
              volume
                  .with(CloudResource.MACHINE, instance)
                  .with(CloudResource.DELETED_WITH_MACHINE, "false")
                  .with("device", device)
                  .with("attachedAt", estate.now().toString()));
        },
        made -> xml -> attachment(xml, made.get(0), "attached"));
  }

  private Effect<Consumer<Xml>> detach(Ec2Call call) {
    String id = call.parameters().require("VolumeId");
    String instance = call.parameters().get("InstanceId", "");
    return ResourceChange.put(
        estate,
        fleet -> {
          CloudResource volume = volume(fleet, call, id);
          String attached = volume.attribute(CloudResource.MACHINE);
          if (attached.isEmpty() || !instance.isEmpty() && !instance.equals(attached)) {
            throw AwsError.client("IncorrectState", "Volume '" + id + "' is not attached so.");
          }
          SimulatedMachine machine = fleet.byReference(attached);
          if (machine != null
              && machine.phase() != Phase.STOPPED
              && volume
                  .attribute("device")
                  .equals(machine.facts().attributes().get("rootDevice"))) {
            throw AwsError.client(
                "OperationNotPermitted",
                "Unable to detach root volume '" + id + "' from instance '" + attached + "'");
          }
          return List.of(volume.with(CloudResource.MACHINE, "").with("device", ""));
        },
        made ->
            xml ->
                xml.text("volumeId", id).text("instanceId", instance).text("status", "detached"));
  }
}
