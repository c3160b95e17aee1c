package io.novacron.provider.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstancePage;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong on the way to AWS, as outcomes. */
class FailuresTest {
  private static final String ENDLESS_HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n";

  private final FakeEc2 cloud = new FakeEc2((request, reply) -> {});
  private final OpenAccount account = OpenAccount.at(cloud.endpoint());

  @AfterEach
  void close() {
    account.close();
    cloud.close();
  }

  @ParameterizedTest
  @CsvSource({
    "401, AuthFailure, DENIED, credentials settings",
    "403, UnauthorizedOperation, DENIED, docs/providers/aws.md",
    "400, ExpiredToken, DENIED, renew the session token",
    "403, SignatureDoesNotMatch, DENIED, credentials settings",
    "401, OptInRequired, DENIED, AWS console",
    "503, RequestLimitExceeded, THROTTLED, passes by itself",
    "400, Throttling, THROTTLED, passes by itself",
    "500, InsufficientInstanceCapacity, CAPACITY, another zone",
    "400, SpotMaxPriceTooLow, CAPACITY, another zone",
    "400, VcpuLimitExceeded, QUOTA, Service Quotas",
    "400, InstanceLimitExceeded, QUOTA, Service Quotas",
    "400, MaxSpotInstanceCountExceeded, QUOTA, Service Quotas",
    "400, VolumeLimitExceeded, QUOTA, Service Quotas",
    "400, InsufficientFreeAddressesInSubnet, QUOTA, Service Quotas",
    "400, InvalidParameterValue, INVALID, ask again",
    "400, InvalidAMIID.NotFound, INVALID, ask again",
    "400, Unsupported, INVALID, ask again",
    "400, InvalidSnapshot.NotFound, NOT_FOUND, Check the id",
    "400, IncorrectInstanceState, CONFLICT, state",
    "400, UnsupportedOperation, UNSUPPORTED, does not do this",
    "400, InvalidAction, UNSUPPORTED, check the endpoint setting",
    "503, Unavailable, UNAVAILABLE, passes by itself"
  })
  void aCodeOfAwsHasItsCategoryItsScopeAndANextStep(
      int status, String code, Category category, String nextStep) {
    cloud.script(FakeEc2.refusal(status, code, "As a test wants it.", ""));
    ProviderError error =
        OpenAccount.error(
            account.provider().compute().create(OpenAccount.context(), OpenAccount.request()));
    assertThat(error.category()).isEqualTo(category);
    assertThat(error.providerCode()).isEqualTo(code);
    assertThat(error.requestId()).isEqualTo("req-1");
    assertThat(error.scope())
        .isEqualTo("account prod, region eu-central-1, zone eu-central-1a, type m7i.xlarge");
    assertThat(error.message()).contains(nextStep);
    assertThat(cloud.requests()).as("the SDK repeats nothing").hasSize(1);
  }

  @Test
  void retryAfterIsKept() {
    cloud.script(FakeEc2.refusal(503, "RequestLimitExceeded", "Slow down.", "Retry-After: 7\r\n"));
    assertThat(account.listError().retryAfter()).isEqualTo(Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @ValueSource(longs = {-5, 5})
  void aClockThatIsOffByFiveMinutesIsMadeUpForOnce(long minutes) {
    String now =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            ZonedDateTime.ofInstant(
                Instant.now().plus(Duration.ofMinutes(minutes)), ZoneOffset.UTC));
    cloud.script(
        (request, reply) -> {
          if (cloud.requests().size() == 1) {
            FakeEc2.refusal(400, "RequestExpired", "Expired.", "Date: " + now + "\r\n")
                .answer(request, reply);
          } else {
            reply.write(FakeEc2.instances());
          }
        });
    InstancePage page =
        OpenAccount.answer(
            account.provider().compute().list(OpenAccount.context(), OpenAccount.REGION, null));
    assertThat(page.instances()).isEmpty();
    assertThat(cloud.requests()).hasSize(2);
  }

  @Test
  void aClockThatCannotBeMadeUpForIsNamed() {
    cloud.script(FakeEc2.refusal(400, "RequestExpired", "Expired.", ""));
    ProviderError error = account.listError();
    assertThat(error.category()).isEqualTo(Category.DENIED);
    assertThat(error.message()).contains("clock").contains("NTP");
    assertThat(cloud.requests()).hasSizeLessThanOrEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "this is no XML",
        "<DescribeInstancesResponse><reservationSet>",
        "<html><body>Welcome to the hotel</body></html>",
        ""
      })
  void whatIsNoReplyOfAwsIsNeverAnEmptyList(String body) {
    cloud.script((request, reply) -> reply.write(FakeEc2.reply(200, "", body)));
    ProviderError error = account.listError();
    assertThat(error.category()).isEqualTo(Category.DEPENDENCY);
    assertThat(error.message()).contains("proxy");
    assertUnknown();
  }

  @ParameterizedTest
  @CsvSource({"403, DENIED", "404, DEPENDENCY", "429, THROTTLED", "502, UNAVAILABLE"})
  void aRefusalWithoutACodeOfAwsIsToldApart(int status, Category category) {
    cloud.script(
        (request, reply) -> reply.write(FakeEc2.reply(status, "", "<html>gateway</html>")));
    assertThat(account.listCategory()).isEqualTo(category);
  }

  @Test
  void aTruncatedReplyIsNoReply() {
    cloud.script(
        (request, reply) -> {
          byte[] whole = FakeEc2.instances();
          reply.write(whole, 0, whole.length - 40);
        });
    assertThat(account.listCategory()).isIn(Category.UNAVAILABLE, Category.DEPENDENCY);
    assertUnknown();
  }

  @Test
  void aConnectionThatIsCutIsNoReply() {
    assertThat(account.listCategory()).isEqualTo(Category.UNAVAILABLE);
    assertUnknown();
  }

  @Test
  void anErrorOfTheServerLeavesACreateUnknown() {
    cloud.script(FakeEc2.refusal(500, "InternalError", "An internal error has occurred", ""));
    assertThat(account.listCategory()).isEqualTo(Category.UNAVAILABLE);
    assertUnknown();
  }

  @Test
  void anEndlessReplyIsBrokenOff() {
    byte[] part = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.UTF_8);
    cloud.script(
        (request, reply) -> {
          reply.write(ENDLESS_HEAD.getBytes(StandardCharsets.UTF_8));
          while (!Thread.currentThread().isInterrupted()) {
            reply.write(part);
          }
        });
    ProviderError error = account.listError();
    assertThat(error.category()).isEqualTo(Category.DEPENDENCY);
    assertThat(error.message()).contains("longer than");
  }

  @Test
  void aReplyThatTricklesEndsAtTheDeadline() {
    cloud.script(
        (request, reply) -> {
          reply.write(ENDLESS_HEAD.getBytes(StandardCharsets.UTF_8));
          while (!Thread.currentThread().isInterrupted()) {
            reply.write("1\r\n \r\n".getBytes(StandardCharsets.UTF_8));
            reply.flush();
            Thread.sleep(20);
          }
        });
    assertThat(
            OpenAccount.error(
                    account
                        .provider()
                        .compute()
                        .list(
                            OpenAccount.context("t", Duration.ofMillis(400)),
                            OpenAccount.REGION,
                            null))
                .category())
        .isEqualTo(Category.UNAVAILABLE);
    assertThat(
            OpenAccount.outcome(
                account
                    .provider()
                    .compute()
                    .create(
                        OpenAccount.context("t", Duration.ofMillis(400)), OpenAccount.request())))
        .isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void whatCannotBeReachedWasNotAskedToMakeAnything() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    try (OpenAccount nowhere = OpenAccount.at("http://127.0.0.1:" + port)) {
      ProviderError error =
          OpenAccount.error(
              nowhere.provider().compute().create(OpenAccount.context(), OpenAccount.request()));
      assertThat(error.category()).isEqualTo(Category.UNAVAILABLE);
      assertThat(error.message()).contains("cannot be reached").contains("endpoint setting");
      assertThat(error.scope()).contains("region eu-central-1");
    }
  }

  /** A resolver may take longer than the call may to say that it knows no such name. */
  @Test
  void aNameThatIsNotKnownCannotBeReached() {
    try (OpenAccount nowhere = OpenAccount.at("http://no-such-host.invalid")) {
      assertThat(nowhere.listError().message())
          .containsAnyOf("cannot be reached", "did not answer in time");
    }
  }

  @Test
  void withoutCredentialsNothingIsSent() {
    Map<String, String> settings = Credentials.settings(cloud.endpoint());
    settings.put("secretAccessKey", "file:/no/such/file");
    try (OpenAccount poor = new OpenAccount(settings)) {
      ProviderError error =
          OpenAccount.error(
              poor.provider().compute().create(OpenAccount.context(), OpenAccount.request()));
      assertThat(error.category()).isEqualTo(Category.DENIED);
      assertThat(error.scope()).isEqualTo("account prod");
      assertThat(error.message()).contains("file:/no/such/file cannot be read");
    }
    assertThat(cloud.requests()).isEmpty();
  }

  @Test
  void aRoleThatMayNotBeAssumedIsNamed() {
    cloud.script(
        (request, reply) ->
            reply.write(
                FakeEc2.reply(
                    403,
                    "",
                    "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code>"
                        + "<Message>not authorized to perform: sts:AssumeRole</Message></Error>"
                        + "<RequestId>req-3</RequestId></ErrorResponse>")));
    Map<String, String> settings = Credentials.settings(cloud.endpoint());
    settings.put("roleArn", "arn:aws:iam::123456789012:role/novacron");
    try (OpenAccount assuming = new OpenAccount(settings)) {
      ProviderError error = assuming.listError();
      assertThat(error.category()).isEqualTo(Category.DENIED);
      assertThat(error.providerCode()).isEqualTo("AccessDenied");
      assertThat(error.scope()).isEqualTo("account prod");
      assertThat(error.message()).contains("role could not be assumed");
    }
    assertThat(cloud.requests())
        .allSatisfy(request -> assertThat(request).containsEntry("Action", "AssumeRole"));
  }

  @Test
  void theEncodedMessageOfARefusalIsLeftOut() {
    cloud.script(
        FakeEc2.refusal(
            403,
            "UnauthorizedOperation",
            "You are not authorized. Encoded authorization failure message: canary-4711",
            ""));
    assertThat(account.listError().message())
        .contains("You are not authorized.")
        .doesNotContain("canary-4711");
  }

  @Test
  void aSecretIsNowhere() {
    List<String> seen = new ArrayList<>();
    String session = "canary-9e9e-session-token";
    Map<String, String> settings = Credentials.settings(cloud.endpoint());
    settings.put("sessionToken", Credentials.file("session", session));
    seen.add(
        AwsSettings.of(
                new io.novacron.api.provider.AccountConfiguration(
                    "prod", "default", "aws", settings))
            .toString());
    try (OpenAccount open = new OpenAccount(settings)) {
      for (String code : List.of("SignatureDoesNotMatch", "AuthFailure", "InvalidParameterValue")) {
        String message =
            code.startsWith("Invalid")
                ? "no"
                : "The Canonical String should have been x-amz-security-token:" + session;
        cloud.script(FakeEc2.refusal(403, code, message, ""));
        Outcome<Instance> outcome =
            OpenAccount.outcome(
                open.provider().compute().create(OpenAccount.context(), OpenAccount.request()));
        seen.add(outcome.toString());
      }
    }
    assertThat(seen)
        .allSatisfy(
            text ->
                assertThat(text)
                    .doesNotContain(Credentials.SECRET)
                    .doesNotContain(session)
                    .doesNotContain("canary-77aa"));
  }

  private void assertUnknown() {
    Outcome<Instance> outcome =
        OpenAccount.outcome(
            account.provider().compute().create(OpenAccount.context(), OpenAccount.request()));
    assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
    assertThat(((Outcome.Unknown<Instance>) outcome).reason()).contains("account prod");
  }
}
