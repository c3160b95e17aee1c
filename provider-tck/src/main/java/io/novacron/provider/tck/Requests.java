package io.novacron.provider.tck;

import io.novacron.api.catalog.Offer;
import io.novacron.api.machine.Disk;
import io.novacron.api.machine.Market;
import io.novacron.api.provider.InstanceRequest;
import java.util.List;

/** Requests that differ from another in one respect. */
final class Requests {
  private Requests() {}

  static InstanceRequest withImage(InstanceRequest request, String image) {
    return with(
        request,
        request.region(),
        request.instanceType(),
        image,
        request.disks(),
        request.market());
  }

  static InstanceRequest withType(InstanceRequest request, String type) {
    return with(
        request, request.region(), type, request.image(), request.disks(), request.market());
  }

  static InstanceRequest withDisk(InstanceRequest request, Disk disk) {
    return with(
        request,
        request.region(),
        request.instanceType(),
        request.image(),
        List.of(disk),
        request.market());
  }

  static InstanceRequest of(InstanceRequest request, Offer offer, Market market) {
    return with(
        request,
        offer.region().id(),
        offer.type().name(),
        request.image(),
        request.disks(),
        market);
  }

  private static InstanceRequest with(
      InstanceRequest request,
      String region,
      String type,
      String image,
      List<Disk> disks,
      Market market) {
    return new InstanceRequest(
        request.name(),
        region,
        request.zone(),
        type,
        image,
        disks,
        request.network(),
        request.securityGroups(),
        request.sshKeys(),
        market,
        request.tags(),
        request.owner(),
        request.userData());
  }
}
