package io.novacron.simulator.wire;

import io.novacron.provider.simulator.internal.CloudResource;
import io.novacron.provider.simulator.internal.Fleet;
import java.util.ArrayList;
import java.util.List;

/**
 * What an instance gets from its image.
 *
 * @param id id of the image
 * @param architecture {@code x86_64} or {@code arm64}
 * @param rootDevice name of the root device
 * @param devices its devices, the root one first
 */
record ImageFacts(
    String id, String architecture, String rootDevice, List<BlockDevices.Device> devices) {
  /**
   * The image with an id.
   *
   * @throws AwsError when there is none, or it is not finished
   */
  static ImageFacts require(Ec2Estate estate, Fleet fleet, String region, String id) {
    if (!id.startsWith("ami-")) {
      throw AwsError.client("InvalidAMIID.Malformed", "Invalid id: \"" + id + "\"");
    }
    StockImages.StockImage stock = estate.stock().find(region, id);
    if (stock != null) {
      return new ImageFacts(
          id,
          stock.architecture(),
          stock.rootDevice(),
          List.of(
              new BlockDevices.Device(
                  stock.rootDevice(), stock.sizeGib(), "gp3", true, false, null)));
    }
    CloudResource own = fleet.resources().byReference(id);
    if (own == null || !own.kind().equals(Ec2Estate.IMAGE) || !own.region().equals(region)) {
      throw AwsError.client("InvalidAMIID.NotFound", "The image id '[" + id + "]' does not exist");
    }
    if (!estate.finished(own)) {
      throw AwsError.client("InvalidAMIID.Unavailable", "The image ID '" + id + "' is pending");
    }
    return new ImageFacts(
        id, own.attribute("architecture"), own.attribute("rootDevice"), devices(own));
  }

  /** The devices of an image that the account made. */
  static List<BlockDevices.Device> devices(CloudResource image) {
    List<BlockDevices.Device> devices = new ArrayList<>();
    for (String device : image.attribute("devices").split(",", -1)) {
      String[] parts = device.split("=", 4);
      if (parts.length == 4) {
        devices.add(
            new BlockDevices.Device(
                parts[0], Integer.parseInt(parts[2]), parts[3], true, false, parts[1]));
      }
    }
    return devices;
  }
}
