package io.novacron.api.provider;

import io.novacron.api.machine.Disk;
import io.novacron.api.machine.Market;
import io.novacron.api.security.Secret;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The machine to be made, with everything decided.
 *
 * @param name name for people; not unique at the cloud
 * @param region region
 * @param zone zone, or absent for the cloud's choice
 * @param instanceType the cloud's own type
 * @param image logical name that the provider maps, or a native id
 * @param disks disks beside the one of the image
 * @param network native id of a network, or absent for the account's default
 * @param securityGroups native ids of security groups; empty for the default of the network
 * @param sshKeys public keys in OpenSSH's one-line form
 * @param market on-demand or spot with its ceiling
 * @param tags tags beside the owner's
 * @param owner the owner tag
 * @param userData what the machine runs at its first boot; absent for nothing. Handed to the cloud
 *     and neither kept nor logged.
 */
public record InstanceRequest(
    String name,
    String region,
    @Nullable String zone,
    String instanceType,
    String image,
    List<Disk> disks,
    @Nullable String network,
    List<String> securityGroups,
    List<String> sshKeys,
    Market market,
    Map<String, String> tags,
    OwnerTag owner,
    @Nullable Secret userData) {
  public InstanceRequest {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(instanceType, "instanceType");
    Objects.requireNonNull(image, "image");
    disks = List.copyOf(disks);
    securityGroups = List.copyOf(securityGroups);
    sshKeys = List.copyOf(sshKeys);
    Objects.requireNonNull(market, "market");
    tags = Map.copyOf(tags);
    Objects.requireNonNull(owner, "owner");
  }

  /** A request without security groups and user data. */
  public InstanceRequest(
      String name,
      String region,
      @Nullable String zone,
      String instanceType,
      String image,
      List<Disk> disks,
      @Nullable String network,
      List<String> sshKeys,
      Market market,
      Map<String, String> tags,
      OwnerTag owner) {
    this(
        name,
        region,
        zone,
        instanceType,
        image,
        disks,
        network,
        List.of(),
        sshKeys,
        market,
        tags,
        owner,
        null);
  }
}
