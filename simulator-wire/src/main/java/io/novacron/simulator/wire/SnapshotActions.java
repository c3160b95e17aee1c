package io.novacron.simulator.wire;

import io.novacron.provider.simulator.internal.CloudResource;
import io.novacron.provider.simulator.internal.Effect;
import io.novacron.provider.simulator.internal.Fleet;
import io.novacron.provider.simulator.internal.SimulatedMachine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Snapshots of volumes. Safe for use by many threads. */
final class SnapshotActions {
  private static final String MISSING = "InvalidSnapshot.NotFound";

  private final Ec2Estate estate;

  SnapshotActions(Ec2Estate estate) {
    this.estate = estate;
  }

  List<Ec2Action> actions() {
    return List.of(
        Ec2Action.change(
            "CreateSnapshot",
            Ec2Action.all(Ec2Estate.TAG_SPECIFICATIONS, Set.of("VolumeId", "Description")),
            this::create),
        Ec2Action.change(
            "CreateSnapshots",
            Ec2Action.all(
                Ec2Estate.TAG_SPECIFICATIONS,
                Set.of(
                    "InstanceSpecification.InstanceId",
                    "InstanceSpecification.ExcludeBootVolume",
                    "InstanceSpecification.ExcludeDataVolumeId.#",
                    "Description",
                    "CopyTagsFromSource")),
            this::createAll),
        Ec2Action.read(
            "DescribeSnapshots",
            Ec2Action.all(
                Filters.PARAMETERS,
                Page.PARAMETERS,
                Set.of("SnapshotId.#", "Owner.#", "RestorableBy.#")),
            this::describe),
        Ec2Action.change("DeleteSnapshot", Set.of("SnapshotId"), this::delete));
  }

  private Effect<Consumer<Xml>> create(Ec2Call call) {
    String id = call.parameters().require("VolumeId");
    String description = call.parameters().get("Description", "");
    Map<String, String> tags = tags(call);
    return ResourceChange.put(
        estate,
        fleet -> {
          CloudResource volume =
              Ec2Estate.resource(
                  fleet.resources(), Ec2Estate.VOLUME, call.region(), id, "InvalidVolume.NotFound");
          checkQuota(fleet, call.region(), 1);
          return List.of(take(estate, fleet, volume, description, tags));
        },
        made -> xml -> write(xml, made.get(0), true));
  }

  private Effect<Consumer<Xml>> createAll(Ec2Call call) {
    Parameters parameters = call.parameters();
    String instance = parameters.require("InstanceSpecification.InstanceId");
    boolean withoutRoot = parameters.flag("InstanceSpecification.ExcludeBootVolume");
    List<String> without = parameters.list("InstanceSpecification.ExcludeDataVolumeId");
    boolean copied = parameters.get("CopyTagsFromSource", "").equals("volume");
    String description = parameters.get("Description", "");
    Map<String, String> tags = tags(call);
    return ResourceChange.put(
        estate,
        fleet -> {
          SimulatedMachine machine = estate.instance(fleet, call.region(), instance);
          String root = machine.facts().attributes().getOrDefault("rootDevice", "");
          List<CloudResource> volumes =
              fleet.resources().ofMachine(instance).stream()
                  .filter(part -> part.kind().equals(Ec2Estate.VOLUME))
                  .filter(part -> !(withoutRoot && part.attribute("device").equals(root)))
                  .filter(part -> !without.contains(part.reference()))
                  .toList();
          if (volumes.isEmpty()) {
            throw AwsError.client(
                "InvalidParameterValue", "No volumes are left to take snapshots of.");
          }
          checkQuota(fleet, call.region(), volumes.size());
          List<CloudResource> taken = new ArrayList<>();
          for (CloudResource volume : volumes) {
            Map<String, String> all = new TreeMap<>(copied ? volume.tags() : Map.of());
            all.putAll(tags);
            taken.add(take(estate, fleet, volume, description, all));
          }
          return taken;
        },
        made -> xml -> xml.list("snapshotSet", made, (inner, one) -> write(inner, one, false)));
  }

  private static Map<String, String> tags(Ec2Call call) {
    return Ec2Estate.tagSpecifications(call, Set.of("snapshot")).getOrDefault("snapshot", Map.of());
  }

  private void checkQuota(Fleet fleet, String region, int more) {
    long there = fleet.resources().of(Ec2Estate.SNAPSHOT, region).size();
    if (there + more > estate.account().settings().quotaSnapshots()) {
      throw AwsError.client(
          "SnapshotLimitExceeded",
          "There are "
              + there
              + " snapshots, and the maximum is "
              + estate.account().settings().quotaSnapshots()
              + ".");
    }
  }

  /** A new snapshot of a volume. */
  static CloudResource take(
      Ec2Estate estate,
      Fleet fleet,
      CloudResource volume,
      String description,
      Map<String, String> tags) {
    String id = estate.freshId(fleet, "snap-0", volume.reference());
    Map<String, String> attributes = new HashMap<>();
    attributes.put("volume", volume.reference());
    attributes.put("size", volume.attribute("size"));
    attributes.put("encrypted", volume.attribute("encrypted"));
    attributes.put("pendingMillis", estate.pendingMillis(id));
    if (!description.isEmpty()) {
      attributes.put("description", description);
    }
    return new CloudResource(
        Ec2Estate.SNAPSHOT, id, volume.region(), estate.now(), attributes, tags);
  }

  private Effect<Consumer<Xml>> describe(Ec2Call call) {
    Filters filters =
        Filters.of(
            call,
            Set.of(
                "tag:",
                "snapshot-id",
                "volume-id",
                "volume-size",
                "status",
                "description",
                "owner-id",
                "encrypted"));
    Predicate<List<String>> mine =
        who -> who.isEmpty() || who.contains("self") || who.contains(Ec2Estate.OWNER);
    boolean visible =
        mine.test(call.parameters().list("Owner"))
            && mine.test(call.parameters().list("RestorableBy"));
    return Listing.of(
        estate,
        call,
        Ec2Estate.SNAPSHOT,
        "SnapshotId",
        MISSING,
        snapshot -> visible && filters.match(snapshot.tags(), name -> field(snapshot, name)),
        "snapshotSet",
        (xml, snapshot) -> write(xml, snapshot, true));
  }

  private String field(CloudResource snapshot, String name) {
    return switch (name) {
      case "snapshot-id" -> snapshot.reference();
      case "volume-id" -> snapshot.attribute("volume");
      case "volume-size" -> snapshot.attribute("size");
      case "status" -> state(snapshot);
      case "description" -> snapshot.attribute("description");
      case "encrypted" -> snapshot.attribute("encrypted");
      default -> Ec2Estate.OWNER;
    };
  }

  private String state(CloudResource snapshot) {
    return estate.finished(snapshot) ? "completed" : "pending";
  }

  private void write(Xml xml, CloudResource snapshot, boolean alone) {
    xml.text("snapshotId", snapshot.reference())
        .text("volumeId", snapshot.attribute("volume"))
        .text(alone ? "status" : "state", state(snapshot))
        .text("startTime", snapshot.createdAt())
        .text("progress", estate.finished(snapshot) ? "100%" : "0%")
        .text("ownerId", Ec2Estate.OWNER)
        .text("volumeSize", snapshot.attribute("size"))
        .text("description", snapshot.attribute("description"))
        .text("encrypted", snapshot.attribute("encrypted"));
    xml.tags(snapshot.tags());
  }

  private Effect<Consumer<Xml>> delete(Ec2Call call) {
    String id = call.parameters().require("SnapshotId");
    return ResourceChange.drop(
        estate,
        fleet -> {
          CloudResource snapshot =
              Ec2Estate.resource(fleet.resources(), Ec2Estate.SNAPSHOT, call.region(), id, MISSING);
          CloudResource image = imageOf(fleet, call.region(), id);
          if (image != null) {
            throw AwsError.client(
                "InvalidSnapshot.InUse",
                "The snapshot " + id + " is currently in use by " + image.reference());
          }
          return snapshot;
        });
  }

  private static @Nullable CloudResource imageOf(Fleet fleet, String region, String snapshot) {
    return fleet.resources().of(Ec2Estate.IMAGE, region).stream()
        .filter(
            image ->
                ImageFacts.devices(image).stream()
                    .anyMatch(device -> snapshot.equals(device.snapshot())))
        .findFirst()
        .orElse(null);
  }
}
