package io.novacron.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.MarketType;
import software.amazon.awssdk.services.ec2.model.VolumeType;

class RunInstancesTest {
  private @TempDir Path data = Path.of("");
  private WireFixture fixture = WireFixture.of(java.net.URI.create("http://localhost"));

  @AfterEach
  void stop() {
    fixture.close();
  }

  private Ec2Client start(String... options) {
    fixture = WireFixture.start(data, options);
    return fixture.ec2();
  }

  @Test
  void oneTokenMakesOneInstanceHoweverOftenAndByHowManyItIsUsed() throws Exception {
    Ec2Client ec2 = start();
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try {
      List<Future<String>> made =
          IntStream.range(0, 40)
              .mapToObj(i -> callers.submit(() -> WireFixture.run(ec2, "one").instanceId()))
              .toList();
      Set<String> ids = new java.util.HashSet<>();
      for (Future<String> one : made) {
        ids.add(one.get());
      }
      assertThat(ids).hasSize(1);
    } finally {
      callers.shutdownNow();
    }
    assertThat(fixture.truth()).hasSize(1);
  }

  @Test
  void oneTokenForTwoShapesIsRefused() {
    Ec2Client ec2 = start();
    WireFixture.run(ec2, "one");
    refused(
        "IdempotentParameterMismatch",
        400,
        () -> WireFixture.run(ec2, "one", request -> request.instanceType(InstanceType.T3_SMALL)));
    refused(
        "IdempotentParameterMismatch",
        400,
        () -> WireFixture.run(ec2, "one", request -> request.userData("aGVsbG8=")));
    assertThat(fixture.truth()).hasSize(1);
  }

  @Test
  void aTokenOfATerminatedInstanceIsRefusedUntilItsLifetimeIsOver() {
    Ec2Client ec2 = start("--token-lifetime", "2");
    String first = WireFixture.run(ec2, "one").instanceId();
    ec2.terminateInstances(request -> request.instanceIds(first));
    refused("IdempotentInstanceTerminated", 400, () -> WireFixture.run(ec2, "one"));
    await()
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(WireFixture.run(ec2, "one").instanceId()).isNotEqualTo(first));
    assertThat(fixture.truth()).hasSize(2);
  }

  @Test
  void tokensAndInstancesOfRegionsAreApart() {
    Ec2Client here = start();
    Ec2Client there = fixture.ec2(WireFixture.OTHER_REGION, WireFixture.KEY, 1);
    String one = WireFixture.run(here, "one").instanceId();
    String other = WireFixture.run(there, "one").instanceId();
    assertThat(other).isNotEqualTo(one);
    assertThat(here.describeInstances().reservations()).hasSize(1);
    assertThat(there.describeInstances().reservations().get(0).instances().get(0).instanceId())
        .isEqualTo(other);
    refused(
        "InvalidInstanceID.NotFound",
        400,
        () -> here.terminateInstances(request -> request.instanceIds(other)));
    refused(
        "AuthFailure",
        401,
        () -> fixture.ec2("xx-nowhere-1", WireFixture.KEY, 1).describeRegions());
  }

  @Test
  void aDryRunChecksAndMakesNothing() {
    Ec2Client ec2 = start();
    refused(
        "DryRunOperation", 412, () -> WireFixture.run(ec2, "one", request -> request.dryRun(true)));
    refused(
        "InvalidAMIID.NotFound",
        400,
        () ->
            WireFixture.run(
                ec2, "two", request -> request.dryRun(true).imageId("ami-00000000000000000")));
    refused(
        "DryRunOperation",
        412,
        () -> ec2.terminateInstances(request -> request.instanceIds("i-12345678").dryRun(true)));
    assertThat(fixture.truth()).isEmpty();
  }

  @Test
  void whatIsWrongIsNamedByItsOwnCode() {
    Ec2Client ec2 = start();
    refused(
        "InvalidParameterValue",
        400,
        () -> WireFixture.run(ec2, "a", request -> request.instanceType("t9.enormous")));
    refused(
        "InvalidAMIID.NotFound",
        400,
        () -> WireFixture.run(ec2, "b", request -> request.imageId("ami-12345678")));
    refused(
        "InvalidSubnetID.NotFound",
        400,
        () -> WireFixture.run(ec2, "c", request -> request.subnetId("subnet-12345678")));
    refused(
        "InvalidGroup.NotFound",
        400,
        () -> WireFixture.run(ec2, "d", request -> request.securityGroupIds("sg-12345678")));
    refused(
        "InvalidParameterValue",
        400,
        () -> WireFixture.run(ec2, "e", request -> request.instanceType(InstanceType.T4_G_MICRO)));
    refused(
        "InvalidBlockDeviceMapping",
        400,
        () ->
            WireFixture.run(
                ec2,
                "f",
                request ->
                    request.blockDeviceMappings(
                        BlockDeviceMapping.builder()
                            .deviceName("/dev/xvda")
                            .ebs(ebs -> ebs.volumeSize(4))
                            .build())));
    refused(
        "MissingParameter",
        400,
        () -> ec2.runInstances(request -> request.minCount(1).maxCount(1)));
    refused(
        "InvalidInstanceID.Malformed",
        400,
        () -> ec2.startInstances(request -> request.instanceIds("i-x")));
    assertThat(fixture.truth()).isEmpty();
  }

  @Test
  void volumesAreAsAskedForAndSurviveWhenTheyAreToBeKept() {
    Ec2Client ec2 = start();
    Instance made =
        WireFixture.run(
            ec2,
            "one",
            request ->
                request.blockDeviceMappings(
                    BlockDeviceMapping.builder()
                        .deviceName("/dev/xvda")
                        .ebs(ebs -> ebs.volumeSize(20).deleteOnTermination(false))
                        .build(),
                    BlockDeviceMapping.builder()
                        .deviceName("/dev/sdf")
                        .ebs(
                            ebs ->
                                ebs.volumeSize(100)
                                    .volumeType(VolumeType.IO2)
                                    .deleteOnTermination(true))
                        .build()));
    assertThat(ec2.describeVolumes().volumes())
        .extracting(volume -> volume.size() + " " + volume.volumeTypeAsString())
        .containsExactlyInAnyOrder("20 gp3", "100 io2");
    ec2.terminateInstances(request -> request.instanceIds(made.instanceId()));
    assertThat(ec2.describeVolumes().volumes())
        .singleElement()
        .satisfies(
            volume -> {
              assertThat(volume.size()).isEqualTo(20);
              assertThat(volume.stateAsString()).isEqualTo("available");
              assertThat(volume.tags()).isNotEmpty();
            });
  }

  @Test
  void quotaAndCapacityEndWithTheirCodes() {
    Ec2Client ec2 = start("--quota-vcpus", "5", "--capacity-per-zone", "1");
    Set<String> zones =
        IntStream.range(0, 2)
            .mapToObj(i -> WireFixture.run(ec2, "t" + i).placement().availabilityZone())
            .collect(Collectors.toSet());
    refused("VcpuLimitExceeded", 400, () -> WireFixture.run(ec2, "over"));
    String full = zones.iterator().next();
    Ec2Client elsewhere = fixture.ec2(WireFixture.OTHER_REGION, WireFixture.KEY, 1);
    String zone = WireFixture.run(elsewhere, "first").placement().availabilityZone();
    refused(
        "InsufficientInstanceCapacity",
        500,
        () ->
            WireFixture.run(
                elsewhere,
                "second",
                request -> request.placement(placement -> placement.availabilityZone(zone))));
    assertThat(full).startsWith(WireFixture.REGION);
    assertThat(fixture.truth()).hasSize(3);
  }

  @Test
  void aSpotInstanceGetsItsNoticeAndIsTakenBack() {
    Ec2Client ec2 = start();
    refused(
        "SpotMaxPriceTooLow",
        400,
        () ->
            WireFixture.run(
                ec2,
                "cheap",
                request ->
                    request.instanceMarketOptions(
                        options ->
                            options
                                .marketType(MarketType.SPOT)
                                .spotOptions(spot -> spot.maxPrice("0.0000001")))));
    Instance made =
        WireFixture.run(
            ec2,
            "spot",
            request ->
                request.instanceMarketOptions(options -> options.marketType(MarketType.SPOT)));
    assertThat(made.instanceLifecycleAsString()).isEqualTo("spot");
    assertThat(spotStatus(ec2)).isEqualTo("fulfilled");
    refused(
        "UnsupportedOperation",
        400,
        () -> ec2.stopInstances(request -> request.instanceIds(made.instanceId())));
    fixture.control(
        "POST",
        "/interruptions",
        "{\"instanceId\":\"" + made.instanceId() + "\",\"noticeSeconds\":3600}");
    assertThat(spotStatus(ec2)).isEqualTo("marked-for-termination");
    fixture.control(
        "POST",
        "/interruptions",
        "{\"instanceId\":\"" + made.instanceId() + "\",\"noticeSeconds\":0}");
    await()
        .untilAsserted(
            () ->
                assertThat(
                        ec2.describeInstances()
                            .reservations()
                            .get(0)
                            .instances()
                            .get(0)
                            .stateReason())
                    .isNotNull()
                    .satisfies(
                        reason ->
                            assertThat(reason.code()).isEqualTo("Server.SpotInstanceTermination")));
    assertThatThrownBy(
            () -> fixture.control("POST", "/interruptions", "{\"instanceId\":\"i-12345678\"}"))
        .hasMessageContaining("spot instance");
  }

  private static String spotStatus(Ec2Client ec2) {
    return ec2.describeSpotInstanceRequests().spotInstanceRequests().get(0).status().code();
  }

  private static void refused(String code, int status, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.statusCode()).isEqualTo(status);
              assertThat(e.requestId()).isNotBlank();
            });
  }
}
