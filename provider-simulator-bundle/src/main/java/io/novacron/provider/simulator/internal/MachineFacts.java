package io.novacron.provider.simulator.internal;

import io.novacron.api.machine.Disk;
import io.novacron.api.machine.Market;
import io.novacron.api.provider.OwnerTag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is settled about a machine when it is created; of it only type, host and tags can change.
 *
 * @param reference the cloud's id of it
 * @param name name for people
 * @param region region
 * @param zone zone
 * @param type the cloud's own type
 * @param vcpus what it takes of the quota
 * @param image native id of its image
 * @param market how it is paid for
 * @param disks disks beside the one of the image
 * @param address private address
 * @param token idempotency token of the create
 * @param shape digest of the request, which another request with the same token must equal
 * @param tags all tags, the owner's included
 * @param attributes what else its cloud keeps of it, in words of the protocol's face
 * @param place its host, at a cloud whose hosts are ours
 */
public record MachineFacts(
    String reference,
    String name,
    String region,
    String zone,
    String type,
    int vcpus,
    String image,
    Market.Kind market,
    List<Disk> disks,
    String address,
    String token,
    String shape,
    Map<String, String> tags,
    Map<String, String> attributes,
    @Nullable HostPlace place) {
  public MachineFacts {
    disks = List.copyOf(disks);
    tags = Map.copyOf(tags);
    attributes = Map.copyOf(attributes);
  }

  /** The same with other tags. */
  MachineFacts withTags(Map<String, String> others) {
    return new MachineFacts(
        reference,
        name,
        region,
        zone,
        type,
        vcpus,
        image,
        market,
        disks,
        address,
        token,
        shape,
        others,
        attributes,
        place);
  }

  /** The same machine with another type, and perhaps another host. */
  MachineFacts withType(String newType, int newVcpus, @Nullable HostPlace newPlace) {
    return new MachineFacts(
        reference,
        name,
        region,
        zone,
        newType,
        newVcpus,
        image,
        market,
        disks,
        address,
        token,
        shape,
        tags,
        attributes,
        newPlace);
  }

  /** The operation of the owner tag; empty text where there is none. */
  String operation() {
    return tags.getOrDefault(OwnerTag.OPERATION_KEY, "");
  }
}
