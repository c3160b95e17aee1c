package io.novacron.provider.aws.internal;

import io.novacron.api.machine.Disk;
import io.novacron.api.machine.Market;
import io.novacron.api.provider.InstanceRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.InstanceInterruptionBehavior;
import software.amazon.awssdk.services.ec2.model.InstanceMarketOptionsRequest;
import software.amazon.awssdk.services.ec2.model.MarketType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.SpotInstanceType;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/** Puts a request into EC2's form. The same request gives the same form, but for the image. */
final class Launch {
  private static final String FIRST_DEVICE = "/dev/sdf";
  private static final int MOST_DISKS = 'p' - 'f' + 1;

  /** Smaller throughput-optimised disks are not sold. */
  private static final int SMALLEST_STANDARD_DISK = 125;

  private Launch() {}

  /**
   * The request that is sent.
   *
   * @param token idempotency token
   * @param image native id
   * @throws IllegalArgumentException when EC2 has nothing for what is asked; says what is legal
   */
  static RunInstancesRequest request(InstanceRequest request, String token, String image) {
    RunInstancesRequest.Builder launch =
        RunInstancesRequest.builder()
            .clientToken(Tags.clientToken(token))
            .minCount(1)
            .maxCount(1)
            .imageId(image)
            .instanceType(request.instanceType())
            .userData(UserData.encoded(request.sshKeys(), request.userData()))
            .metadataOptions(options -> options.httpTokens(HttpTokensState.REQUIRED))
            .blockDeviceMappings(disks(request.disks()))
            .tagSpecifications(tagged(request, token));
    String zone = request.zone();
    if (zone != null) {
      launch.placement(placement -> placement.availabilityZone(zone));
    }
    String network = request.network();
    if (network != null) {
      if (!network.startsWith("subnet-")) {
        throw new IllegalArgumentException(
            "network must be the id of a subnet, such as subnet-0123456789abcdef0, but is "
                + network);
      }
      launch.subnetId(network);
    }
    for (String group : request.securityGroups()) {
      if (!group.startsWith("sg-")) {
        throw new IllegalArgumentException(
            "securityGroups must hold ids of security groups, such as sg-0123456789abcdef0, but"
                + " one is "
                + group);
      }
    }
    if (!request.securityGroups().isEmpty()) {
      launch.securityGroupIds(request.securityGroups());
    }
    if (request.market().kind() == Market.Kind.SPOT) {
      launch.instanceMarketOptions(spot(request.market()));
    }
    return launch.build();
  }

  /**
   * A digest of all that a request asks for but user data, which no digest must tell of. The
   * operation that it is for is in the owner tag.
   */
  static String digest(InstanceRequest request) {
    // A machine that an earlier version asked for must have the same digest now.
    String groups = request.securityGroups().isEmpty() ? "" : "\n" + request.securityGroups();
    return Tags.digest(
        String.join(
                "\n",
                request.name(),
                request.region(),
                String.valueOf(request.zone()),
                request.instanceType(),
                request.image(),
                request.disks().toString(),
                String.valueOf(request.network()),
                request.sshKeys().toString(),
                request.market().toString(),
                new TreeMap<>(request.tags()).toString(),
                request.owner().toString())
            + groups);
  }

  private static InstanceMarketOptionsRequest spot(Market market) {
    return InstanceMarketOptionsRequest.builder()
        .marketType(MarketType.SPOT)
        .spotOptions(
            options ->
                options
                    .spotInstanceType(SpotInstanceType.ONE_TIME)
                    .instanceInterruptionBehavior(InstanceInterruptionBehavior.TERMINATE)
                    .maxPrice(
                        market.maxPricePerHour() == null
                            ? null
                            : market.maxPricePerHour().toPlainString()))
        .build();
  }

  /** Disks go with their machine, so that none is left behind. */
  private static List<BlockDeviceMapping> disks(List<Disk> disks) {
    if (disks.size() > MOST_DISKS) {
      throw new IllegalArgumentException(
          "there must be " + MOST_DISKS + " disks or less but there are " + disks.size());
    }
    List<BlockDeviceMapping> mappings = new ArrayList<>();
    for (Disk disk : disks) {
      char letter = (char) (FIRST_DEVICE.charAt(FIRST_DEVICE.length() - 1) + mappings.size());
      mappings.add(
          BlockDeviceMapping.builder()
              .deviceName(FIRST_DEVICE.substring(0, FIRST_DEVICE.length() - 1) + letter)
              .ebs(
                  ebs ->
                      ebs.volumeSize(disk.sizeGib())
                          .volumeType(volumeType(disk))
                          .deleteOnTermination(true))
              .build());
    }
    return mappings;
  }

  private static VolumeType volumeType(Disk disk) {
    return disk.kind().equals("standard") && disk.sizeGib() >= SMALLEST_STANDARD_DISK
        ? VolumeType.ST1
        : VolumeType.GP3;
  }

  private static List<TagSpecification> tagged(InstanceRequest request, String token) {
    Map<String, String> tags = new LinkedHashMap<>(request.tags());
    tags.putIfAbsent(Tags.NAME_KEY, request.name());
    tags.putAll(request.owner().toTags());
    tags.put(Tags.TOKEN_KEY, Tags.tokenTag(token));
    tags.put(Tags.REQUEST_KEY, digest(request));
    Stream<ResourceType> kinds =
        Stream.of(ResourceType.INSTANCE, ResourceType.VOLUME, ResourceType.NETWORK_INTERFACE);
    if (request.market().kind() == Market.Kind.SPOT) {
      kinds = Stream.concat(kinds, Stream.of(ResourceType.SPOT_INSTANCES_REQUEST));
    }
    return kinds
        .map(kind -> TagSpecification.builder().resourceType(kind).tags(Tags.list(tags)).build())
        .toList();
  }
}
