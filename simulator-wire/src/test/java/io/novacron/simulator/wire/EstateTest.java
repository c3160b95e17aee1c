package io.novacron.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMappingSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.LocationType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeState;

/** Everything that an account has beside instances. */
class EstateTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private @TempDir Path data = Path.of("");
  private WireFixture fixture = WireFixture.of(java.net.URI.create("http://localhost"));
  private Ec2Client ec2 = Ec2Client.builder().region(Region.EU_CENTRAL_1).build();

  @BeforeEach
  void start() {
    ec2.close();
    fixture = WireFixture.start(data);
    ec2 = fixture.ec2();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void regionsZonesAndTheDefaultNetworkAreThere() {
    assertThat(ec2.describeRegions().regions())
        .extracting(region -> region.regionName())
        .contains(WireFixture.REGION, WireFixture.OTHER_REGION);
    List<String> zones =
        ec2.describeAvailabilityZones().availabilityZones().stream()
            .map(zone -> zone.zoneName())
            .toList();
    assertThat(zones).hasSize(3).allSatisfy(zone -> assertThat(zone).startsWith("eu-central-1"));
    String vpc =
        ec2.describeVpcs(
                request ->
                    request.filters(Filter.builder().name("is-default").values("true").build()))
            .vpcs()
            .get(0)
            .vpcId();
    List<Subnet> subnets =
        ec2.describeSubnets(
                request -> request.filters(Filter.builder().name("vpc-id").values(vpc).build()))
            .subnets();
    assertThat(subnets).extracting(Subnet::availabilityZone).containsExactlyElementsOf(zones);
    assertThat(subnets)
        .allSatisfy(
            subnet -> {
              assertThat(subnet.vpcId()).isEqualTo(vpc);
              assertThat(subnet.cidrBlock()).isEqualTo("10.0.0.0/8");
              assertThat(subnet.availableIpAddressCount()).isPositive();
              assertThat(subnet.defaultForAz()).isTrue();
            });
    assertThat(
            WireFixture.run(ec2, "one", request -> request.subnetId(subnets.get(1).subnetId()))
                .placement()
                .availabilityZone())
        .isEqualTo(zones.get(1));
    assertThat(ec2.describeAccountAttributes().accountAttributes())
        .filteredOn(attribute -> attribute.attributeName().equals("default-vpc"))
        .singleElement()
        .satisfies(
            attribute ->
                assertThat(attribute.attributeValues().get(0).attributeValue()).isEqualTo(vpc));
  }

  @Test
  void typesComeFromTheCatalogInPages() {
    List<InstanceTypeInfo> all =
        ec2
            .describeInstanceTypesPaginator(request -> request.maxResults(100))
            .instanceTypes()
            .stream()
            .toList();
    assertThat(all).hasSizeGreaterThan(300);
    assertThat(all).extracting(InstanceTypeInfo::instanceTypeAsString).doesNotHaveDuplicates();
    assertThat(all)
        .filteredOn(type -> type.instanceTypeAsString().equals("m5.large"))
        .singleElement()
        .satisfies(
            type -> {
              assertThat(type.vCpuInfo().defaultVCpus()).isEqualTo(2);
              assertThat(type.memoryInfo().sizeInMiB()).isEqualTo(8_192);
              assertThat(type.processorInfo().supportedArchitecturesAsStrings())
                  .containsExactly("x86_64");
              assertThat(type.supportedUsageClassesAsStrings()).contains("on-demand", "spot");
            });
    assertThat(
            ec2.describeInstanceTypeOfferings(
                    request ->
                        request
                            .locationType(LocationType.AVAILABILITY_ZONE)
                            .filters(
                                Filter.builder().name("instance-type").values("m5.large").build()))
                .instanceTypeOfferings())
        .hasSize(3);
    refused(
        "InvalidInstanceType",
        () -> ec2.describeInstanceTypes(request -> request.instanceTypesWithStrings("t9.x")));
    assertThat(
            ec2.describeSpotPriceHistory(
                    request ->
                        request
                            .instanceTypesWithStrings("m5.large")
                            .productDescriptions("Linux/UNIX")
                            .startTime(Instant.now()))
                .spotPriceHistory())
        .hasSize(3)
        .allSatisfy(price -> assertThat(Double.parseDouble(price.spotPrice())).isPositive());
  }

  @Test
  void securityGroupsAreUsedAndCannotBeDeletedWhileTheyAre() {
    String group =
        ec2.createSecurityGroup(
                request ->
                    request
                        .groupName("web")
                        .description("web")
                        .tagSpecifications(WireFixture.tags(ResourceType.SECURITY_GROUP, "me")))
            .groupId();
    refused(
        "InvalidGroup.Duplicate",
        () -> ec2.createSecurityGroup(request -> request.groupName("web").description("web")));
    IpPermission https =
        IpPermission.builder()
            .ipProtocol("tcp")
            .fromPort(443)
            .toPort(443)
            .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
            .build();
    ec2.authorizeSecurityGroupIngress(request -> request.groupId(group).ipPermissions(https));
    refused(
        "InvalidPermission.Duplicate",
        () ->
            ec2.authorizeSecurityGroupIngress(
                request -> request.groupId(group).ipPermissions(https)));
    assertThat(
            ec2.describeSecurityGroups(
                    request ->
                        request.filters(Filter.builder().name("tag:owner").values("me").build()))
                .securityGroups())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.groupId()).isEqualTo(group);
              assertThat(found.ipPermissions().get(0).toPort()).isEqualTo(443);
              assertThat(found.ipPermissions().get(0).ipRanges().get(0).cidrIp())
                  .isEqualTo("0.0.0.0/0");
            });
    Instance made = WireFixture.run(ec2, "one", request -> request.securityGroupIds(group));
    assertThat(made.securityGroups().get(0).groupId()).isEqualTo(group);
    refused(
        "DependencyViolation", () -> ec2.deleteSecurityGroup(request -> request.groupId(group)));
    ec2.terminateInstances(request -> request.instanceIds(made.instanceId()));
    ec2.deleteSecurityGroup(request -> request.groupId(group));
    refused(
        "InvalidGroup.NotFound", () -> ec2.deleteSecurityGroup(request -> request.groupId(group)));
  }

  @Test
  void volumesAreMadeAttachedDetachedAndDeleted() {
    Instance made = WireFixture.run(ec2, "one");
    String zone = made.placement().availabilityZone();
    String volume =
        ec2.createVolume(request -> request.availabilityZone(zone).size(10).clientToken("volume"))
            .volumeId();
    assertThat(
            ec2.createVolume(
                    request -> request.availabilityZone(zone).size(10).clientToken("volume"))
                .volumeId())
        .isEqualTo(volume);
    refused(
        "IdempotentParameterMismatch",
        () ->
            ec2.createVolume(
                request -> request.availabilityZone(zone).size(11).clientToken("volume")));
    ec2.attachVolume(
        request -> request.volumeId(volume).instanceId(made.instanceId()).device("/dev/sdf"));
    assertThat(state(volume)).isEqualTo(VolumeState.IN_USE);
    ec2.modifyInstanceAttribute(
        request ->
            request
                .instanceId(made.instanceId())
                .blockDeviceMappings(
                    InstanceBlockDeviceMappingSpecification.builder()
                        .deviceName("/dev/sdf")
                        .ebs(ebs -> ebs.deleteOnTermination(true))
                        .build()));
    assertThat(
            ec2.describeVolumes(request -> request.volumeIds(volume))
                .volumes()
                .get(0)
                .attachments()
                .get(0)
                .deleteOnTermination())
        .isTrue();
    refused("VolumeInUse", () -> ec2.deleteVolume(request -> request.volumeId(volume)));
    ec2.detachVolume(request -> request.volumeId(volume));
    assertThat(state(volume)).isEqualTo(VolumeState.AVAILABLE);
    ec2.deleteVolume(request -> request.volumeId(volume));
    refused("InvalidVolume.NotFound", () -> ec2.deleteVolume(request -> request.volumeId(volume)));
  }

  @Test
  void aVolumeThatDoesNotGoWithItsInstanceStaysAndIsFree() {
    Instance made = WireFixture.run(ec2, "one");
    String volume =
        ec2.createVolume(
                request ->
                    request
                        .availabilityZone(made.placement().availabilityZone())
                        .size(10)
                        .tagSpecifications(
                            TagSpecification.builder()
                                .resourceType(ResourceType.VOLUME)
                                .tags(Tag.builder().key("team").value("a").build())
                                .build()))
            .volumeId();
    ec2.attachVolume(
        request -> request.volumeId(volume).instanceId(made.instanceId()).device("/dev/sdf"));
    ec2.terminateInstances(request -> request.instanceIds(made.instanceId()));
    await().atMost(PATIENCE).until(() -> state(volume) == VolumeState.AVAILABLE);
    Filter team = Filter.builder().name("tag:team").values("a").build();
    await().atMost(PATIENCE).until(() -> ec2.describeVolumes().volumes().size() == 1);
    assertThat(ec2.describeVolumes(request -> request.filters(team)).volumes())
        .singleElement()
        .satisfies(
            left -> {
              assertThat(left.volumeId()).isEqualTo(volume);
              assertThat(left.attachments()).isEmpty();
            });
    ec2.deleteVolume(request -> request.volumeId(volume));
    assertThat(ec2.describeVolumes().volumes()).isEmpty();
  }

  @Test
  void volumesAndSnapshotsAreListedByPages() {
    Instance made = WireFixture.run(ec2, "one");
    String zone = made.placement().availabilityZone();
    Set<String> volumes = new TreeSet<>();
    for (int i = 0; i < 11; i++) {
      volumes.add(ec2.createVolume(request -> request.availabilityZone(zone).size(1)).volumeId());
    }
    List<DescribeVolumesResponse> pages =
        ec2.describeVolumesPaginator(request -> request.maxResults(5)).stream().toList();
    assertThat(pages).hasSize(3);
    assertThat(pages.stream().flatMap(page -> page.volumes().stream()).map(Volume::volumeId))
        .doesNotHaveDuplicates()
        .containsAll(volumes);

    String one = volumes.iterator().next();
    Set<String> snapshots = new TreeSet<>();
    for (int i = 0; i < 6; i++) {
      snapshots.add(ec2.createSnapshot(request -> request.volumeId(one)).snapshotId());
    }
    List<DescribeSnapshotsResponse> shown =
        ec2.describeSnapshotsPaginator(request -> request.ownerIds("self").maxResults(5)).stream()
            .toList();
    assertThat(shown).hasSize(2);
    assertThat(shown.stream().flatMap(page -> page.snapshots().stream()).map(Snapshot::snapshotId))
        .containsExactlyInAnyOrderElementsOf(snapshots);
  }

  @Test
  void snapshotsAndImagesAreMadeOfAnInstanceAndCanBeStartedFrom() {
    Instance made = WireFixture.run(ec2, "one");
    CreateSnapshotsResponse taken =
        ec2.createSnapshots(
            request ->
                request
                    .instanceSpecification(one -> one.instanceId(made.instanceId()))
                    .tagSpecifications(WireFixture.tags(ResourceType.SNAPSHOT, "me")));
    String snapshot = taken.snapshots().get(0).snapshotId();
    await()
        .untilAsserted(
            () ->
                assertThat(
                        ec2.describeSnapshots(
                                request ->
                                    request
                                        .ownerIds("self")
                                        .filters(
                                            Filter.builder()
                                                .name("tag:owner")
                                                .values("me")
                                                .build()))
                            .snapshots())
                    .singleElement()
                    .satisfies(
                        one -> {
                          assertThat(one.snapshotId()).isEqualTo(snapshot);
                          assertThat(one.state()).isEqualTo(SnapshotState.COMPLETED);
                          assertThat(one.volumeSize()).isEqualTo(8);
                        }));
    ec2.deleteSnapshot(request -> request.snapshotId(snapshot));
    refused(
        "InvalidSnapshot.NotFound",
        () -> ec2.deleteSnapshot(request -> request.snapshotId(snapshot)));

    String image =
        ec2.createImage(request -> request.instanceId(made.instanceId()).name("mine")).imageId();
    assertThat(ec2.describeImages(request -> request.owners("self")).images())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.imageId()).isEqualTo(image);
              assertThat(one.stateAsString()).isEqualTo("available");
              assertThat(one.blockDeviceMappings().get(0).ebs().volumeSize()).isEqualTo(8);
            });
    String second = WireFixture.run(ec2, "two", request -> request.imageId(image)).imageId();
    assertThat(second).isEqualTo(image);
    String kept = ec2.describeSnapshots().snapshots().get(0).snapshotId();
    refused("InvalidSnapshot.InUse", () -> ec2.deleteSnapshot(request -> request.snapshotId(kept)));
    ec2.deregisterImage(request -> request.imageId(image));
    ec2.deleteSnapshot(request -> request.snapshotId(kept));
  }

  private VolumeState state(String volume) {
    return ec2.describeVolumes(request -> request.volumeIds(volume)).volumes().get(0).state();
  }

  private static void refused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Ec2Exception.class, e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
  }
}
