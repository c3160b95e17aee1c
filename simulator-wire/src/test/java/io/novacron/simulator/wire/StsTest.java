package io.novacron.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

class StsTest {
  private static final String ROLE = "arn:aws:iam::000000000000:role/novacron";

  private @TempDir Path data = Path.of("");
  private final MovedClock clock = new MovedClock();

  @AfterEach
  void putTheClockRight() {
    clock.put(Duration.ZERO);
  }

  @Test
  void temporaryCredentialsOfARoleWorkUntilTheyExpire() throws Exception {
    try (WireFixture fixture = WireFixture.start(data, clock);
        StsClient sts = sts(fixture)) {
      Credentials given =
          sts.assumeRole(
                  request -> request.roleArn(ROLE).roleSessionName("test").durationSeconds(900))
              .credentials();
      try (Ec2Client ec2 = ec2(fixture, given)) {
        assertThat(ec2.describeInstances().reservations()).isEmpty();
        clock.put(Duration.ofMinutes(16));
        assertThatThrownBy(ec2::describeInstances)
            .isInstanceOfSatisfying(
                Ec2Exception.class,
                e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ExpiredToken"));
      }
      assertThat(sts.getCallerIdentity().account()).isEqualTo(Ec2Estate.OWNER);
    }
  }

  @Test
  void whatIsNoRoleIsRefused() throws Exception {
    try (WireFixture fixture = WireFixture.start(data);
        StsClient sts = sts(fixture)) {
      assertThatThrownBy(
              () ->
                  sts.assumeRole(
                      request ->
                          request.roleArn("admin-of-all-the-things").roleSessionName("test")))
          .isInstanceOfSatisfying(
              StsException.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationError"));
      assertThatThrownBy(() -> sts.getSessionToken())
          .isInstanceOfSatisfying(
              StsException.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidAction"));
    }
  }

  private static StsClient sts(WireFixture fixture) {
    return StsClient.builder()
        .endpointOverride(fixture.endpoint())
        .region(Region.of(WireFixture.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(WireFixture.KEY, "secret")))
        .httpClientBuilder(Apache5HttpClient.builder())
        .build();
  }

  private static Ec2Client ec2(WireFixture fixture, Credentials given) {
    return Ec2Client.builder()
        .endpointOverride(fixture.endpoint())
        .region(Region.of(WireFixture.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create(
                    given.accessKeyId(), given.secretAccessKey(), given.sessionToken())))
        .httpClientBuilder(Apache5HttpClient.builder())
        .build();
  }
}
