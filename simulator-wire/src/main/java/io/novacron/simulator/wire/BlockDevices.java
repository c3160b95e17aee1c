package io.novacron.simulator.wire;

import io.novacron.provider.simulator.internal.CloudResource;
import io.novacron.provider.simulator.internal.Fleet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The block devices that an instance is made with. */
final class BlockDevices {
  static final Set<String> PARAMETERS =
      Set.of(
          "BlockDeviceMapping.#.DeviceName",
          "BlockDeviceMapping.#.Ebs.VolumeSize",
          "BlockDeviceMapping.#.Ebs.VolumeType",
          "BlockDeviceMapping.#.Ebs.DeleteOnTermination",
          "BlockDeviceMapping.#.Ebs.SnapshotId",
          "BlockDeviceMapping.#.Ebs.Encrypted",
          "BlockDeviceMapping.#.Ebs.Iops",
          "BlockDeviceMapping.#.Ebs.Throughput");
  static final List<String> TYPES = List.of("standard", "gp2", "gp3", "io1", "io2", "sc1", "st1");
  private static final int LARGEST_GIB = 65_536;

  private BlockDevices() {}

  /**
   * A device.
   *
   * @param snapshot what it is made from; absent for nothing
   */
  record Device(
      String name,
      int sizeGib,
      String type,
      boolean deletedWithMachine,
      boolean encrypted,
      @Nullable String snapshot) {
    /** The volume of the device. */
    CloudResource volume(
        Ec2Estate estate, String instance, String region, String zone, Map<String, String> tags) {
      Map<String, String> attributes = new HashMap<>();
      attributes.put(CloudResource.MACHINE, instance);
      attributes.put(CloudResource.DELETED_WITH_MACHINE, Boolean.toString(deletedWithMachine));
      attributes.put("device", name);
      attributes.put("size", Integer.toString(sizeGib));
      attributes.put("type", type);
      attributes.put("zone", zone);
      attributes.put("encrypted", Boolean.toString(encrypted));
      attributes.put("attachedAt", estate.now().toString());
      if (snapshot != null) {
        attributes.put("snapshot", snapshot);
      }
      return new CloudResource(
          Ec2Estate.VOLUME,
          estate.id("vol-0", instance, name),
          region,
          estate.now(),
          attributes,
          tags);
    }
  }

  /** The devices of the image, changed and added to as the request says. */
  static List<Device> of(Ec2Call call, ImageFacts image, Fleet fleet) {
    Map<String, Device> devices = new HashMap<>();
    List<String> order = new ArrayList<>();
    for (Device device : image.devices()) {
      devices.put(device.name(), device);
      order.add(device.name());
    }
    Set<String> given = new java.util.HashSet<>();
    for (String item : call.parameters().items("BlockDeviceMapping")) {
      String name = call.parameters().require(item + ".DeviceName");
      if (!given.add(name)) {
        throw AwsError.client(
            "InvalidBlockDeviceMapping",
            "The device '" + name + "' is used in more than one mapping");
      }
      Device device = device(call, item, name, devices.get(name), fleet);
      if (devices.put(name, device) == null) {
        order.add(name);
      }
    }
    return order.stream().map(devices::get).filter(java.util.Objects::nonNull).toList();
  }

  private static Device device(
      Ec2Call call, String item, String name, @Nullable Device former, Fleet fleet) {
    Parameters parameters = call.parameters();
    String ebs = item + ".Ebs.";
    String snapshot =
        parameters.get(
            ebs + "SnapshotId",
            former == null || former.snapshot() == null ? "" : former.snapshot());
    long least = former == null ? 1 : former.sizeGib();
    long standard = former == null ? 0 : former.sizeGib();
    if (parameters.find(ebs + "SnapshotId") != null) {
      CloudResource taken =
          Ec2Estate.resource(
              fleet.resources(),
              Ec2Estate.SNAPSHOT,
              call.region(),
              snapshot,
              "InvalidSnapshot.NotFound");
      least = Long.parseLong(taken.attribute("size"));
      standard = least;
    }
    String size = parameters.find(ebs + "VolumeSize");
    if (size == null && standard == 0) {
      throw AwsError.missing(ebs + "VolumeSize");
    }
    long gib = parameters.number(ebs + "VolumeSize", standard, 1, LARGEST_GIB);
    if (gib < least) {
      throw AwsError.client(
          "InvalidBlockDeviceMapping",
          "Volume of size " + gib + "GB is smaller than snapshot, expect size >= " + least + "GB");
    }
    return new Device(
        name,
        (int) gib,
        type(parameters, ebs + "VolumeType", former == null ? "gp3" : former.type()),
        Boolean.parseBoolean(
            parameters.get(
                ebs + "DeleteOnTermination",
                Boolean.toString(former != null && former.deletedWithMachine()))),
        parameters.flag(ebs + "Encrypted"),
        snapshot.isEmpty() ? null : snapshot);
  }

  /** The type of a volume that a request asks for. */
  static String type(Parameters parameters, String name, String otherwise) {
    String type = parameters.get(name, otherwise);
    if (!TYPES.contains(type)) {
      throw AwsError.invalid(name, type, "Legal are " + String.join(", ", TYPES) + ".");
    }
    return type;
  }
}
