package io.novacron.provider.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.novacron.api.error.Category;
import io.novacron.api.machine.Market;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstancePage;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.api.provider.ProviderError;
import io.novacron.api.security.Secret;
import io.novacron.provider.tck.SmallCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What goes wrong between the provider and a cloud that has state: what is said of it, that it is
 * said by the deadline, and what there is at the cloud afterwards.
 */
class WireFailuresTest {
  private static final String REGION = "eu-central-1";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** For calls whose end is the deadline itself. */
  private static final Duration SHORT = Duration.ofSeconds(2);

  /** What a deadline may be late by on a machine with other work. */
  private static final Duration LATE = Duration.ofSeconds(15);

  private static @TempDir Path directory = Path.of("");

  @SuppressWarnings("NullAway.Init") // by start
  private static SimulatorProcess simulator;

  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
  private final Map<String, String> settings = new HashMap<>();
  private Provider provider = open("AKIATESTTESTTESTTEST");

  @BeforeAll
  static void start() {
    simulator =
        SimulatorProcess.start(
            0,
            directory.resolve("cloud"),
            "--latency",
            "4",
            "--visibility-delay",
            "0",
            "--provisioning",
            "0");
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  @AfterEach
  void close() {
    provider.close();
    scheduler.shutdownNow();
  }

  @ParameterizedTest
  @CsvSource({
    "AKIAAUTHFAILURE00000, AuthFailure, credentials settings",
    "AKIAINVALIDTOKENID00, InvalidClientTokenId, credentials settings",
    "AKIASIGNATURE0000000, SignatureDoesNotMatch, credentials settings",
    "AKIAEXPIREDTOKEN0000, ExpiredToken, renew the session token",
    "AKIAUNAUTHORIZED0000, UnauthorizedOperation, docs/providers/aws.md",
    "AKIAREADONLY00000000, UnauthorizedOperation, docs/providers/aws.md",
    "AKIAOPTINREQUIRED000, OptInRequired, AWS console",
    "AKIABLOCKED000000000, Blocked, AWS console"
  })
  void wrongCredentialsAreDeniedAndMakeNothing(String key, String code, String nextStep) {
    reopen(key);
    InstanceRequest request = request();
    ProviderError error = error(provider.compute().create(context(PATIENCE), request), PATIENCE);
    assertThat(error.category()).isEqualTo(Category.DENIED);
    assertThat(error.providerCode()).isEqualTo(code);
    assertThat(error.requestId()).isNotBlank();
    assertThat(error.scope()).startsWith("account wire, region " + REGION);
    assertThat(error.message()).contains(nextStep).doesNotContain(key);
    assertThat(made(request)).isEmpty();
  }

  @Test
  void aSecurityGroupThatIsNotThereIsNamedAndNothingIsMade() {
    InstanceRequest request = request(List.of("sg-0123456789abcdef0"));
    ProviderError error = error(provider.compute().create(context(PATIENCE), request), PATIENCE);
    assertThat(error.category()).isEqualTo(Category.INVALID);
    assertThat(error.providerCode()).isEqualTo("InvalidGroup.NotFound");
    assertThat(error.message()).contains("sg-0123456789abcdef0");
    assertThat(made(request)).isEmpty();
  }

  @Test
  void aSessionTokenThatHasExpiredIsToBeRenewed() {
    settings.put("sessionToken", file("session", "simulated-session-until-1000000000"));
    reopen("AKIATESTTESTTESTTEST");
    ProviderError error = listError(PATIENCE);
    assertThat(error.category()).isEqualTo(Category.DENIED);
    assertThat(error.providerCode()).isEqualTo("ExpiredToken");
    assertThat(error.message()).contains("renew the session token");
    settings.remove("sessionToken");
  }

  @Test
  void aRegionThatTheCloudDoesNotKnowIsNamedWithWhatToCheck() {
    settings.put("regions", "xx-nowhere-1");
    reopen("AKIATESTTESTTESTTEST");
    ProviderError error =
        error(provider.compute().list(context(PATIENCE), "xx-nowhere-1", null), PATIENCE);
    assertThat(error.category()).isEqualTo(Category.DENIED);
    assertThat(error.scope()).isEqualTo("account wire, region xx-nowhere-1");
    assertThat(error.message()).contains("the region is enabled for the account");
    ProviderError health = error(provider.checkHealth(context(PATIENCE)), PATIENCE);
    assertThat(health.category()).isEqualTo(Category.DENIED);
    assertThat(health.scope()).isEqualTo("account wire");
  }

  @Test
  void aRegionThatTheAccountMayNotUseIsNotAskedFor() {
    simulator.control("DELETE", "calls", "");
    ProviderError error =
        error(provider.compute().list(context(PATIENCE), "eu-west-1", null), PATIENCE);
    assertThat(error.category()).isEqualTo(Category.INVALID);
    assertThat(error.scope()).isEqualTo("account wire, region eu-west-1");
    assertThat(error.message()).contains("add it to regions of the account");
    assertThat(simulator.control("GET", "calls", "").path("total").asLong()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {-310, -290, 290, 310})
  void aClockThatIsOffByFiveMinutesMakesOneMachine(int seconds) {
    InstanceRequest request = request();
    simulator.during(
        "{\"name\":\"clock-skew\",\"parameters\":{\"seconds\":\"" + seconds + "\"}}",
        () ->
            assertThat(outcome(provider.compute().create(context(PATIENCE), request), PATIENCE))
                .isInstanceOfAny(Outcome.Done.class, Outcome.Accepted.class));
    assertThat(made(request)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"malformed", "truncated", "endless", "lost-reply"})
  void aCreateWhoseReplyIsSpoiltIsUnknownAndFoundAsOneMachine(String fault) {
    InstanceRequest request = request();
    CallContext context = context(SHORT);
    simulator.during(
        fault(fault, "RunInstances"),
        () -> {
          Outcome<Instance> outcome = outcome(provider.compute().create(context, request), SHORT);
          assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
          assertThat(((Outcome.Unknown<Instance>) outcome).reason())
              .contains("account wire, region " + REGION);
        });
    assertThat(
            answer(
                provider
                    .compute()
                    .findByToken(context(PATIENCE), REGION, context.idempotencyToken())))
        .hasSize(1);
    assertThat(made(request)).hasSize(1);
  }

  @Test
  void aCreateThatIsLostOnTheWayIsUnknownAndFoundAsNone() {
    InstanceRequest request = request();
    simulator.during(
        fault("lost-request", "RunInstances"),
        () ->
            assertThat(outcome(provider.compute().create(context(SHORT), request), SHORT))
                .isInstanceOf(Outcome.Unknown.class));
    assertThat(answer(provider.compute().findByOwner(context(PATIENCE), REGION, request.owner())))
        .isEmpty();
    assertThat(made(request)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "malformed, DEPENDENCY, proxy",
    "truncated, UNAVAILABLE, Ask again",
    "endless, UNAVAILABLE, Ask again",
    "lost-reply, UNAVAILABLE, Ask again",
    "lost-request, UNAVAILABLE, Ask again"
  })
  void aListWhoseReplyIsSpoiltIsNoEmptyList(String fault, Category category, String nextStep) {
    simulator.during(
        fault(fault, "DescribeInstances"),
        () -> {
          ProviderError error = listError(SHORT);
          assertThat(error.category()).isEqualTo(category);
          assertThat(error.scope()).isEqualTo("account wire, region " + REGION);
          assertThat(error.message()).contains(nextStep);
        });
  }

  @Test
  void aCloudThatIsSilentEndsACallAtItsDeadline() {
    InstanceRequest request = request();
    simulator.during(
        "{\"name\":\"lost-reply\",\"parameters\":{\"silent\":\"true\"}}",
        () -> {
          assertThat(listError(SHORT).category()).isEqualTo(Category.UNAVAILABLE);
          ProviderError health = error(provider.checkHealth(context(SHORT)), SHORT);
          assertThat(health.category()).isEqualTo(Category.UNAVAILABLE);
        });
    simulator.during(
        "{\"name\":\"lost-reply\",\"action\":\"RunInstances\",\"parameters\":{\"silent\":\"true\"}}",
        () ->
            assertThat(outcome(provider.compute().create(context(SHORT), request), SHORT))
                .isInstanceOf(Outcome.Unknown.class));
    assertThat(made(request)).hasSize(1);
  }

  @Test
  void nothingAtTheEndpointIsTold() throws IOException {
    // Bound and not listening: nobody else can have the port meanwhile.
    try (Socket nobody = new Socket()) {
      nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      settings.put("endpoint", "http://127.0.0.1:" + nobody.getLocalPort());
      reopen("AKIATESTTESTTESTTEST");
      ProviderError error = listError(SHORT);
      // On a busy machine the SDK now and then keeps a refused connection to itself, and the call
      // ends at its deadline.
      for (int again = 0; again < 5 && error.message().contains("in time"); again++) {
        assertThat(error.category()).isEqualTo(Category.UNAVAILABLE);
        error = listError(SHORT);
      }
      assertThat(error.category()).isEqualTo(Category.UNAVAILABLE);
      assertThat(error.scope()).isEqualTo("account wire, region " + REGION);
      assertThat(error.message()).contains("cannot be reached").contains("endpoint setting");
    }
  }

  private static String fault(String name, String action) {
    return "{\"name\":\"" + name + "\",\"action\":\"" + action + "\"}";
  }

  private static List<JsonNode> made(InstanceRequest request) {
    List<JsonNode> made = new java.util.ArrayList<>();
    for (JsonNode each : simulator.control("GET", "instances", "").path("items")) {
      if (each.at("/tags/novacron-machine").asText().equals(request.owner().machine())) {
        made.add(each);
      }
    }
    return made;
  }

  private void reopen(String key) {
    provider.close();
    provider = open(key);
  }

  private Provider open(String key) {
    settings.putIfAbsent("endpoint", simulator.endpoint().toString());
    settings.putIfAbsent("regions", REGION);
    settings.put("credentials", "reference");
    settings.put("accessKeyId", file("id", key));
    settings.put("secretAccessKey", file("secret", "canary-5f1e-secret-access-key"));
    settings.put("pollMillis", "20");
    return new AwsFactory("0.0.0")
        .create(
            new AccountConfiguration("wire", "default", "aws", settings),
            new ProviderEnvironment(
                Clock.systemUTC(), scheduler, new SmallCatalog(), directory.resolve("own")));
  }

  private static InstanceRequest request() {
    return request(List.of());
  }

  private static InstanceRequest request(List<String> securityGroups) {
    String id = UUID.randomUUID().toString();
    return new InstanceRequest(
        "web",
        REGION,
        null,
        "m7i.xlarge",
        "ubuntu-24.04",
        List.of(),
        null,
        securityGroups,
        List.of(),
        Market.ON_DEMAND,
        Map.of(),
        new OwnerTag("plane", "default", "machine-" + id, "operation-" + id),
        Secret.of("#!/bin/sh\necho canary-77aa-user-data"));
  }

  private static CallContext context(Duration patience) {
    return new CallContext(
        "operation-1", 1, UUID.randomUUID().toString(), Clock.systemUTC().instant().plus(patience));
  }

  private ProviderError listError(Duration patience) {
    CompletionStage<Outcome<InstancePage>> list =
        provider.compute().list(context(patience), REGION, null);
    return error(list, patience);
  }

  private static <T> Outcome<T> outcome(CompletionStage<Outcome<T>> stage, Duration patience) {
    try {
      Outcome<T> outcome =
          stage.toCompletableFuture().get(patience.plus(LATE).toMillis(), TimeUnit.MILLISECONDS);
      assertThat(outcome.toString()).doesNotContain("canary");
      return outcome;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (TimeoutException e) {
      throw new AssertionError("no outcome by the deadline", e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new AssertionError("a stage ends with an outcome", e);
    }
  }

  private static <T> ProviderError error(CompletionStage<Outcome<T>> stage, Duration patience) {
    Outcome<T> outcome = outcome(stage, patience);
    if (outcome instanceof Outcome.Failed<T> failed) {
      return failed.error();
    }
    throw new AssertionError("must fail but is " + outcome);
  }

  private static <T> T answer(CompletionStage<Outcome<T>> stage) {
    Outcome<T> outcome = outcome(stage, PATIENCE);
    if (outcome instanceof Outcome.Done<T> done) {
      return done.get();
    }
    throw new AssertionError("must be done but is " + outcome);
  }

  private static String file(String name, String value) {
    try {
      Path file = directory.resolve(name);
      Files.writeString(file, value);
      return "file:" + file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
