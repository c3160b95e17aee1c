package io.novacron.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

class FaultsTest {
  private @TempDir Path data = Path.of("");
  private WireFixture fixture = WireFixture.of(java.net.URI.create("http://localhost"));
  private Ec2Client ec2 =
      Ec2Client.builder().region(software.amazon.awssdk.regions.Region.EU_CENTRAL_1).build();

  @BeforeEach
  void start() {
    ec2.close();
    fixture = WireFixture.start(data);
    ec2 = fixture.ec2();
  }

  @AfterEach
  void stop() {
    // What the SDK has learnt of the clock holds for the whole process.
    SdkGlobalTime.setGlobalTimeOffset(0);
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lost-reply", "truncated", "malformed", "endless"})
  void afterAReplyThatIsLostOrSpoiledTheTokenFindsTheOneInstance(String fault) {
    fixture.once(fault, "RunInstances");
    // What comes of it is not known to the caller: the connection broke, or nothing could be read.
    assertThatThrownBy(() -> WireFixture.run(ec2, "one")).isInstanceOf(SdkException.class);
    assertThat(fixture.truth()).hasSize(1);
    Instance found = WireFixture.run(ec2, "one");
    assertThat(fixture.truth())
        .singleElement()
        .satisfies(
            one -> assertThat(one.path("instanceId").asText()).isEqualTo(found.instanceId()));
  }

  @Test
  void aSilentLossIsNoticedByTheCallersOwnTimeLimit() {
    fixture.control(
        "POST",
        "/faults",
        "{\"name\":\"lost-reply\",\"action\":\"RunInstances\",\"times\":1,"
            + "\"parameters\":{\"silent\":\"true\"}}");
    assertThatThrownBy(() -> WireFixture.run(ec2, "one"))
        .isInstanceOf(ApiCallAttemptTimeoutException.class);
    assertThat(fixture.truth()).hasSize(1);
  }

  @Test
  void aLostRequestMakesNothing() {
    fixture.once("lost-request", "RunInstances");
    assertThatThrownBy(() -> WireFixture.run(ec2, "one")).isInstanceOf(SdkClientException.class);
    assertThat(fixture.truth()).isEmpty();
    assertThat(fixture.calls("RunInstances")).isEqualTo(1);
  }

  @Test
  void theSdkRepeatsALostCallWithTheSameTokenByItself() {
    fixture.once("lost-reply", "RunInstances");
    WireFixture.run(fixture.ec2(WireFixture.REGION, WireFixture.KEY, 3), "one");
    assertThat(fixture.calls("RunInstances")).isEqualTo(2);
    assertThat(fixture.truth()).hasSize(1);
  }

  @Test
  void throttlingIsToldAsSuch() {
    fixture.control(
        "POST",
        "/faults",
        "{\"name\":\"throttle\",\"action\":\"DescribeInstances\",\"times\":1,"
            + "\"parameters\":{\"retryAfterMillis\":\"1500\"}}");
    assertThatThrownBy(() -> ec2.describeInstances())
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(503);
              assertThat(e.isThrottlingException()).isTrue();
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("RequestLimitExceeded");
              assertThat(e.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("Retry-After"))
                  .hasValue("2");
            });
    assertThat(ec2.describeInstances().reservations()).isEmpty();
    fixture.once("throttle", "DescribeInstances");
    assertThatThrownBy(() -> ec2.describeInstances())
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            e ->
                assertThat(e.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("Retry-After"))
                    .isEmpty());
  }

  @Test
  void aRateLimitCountsReadsAndChangesOfEachRegionApart() {
    fixture.control(
        "PUT",
        "/faults",
        "[{\"name\":\"rate-limit\",\"parameters\":{\"perSecond\":\"1\",\"burst\":\"1\",\"calls\":\"change\"}}]");
    ec2.createSecurityGroup(request -> request.groupName("one").description("one"));
    assertThatThrownBy(
            () -> ec2.createSecurityGroup(request -> request.groupName("two").description("two")))
        .hasMessageContaining("Request limit exceeded");
    for (int i = 0; i < 5; i++) {
      ec2.describeInstances();
    }
    fixture
        .ec2(WireFixture.OTHER_REGION, WireFixture.KEY, 1)
        .createSecurityGroup(request -> request.groupName("two").description("two"));
  }

  @ParameterizedTest
  @CsvSource({
    "capacity, '', 500, InsufficientInstanceCapacity",
    "quota, InstanceLimitExceeded, 400, InstanceLimitExceeded",
    "quota, '', 400, VcpuLimitExceeded",
    "denied, '', 401, AuthFailure",
    "denied, ExpiredToken, 403, ExpiredToken",
    "unavailable, InternalError, 500, InternalError",
    "unavailable, '', 503, Unavailable"
  })
  void refusalsHaveTheCodesOfTheCloud(String fault, String code, int status, String expected) {
    String parameters = code.isEmpty() ? "" : "\"code\":\"" + code + "\"";
    fixture.control(
        "POST",
        "/faults",
        "{\"name\":\""
            + fault
            + "\",\"action\":\"RunInstances\",\"parameters\":{"
            + parameters
            + "}}");
    assertThatThrownBy(() -> WireFixture.run(ec2, "one"))
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(status);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(expected);
            });
    assertThat(fixture.truth()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "AKIAAUTHFAILURE00000, 401, AuthFailure",
    "AKIAINVALIDTOKENID00, 403, InvalidClientTokenId",
    "AKIAEXPIREDTOKEN0000, 403, ExpiredToken",
    "AKIAUNAUTHORIZED0000, 403, UnauthorizedOperation",
    "AKIABLOCKED000000000, 403, Blocked"
  })
  void someAccessKeysAreRefused(String accessKey, int status, String code) {
    Ec2Client refused = fixture.ec2(WireFixture.REGION, accessKey, 1);
    assertThatThrownBy(refused::describeInstances)
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(status);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            });
  }

  @Test
  void oneAccessKeyMayOnlyRead() {
    Ec2Client reader = fixture.ec2(WireFixture.REGION, "AKIAREADONLY00000000", 1);
    assertThat(reader.describeInstances().reservations()).isEmpty();
    assertThatThrownBy(() -> WireFixture.run(reader, "one")).hasMessageContaining("not authorized");
  }

  @Test
  void aClockThatIsOffIsToldAndTheSdkSetsItsOwnByIt() {
    fixture.control(
        "PUT", "/faults", "[{\"name\":\"clock-skew\",\"parameters\":{\"seconds\":\"600\"}}]");
    assertThatThrownBy(() -> ec2.describeInstances())
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("RequestExpired");
              assertThat(e.isClockSkewException()).isTrue();
            });
    Ec2Client patient = fixture.ec2(WireFixture.REGION, WireFixture.KEY, 2);
    assertThat(patient.describeInstances().reservations()).isEmpty();
    SdkGlobalTime.setGlobalTimeOffset(0);
    fixture.control(
        "PUT", "/faults", "[{\"name\":\"clock-skew\",\"parameters\":{\"seconds\":\"200\"}}]");
    assertThat(fixture.ec2().describeInstances().reservations()).isEmpty();
  }

  @Test
  void whatIsStuckGoesOnWhenTheFaultIsCleared() {
    String fault =
        fixture
            .control(
                "POST", "/faults", "{\"name\":\"stuck\",\"action\":\"RunInstances\",\"times\":1}")
            .path("id")
            .asText();
    String id = WireFixture.run(ec2, "one").instanceId();
    assertThat(state(id)).isEqualTo(InstanceStateName.PENDING);
    fixture.control("DELETE", "/faults/" + fault, "");
    org.awaitility.Awaitility.await()
        .untilAsserted(() -> assertThat(state(id)).isEqualTo(InstanceStateName.RUNNING));
  }

  @Test
  void aStateOfWhichNobodyHasHeardIsShownAsItIs() {
    String id = WireFixture.run(ec2, "one").instanceId();
    fixture.once("unknown-state", "DescribeInstances");
    assertThat(state(id)).isEqualTo(InstanceStateName.UNKNOWN_TO_SDK_VERSION);
    assertThat(state(id)).isEqualTo(InstanceStateName.RUNNING);
  }

  @Test
  void aFaultHitsOnlyWhatItIsFor() {
    fixture.control(
        "PUT",
        "/faults",
        "{\"items\":[{\"name\":\"unavailable\",\"region\":\"us-east-1\"},"
            + "{\"name\":\"denied\",\"accessKey\":\"AKIAOTHEROTHEROTHER0\"}]}");
    assertThat(ec2.describeInstances().reservations()).isEmpty();
    assertThatThrownBy(
            () -> fixture.ec2(WireFixture.OTHER_REGION, WireFixture.KEY, 1).describeInstances())
        .hasMessageContaining("not available");
    assertThatThrownBy(
            () -> fixture.ec2(WireFixture.REGION, "AKIAOTHEROTHEROTHER0", 1).describeInstances())
        .hasMessageContaining("credentials");
    assertThat(fixture.control("GET", "/faults", "").path("items")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"no-such-fault\"}",
        "{\"name\":\"throttle\",\"action\":\"NoSuchAction\"}",
        "{\"name\":\"throttle\",\"region\":\"xx-nowhere-1\"}",
        "{\"name\":\"throttle\",\"times\":0}",
        "{\"name\":\"throttle\",\"parameters\":{\"retryAfterMillis\":\"soon\"}}",
        "{\"name\":\"throttle\",\"parameters\":{\"other\":\"1\"}}",
        "{\"name\":\"throttle\",\"other\":1}",
        "{\"name\":\"slow\"}",
        "{\"name\":\"capacity\",\"action\":\"DescribeInstances\"}",
        "nonsense"
      })
  void aFaultThatIsNotLegalIsRefused(String body) {
    assertThatThrownBy(() -> fixture.control("POST", "/faults", body))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .isNotBlank();
    assertThat(fixture.control("GET", "/faults", "").path("items")).isEmpty();
  }

  @Test
  void slowRepliesArriveWholeInTheEnd() {
    fixture.control(
        "PUT",
        "/faults",
        "[{\"name\":\"slow-body\",\"action\":\"DescribeAvailabilityZones\","
            + "\"parameters\":{\"everyMillis\":\"1\"}},"
            + "{\"name\":\"slow\",\"parameters\":{\"extraMillis\":\"50\"}}]");
    assertThat(
            ec2.describeAvailabilityZones(request -> request.zoneNames("eu-central-1a"))
                .availabilityZones())
        .hasSize(1);
    JsonNode faults = fixture.control("GET", "/faults", "").path("items");
    assertThat(faults.get(0).path("hits").asInt()).isEqualTo(1);
    assertThat(faults.get(1).path("hits").asInt()).isEqualTo(1);
  }

  private InstanceStateName state(String id) {
    return ec2.describeInstances(request -> request.instanceIds(id))
        .reservations()
        .get(0)
        .instances()
        .get(0)
        .state()
        .name();
  }
}
