package io.novacron.provider.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.provider.ProviderError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent to EC2, and what its answers mean. */
class Ec2ComputeTest {
  private static final String LAUNCHED =
      "<RunInstancesResponse><requestId>req-5</requestId><instancesSet>%s</instancesSet>"
          + "</RunInstancesResponse>";

  private final FakeEc2 cloud = new FakeEc2((request, reply) -> {});
  private final OpenAccount account = OpenAccount.at(cloud.endpoint());

  @AfterEach
  void close() {
    account.close();
    cloud.close();
  }

  @Test
  void everythingThatALaunchMakesIsTaggedByTheLaunch() {
    launches("pending");
    assertThat(create()).isInstanceOf(Outcome.Accepted.class);
    Map<String, String> sent = cloud.requests().get(0);
    assertThat(sent).containsEntry("ClientToken", "token-1");
    for (String kind : List.of("instance", "volume", "network-interface")) {
      Map<String, String> tags = tagsOf(sent, kind);
      assertThat(OwnerTag.fromTags(tags)).as(kind).contains(OpenAccount.OWNER);
      assertThat(tags)
          .containsEntry("Name", "web")
          .containsEntry("purpose", "test")
          .containsEntry(Tags.TOKEN_KEY, "token-1")
          .containsKey(Tags.REQUEST_KEY);
    }
  }

  @Test
  void keysAndUserDataAreGivenToCloudInitTogether() {
    launches("pending");
    create();
    String text =
        new String(
            Base64.getDecoder().decode(cloud.requests().get(0).get("UserData")),
            StandardCharsets.UTF_8);
    String encoded =
        Base64.getEncoder().encodeToString(OpenAccount.USER_DATA.getBytes(StandardCharsets.UTF_8));
    assertThat(text)
        .startsWith("Content-Type: multipart/mixed")
        .contains("text/cloud-config")
        .contains("text/x-shellscript")
        .contains(encoded);
  }

  @Test
  void aTokenThatEc2WouldRefuseIsSentAsItsDigestAndFoundAsItIs() {
    String token = "token with blanks, and more than sixty-four characters in its whole length";
    launches("pending");
    OpenAccount.outcome(
        account
            .provider()
            .compute()
            .create(
                OpenAccount.context(token, java.time.Duration.ofSeconds(20)),
                OpenAccount.request()));
    String sent = String.valueOf(cloud.requests().get(0).get("ClientToken"));
    assertThat(sent).hasSize(64).matches("[0-9a-f]+");
    cloud.script(
        (request, reply) ->
            reply.write(
                FakeEc2.instances(
                    FakeEc2.instance("i-1", "running", sent, Map.of(Tags.TOKEN_KEY, token)))));
    assertThat(
            OpenAccount.answer(
                account
                    .provider()
                    .compute()
                    .findByToken(OpenAccount.context(), OpenAccount.REGION, token)))
        .extracting(Instance::idempotencyToken)
        .containsExactly(token);
  }

  @Test
  void whatTheFilterLetThroughWithAnotherTokenIsNotOurs() {
    cloud.script(
        (request, reply) ->
            reply.write(
                FakeEc2.instances(
                    FakeEc2.instance("i-1", "running", "other", Map.of(Tags.TOKEN_KEY, "token-1")),
                    FakeEc2.instance("i-2", "running", "token-2", Map.of()))));
    assertThat(
            OpenAccount.answer(
                account
                    .provider()
                    .compute()
                    .findByToken(OpenAccount.context(), OpenAccount.REGION, "token-1")))
        .isEmpty();
  }

  @Test
  void aMismatchThatOnlyANewerImageMadeIsTheSameMachine() {
    AtomicReference<String> digest = new AtomicReference<>();
    launches("pending");
    create();
    digest.set(tagsOf(cloud.requests().get(0), "instance").get(Tags.REQUEST_KEY));
    mismatches(String.valueOf(digest.get()));
    Outcome<Instance> again = create();
    assertThat(again).isInstanceOf(Outcome.Done.class);
    assertThat(((Outcome.Done<Instance>) again).get().reference()).isEqualTo("i-1");
  }

  @Test
  void aMismatchOfAnotherRequestIsAConflict() {
    mismatches("digest-of-another");
    Outcome<Instance> outcome = create();
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    ProviderError error = ((Outcome.Failed<Instance>) outcome).error();
    assertThat(error.category()).isEqualTo(Category.CONFLICT);
    assertThat(error.providerCode()).isEqualTo("IdempotentParameterMismatch");
  }

  @ParameterizedTest
  @CsvSource({
    "pending, PROVISIONING",
    "running, RUNNING",
    "stopping, STOPPING",
    "stopped, STOPPED",
    "shutting-down, DELETING",
    "terminated, DELETED",
    "hibernating, UNKNOWN"
  })
  void aWordOfEc2IsAStateOfOurs(String word, MachineState state) {
    cloud.script(
        (request, reply) ->
            reply.write(FakeEc2.instances(FakeEc2.instance("i-1", word, "t", Map.of()))));
    Instance seen =
        OpenAccount.answer(
                account
                    .provider()
                    .compute()
                    .describe(OpenAccount.context(), OpenAccount.REGION, "i-1"))
            .orElseThrow();
    assertThat(seen.state()).isEqualTo(state);
    assertThat(seen.rawState()).isEqualTo(word);
  }

  @Test
  void anInstanceThatFellForWantOfCapacityIsToldSo() {
    launches("pending");
    Outcome.Accepted<Instance> accepted = (Outcome.Accepted<Instance>) create();
    cloud.script(
        (request, reply) ->
            reply.write(
                FakeEc2.instances(
                    FakeEc2.instance("i-1", "terminated", "t", Map.of())
                        .replace(
                            "<tagSet>",
                            "<stateReason><code>Server.InsufficientInstanceCapacity</code>"
                                + "<message>no room</message></stateReason><tagSet>"))));
    ProviderError error = OpenAccount.error(poll(accepted.handle()));
    assertThat(error.category()).isEqualTo(Category.CAPACITY);
    assertThat(error.providerCode()).isEqualTo("Server.InsufficientInstanceCapacity");
  }

  @Test
  void aNewInstanceThatIsNotYetShownIsWaitedFor() {
    launches("pending");
    Outcome.Accepted<Instance> accepted = (Outcome.Accepted<Instance>) create();
    cloud.script(FakeEc2.refusal(400, "InvalidInstanceID.NotFound", "Not there.", ""));
    assertThat(OpenAccount.outcome(poll(accepted.handle()))).isInstanceOf(Outcome.Accepted.class);
    long old = java.time.Clock.systemUTC().millis() - 120_000;
    assertThat(OpenAccount.error(poll("CREATE|i-1|" + old + "|")).category())
        .isEqualTo(Category.NOT_FOUND);
  }

  @Test
  void aHandleOfNobodyIsInvalid() {
    assertThat(OpenAccount.error(poll("nonsense")).category()).isEqualTo(Category.INVALID);
  }

  @Test
  void aStartThatWasTakenOnStaysAcceptedWhenTheLookAfterItFails() {
    cloud.script(
        (request, reply) -> {
          if ("StartInstances".equals(request.get("Action"))) {
            reply.write(
                FakeEc2.reply(
                    200,
                    "",
                    "<StartInstancesResponse><requestId>r</requestId></StartInstancesResponse>"));
          } else {
            FakeEc2.refusal(503, "RequestLimitExceeded", "Slow down.", "").answer(request, reply);
          }
        });
    assertThat(
            OpenAccount.outcome(
                account
                    .provider()
                    .compute()
                    .start(OpenAccount.context(), OpenAccount.REGION, "i-1")))
        .isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void aListIsOfTheWholeRegionPageByPage() {
    cloud.script(
        (request, reply) -> {
          boolean first = !request.containsKey("NextToken");
          String page =
              new String(
                  FakeEc2.instances(
                      FakeEc2.instance(first ? "i-1" : "i-2", "running", "t", Map.of())),
                  StandardCharsets.UTF_8);
          String body = page.substring(page.indexOf("\r\n\r\n") + 4);
          reply.write(
              FakeEc2.reply(
                  200,
                  "",
                  first
                      ? body.replace(
                          "</DescribeInstancesResponse>",
                          "<nextToken>more</nextToken></DescribeInstancesResponse>")
                      : body));
        });
    var first =
        OpenAccount.answer(
            account.provider().compute().list(OpenAccount.context(), OpenAccount.REGION, null));
    assertThat(first.nextPageToken()).isEqualTo("more");
    var second =
        OpenAccount.answer(
            account.provider().compute().list(OpenAccount.context(), OpenAccount.REGION, "more"));
    assertThat(second.nextPageToken()).isNull();
    assertThat(second.instances()).extracting(Instance::reference).containsExactly("i-2");
    assertThat(cloud.requests().get(0)).containsEntry("MaxResults", "1000");
  }

  @Test
  void aRegionThatTheAccountDoesNotHaveIsInvalidAndNothingIsSent() {
    for (String region : List.of("us-east-1", "evil.example.com/")) {
      ProviderError error =
          OpenAccount.error(account.provider().compute().list(OpenAccount.context(), region, null));
      assertThat(error.category()).isEqualTo(Category.INVALID);
      assertThat(error.message()).contains("regions");
    }
    assertThat(cloud.requests()).isEmpty();
  }

  @Test
  void whatEc2DoesNotSellIsRefusedBeforeItIsSent() {
    InstanceRequest request = OpenAccount.request();
    InstanceRequest elsewhere =
        new InstanceRequest(
            request.name(),
            request.region(),
            null,
            request.instanceType(),
            request.image(),
            List.of(),
            "default",
            List.of(),
            request.market(),
            Map.of(),
            request.owner());
    ProviderError error =
        OpenAccount.error(account.provider().compute().create(OpenAccount.context(), elsewhere));
    assertThat(error.category()).isEqualTo(Category.INVALID);
    assertThat(error.message()).contains("subnet-");
    assertThat(cloud.requests()).isEmpty();
  }

  @Test
  void securityGroupsAreGivenToTheLaunch() {
    launches("pending");
    OpenAccount.outcome(
        account
            .provider()
            .compute()
            .create(OpenAccount.context(), guarded("sg-0123456789abcdef0", "sg-0f")));
    create();
    assertThat(cloud.requests().get(0))
        .containsEntry("SecurityGroupId.1", "sg-0123456789abcdef0")
        .containsEntry("SecurityGroupId.2", "sg-0f");
    assertThat(cloud.requests().get(1)).doesNotContainKey("SecurityGroupId.1");
    assertThat(tagsOf(cloud.requests().get(0), "instance").get(Tags.REQUEST_KEY))
        .as("another request than one without")
        .isNotEqualTo(tagsOf(cloud.requests().get(1), "instance").get(Tags.REQUEST_KEY));
  }

  @Test
  void whatIsNoIdOfASecurityGroupIsRefusedBeforeItIsSent() {
    ProviderError error =
        OpenAccount.error(
            account
                .provider()
                .compute()
                .create(OpenAccount.context(), guarded("sg-0123456789abcdef0", "web")));
    assertThat(error.category()).isEqualTo(Category.INVALID);
    assertThat(error.message()).contains("sg-0123456789abcdef0", "but one is web");
    assertThat(cloud.requests()).isEmpty();
  }

  private static InstanceRequest guarded(String... groups) {
    InstanceRequest request = OpenAccount.request();
    return new InstanceRequest(
        request.name(),
        request.region(),
        request.zone(),
        request.instanceType(),
        request.image(),
        request.disks(),
        null,
        List.of(groups),
        request.sshKeys(),
        request.market(),
        request.tags(),
        request.owner(),
        request.userData());
  }

  private java.util.concurrent.CompletionStage<Outcome<Instance>> poll(String handle) {
    return account.provider().compute().poll(OpenAccount.context(), OpenAccount.REGION, handle);
  }

  private Outcome<Instance> create() {
    return OpenAccount.outcome(
        account.provider().compute().create(OpenAccount.context(), OpenAccount.request()));
  }

  private void launches(String state) {
    cloud.script(
        (request, reply) ->
            reply.write(
                FakeEc2.reply(
                    200,
                    "",
                    LAUNCHED.formatted(
                        FakeEc2.instance(
                            "i-1", state, String.valueOf(request.get("ClientToken")), Map.of())))));
  }

  private void mismatches(String digest) {
    cloud.script(
        (request, reply) -> {
          if ("RunInstances".equals(request.get("Action"))) {
            FakeEc2.refusal(400, "IdempotentParameterMismatch", "Other arguments.", "")
                .answer(request, reply);
          } else {
            reply.write(
                FakeEc2.instances(
                    FakeEc2.instance(
                        "i-1",
                        "running",
                        "token-1",
                        Map.of(Tags.TOKEN_KEY, "token-1", Tags.REQUEST_KEY, digest))));
          }
        });
  }

  private static Map<String, String> tagsOf(Map<String, String> sent, String kind) {
    Map<String, String> tags = new HashMap<>();
    for (int i = 1; sent.containsKey("TagSpecification." + i + ".ResourceType"); i++) {
      String prefix = "TagSpecification." + i + ".";
      if (kind.equals(sent.get(prefix + "ResourceType"))) {
        for (int j = 1; sent.containsKey(prefix + "Tag." + j + ".Key"); j++) {
          tags.put(
              String.valueOf(sent.get(prefix + "Tag." + j + ".Key")),
              String.valueOf(sent.get(prefix + "Tag." + j + ".Value")));
        }
      }
    }
    return tags;
  }
}
