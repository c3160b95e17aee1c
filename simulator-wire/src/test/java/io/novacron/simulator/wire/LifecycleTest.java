package io.novacron.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.Tag;

class LifecycleTest {
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
  void anInstanceHasWhatWasAskedForAndItsPartsAreTagged() {
    Ec2Client ec2 = start();
    Instance made = WireFixture.run(ec2, "one");
    Instance seen = describe(ec2, made.instanceId());
    assertThat(seen.clientToken()).isEqualTo("one");
    assertThat(seen.instanceType()).isEqualTo(InstanceType.T3_MICRO);
    assertThat(seen.tags()).containsExactly(Tag.builder().key("owner").value("one").build());
    assertThat(seen.placement().availabilityZone()).startsWith(WireFixture.REGION);
    assertThat(seen.privateIpAddress()).startsWith("10.");
    assertThat(seen.publicIpAddress()).startsWith("198.");
    assertThat(seen.architectureAsString()).isEqualTo("x86_64");
    assertThat(seen.launchTime()).isNotNull();
    assertThat(seen.blockDeviceMappings()).hasSize(1);
    String volume = seen.blockDeviceMappings().get(0).ebs().volumeId();
    assertThat(ec2.describeVolumes(request -> request.volumeIds(volume)).volumes().get(0).tags())
        .isEqualTo(seen.tags());
    String networkInterface = seen.networkInterfaces().get(0).networkInterfaceId();
    assertThat(
            ec2.describeNetworkInterfaces(request -> request.networkInterfaceIds(networkInterface))
                .networkInterfaces()
                .get(0)
                .tagSet())
        .isEqualTo(seen.tags());
  }

  @Test
  void statesArePassedThroughOneByOne() {
    Ec2Client ec2 = start("--provisioning", "400");
    Instance made = WireFixture.run(ec2, "one");
    assertThat(made.state().name()).isEqualTo(InstanceStateName.PENDING);
    assertThat(made.state().code()).isZero();
    String id = made.instanceId();
    awaitState(ec2, id, InstanceStateName.RUNNING);

    InstanceStateChange stopping =
        ec2.stopInstances(request -> request.instanceIds(id)).stoppingInstances().get(0);
    assertThat(stopping.previousState().name()).isEqualTo(InstanceStateName.RUNNING);
    assertThat(stopping.currentState().name()).isEqualTo(InstanceStateName.STOPPING);
    assertThatThrownBy(() -> ec2.startInstances(request -> request.instanceIds(id)))
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("IncorrectInstanceState"));
    awaitState(ec2, id, InstanceStateName.STOPPED);

    ec2.modifyInstanceAttribute(
        request ->
            request
                .instanceId(id)
                .instanceType(AttributeValue.builder().value("t3.small").build()));
    assertThat(describe(ec2, id).instanceType()).isEqualTo(InstanceType.T3_SMALL);

    ec2.startInstances(request -> request.instanceIds(id));
    awaitState(ec2, id, InstanceStateName.RUNNING);
    ec2.rebootInstances(request -> request.instanceIds(id));
    assertThat(describe(ec2, id).state().name()).isEqualTo(InstanceStateName.RUNNING);

    InstanceStateChange ending =
        ec2.terminateInstances(request -> request.instanceIds(id)).terminatingInstances().get(0);
    assertThat(ending.currentState().name()).isEqualTo(InstanceStateName.SHUTTING_DOWN);
    awaitState(ec2, id, InstanceStateName.TERMINATED);
    assertThat(ec2.describeVolumes().volumes()).isEmpty();
    assertThat(ec2.describeNetworkInterfaces().networkInterfaces()).isEmpty();
    assertThat(
            ec2.terminateInstances(request -> request.instanceIds(id))
                .terminatingInstances()
                .get(0)
                .currentState()
                .name())
        .isEqualTo(InstanceStateName.TERMINATED);
  }

  @Test
  void aTerminatedInstanceVanishesInTheEnd() {
    Ec2Client ec2 = start("--terminated-shown", "1");
    String id = WireFixture.run(ec2, "one").instanceId();
    ec2.terminateInstances(request -> request.instanceIds(id));
    assertThat(describe(ec2, id).state().name()).isEqualTo(InstanceStateName.TERMINATED);
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> describe(ec2, id))
                    .hasMessageContaining("does not exist")
                    .isInstanceOfSatisfying(
                        Ec2Exception.class,
                        e ->
                            assertThat(e.awsErrorDetails().errorCode())
                                .isEqualTo("InvalidInstanceID.NotFound")));
    assertThat(fixture.truth()).hasSize(1);
  }

  @Test
  void aNewInstanceIsNotSeenAtFirst() {
    Ec2Client ec2 = start("--visibility-delay", "1500");
    String id = WireFixture.run(ec2, "one").instanceId();
    assertThatThrownBy(() -> describe(ec2, id)).hasMessageContaining("does not exist");
    assertThat(ec2.describeInstances().reservations()).isEmpty();
    assertThat(fixture.truth().get(0).path("visible").asBoolean()).isFalse();
    assertThat(WireFixture.run(ec2, "one").instanceId()).isEqualTo(id);
    await()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(describe(ec2, id).instanceId()).isEqualTo(id));
  }

  @Test
  void pagesHoldEveryInstanceOnce() {
    Ec2Client ec2 = start();
    List<String> made =
        java.util.stream.IntStream.range(0, 13)
            .mapToObj(i -> WireFixture.run(ec2, "token-" + i).instanceId())
            .toList();
    List<Integer> sizes =
        ec2.describeInstancesPaginator(request -> request.maxResults(5)).stream()
            .map(page -> page.reservations().size())
            .toList();
    assertThat(sizes).containsExactly(5, 5, 3);
    List<String> listed =
        ec2.describeInstancesPaginator(request -> request.maxResults(5)).reservations().stream()
            .map(Reservation::instances)
            .map(list -> list.get(0).instanceId())
            .toList();
    assertThat(listed).containsExactlyElementsOf(made);
    assertThatThrownBy(() -> ec2.describeInstances(request -> request.nextToken("made-up")))
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidNextToken"));
  }

  @Test
  void filtersAreBelievedOrRefused() {
    Ec2Client ec2 = start();
    String one = WireFixture.run(ec2, "one").instanceId();
    String two = WireFixture.run(ec2, "two").instanceId();
    assertThat(ids(ec2, "tag:owner", "one")).containsExactly(one);
    assertThat(ids(ec2, "client-token", "two")).containsExactly(two);
    assertThat(ids(ec2, "tag:owner", "t*", "nothing")).containsExactly(two);
    assertThat(ids(ec2, "instance-state-name", "stopped")).isEmpty();
    assertThatThrownBy(() -> ids(ec2, "no-such-filter", "one"))
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterValue"));
    assertThat(fixture.control("GET", "/calls", "").path("notSimulated").toString())
        .contains("DescribeInstances: filter no-such-filter");
  }

  @Test
  void aParameterThatIsNotSimulatedIsRefusedAndRemembered() {
    Ec2Client ec2 = start();
    assertThatThrownBy(() -> WireFixture.run(ec2, "one", request -> request.kernelId("aki-1234")))
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("UnknownParameter"));
    assertThatThrownBy(() -> ec2.describeFleets(request -> {}))
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidAction"));
    assertThat(fixture.control("GET", "/calls", "").path("notSimulated").toString())
        .contains("RunInstances: parameter KernelId", "DescribeFleets: action");
    assertThat(fixture.truth()).isEmpty();
  }

  @Test
  void tagsComeAndGo() {
    Ec2Client ec2 = start();
    String id = WireFixture.run(ec2, "one").instanceId();
    ec2.createTags(
        request ->
            request
                .resources(id)
                .tags(
                    Tag.builder().key("a").value("1").build(),
                    Tag.builder().key("empty").value("").build()));
    assertThat(
            ec2.describeTags(
                    request ->
                        request.filters(Filter.builder().name("resource-id").values(id).build()))
                .tags())
        .extracting(tag -> tag.key() + "=" + tag.value())
        .containsExactly("a=1", "empty=", "owner=one");
    ec2.deleteTags(request -> request.resources(id).tags(Tag.builder().key("owner").build()));
    assertThat(describe(ec2, id).tags()).extracting(Tag::key).containsExactly("a", "empty");
  }

  private static List<String> ids(Ec2Client ec2, String filter, String... values) {
    return ec2
        .describeInstances(
            request -> request.filters(Filter.builder().name(filter).values(values).build()))
        .reservations()
        .stream()
        .map(reservation -> reservation.instances().get(0).instanceId())
        .toList();
  }

  private static Instance describe(Ec2Client ec2, String id) {
    return ec2.describeInstances(request -> request.instanceIds(id))
        .reservations()
        .get(0)
        .instances()
        .get(0);
  }

  private static void awaitState(Ec2Client ec2, String id, InstanceStateName state) {
    await().untilAsserted(() -> assertThat(describe(ec2, id).state().name()).isEqualTo(state));
  }
}
