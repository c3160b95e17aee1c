package io.novacron.provider.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.Market.Kind;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.api.provider.ProviderError;
import io.novacron.api.provider.Quota;
import io.novacron.provider.tck.ContractSession;
import io.novacron.provider.tck.SmallCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** EC2's quotas on vCPUs as the provider tells them, at a cloud that holds the account to them. */
class Ec2QuotasTest {
  private static final String REGION = "eu-central-1";
  private static final String STANDARD = "L-1216C47A";
  private static final String STANDARD_SPOT = "L-34B43A08";
  private static final String GRAPHICS = "L-DB2E81BA";

  private @TempDir Path directory = Path.of("");

  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);

  @SuppressWarnings("NullAway.Init") // by start
  private SimulatorProcess simulator;

  @SuppressWarnings("NullAway.Init") // by start
  private ContractSession session;

  @BeforeEach
  void start() throws IOException {
    simulator =
        SimulatorProcess.start(
            0,
            directory.resolve("cloud"),
            "--latency",
            "2",
            "--visibility-delay",
            "0",
            "--provisioning",
            "0",
            "--quota-vcpus",
            "25");
    Map<String, String> settings = new HashMap<>();
    settings.put("endpoint", simulator.endpoint().toString());
    settings.put("credentials", "reference");
    settings.put("accessKeyId", file("id", "AKIATESTTESTTESTTEST"));
    settings.put("secretAccessKey", file("secret", "secret"));
    settings.put("regions", "eu-central-1,us-east-1");
    settings.put("pollMillis", "20");
    settings.put("pageSize", "5");
    session =
        new ContractSession(
            new AwsFactory("0.0.0")
                .create(
                    new AccountConfiguration("wire", "default", "aws", settings),
                    new ProviderEnvironment(
                        Clock.systemUTC(), scheduler, new SmallCatalog(), directory)),
            Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    session.close();
    scheduler.shutdownNow();
    simulator.close();
  }

  @Test
  void eachClassOfTypesAndMarketHasItsOwn() {
    running("m7i.xlarge", Market.ON_DEMAND);
    running("m7i.xlarge", Market.ON_DEMAND);
    running("m7i.xlarge", new Market(Kind.SPOT, null));
    running("g4dn.xlarge", Market.ON_DEMAND);
    List<Quota> quotas = quotas();
    assertThat(one(quotas, REGION, STANDARD).used()).isEqualTo(8);
    assertThat(one(quotas, REGION, STANDARD_SPOT).used()).isEqualTo(4);
    assertThat(one(quotas, REGION, GRAPHICS).used()).isEqualTo(4);
    assertThat(one(quotas, "us-east-1", STANDARD).used()).isZero();
    assertThat(quotas).allSatisfy(quota -> assertThat(quota.limit()).isEqualTo(25));
  }

  @Test
  void whatIsLeftIsWhatACreateMayStillTakeOverSeveralPages() {
    for (int i = 0; i < 6; i++) {
      running("m7i.xlarge", Market.ON_DEMAND);
    }
    Quota quota = one(quotas(), REGION, STANDARD);
    assertThat(quota.left()).isEqualTo(1);
    assertThat(quota.covers("m7i.xlarge", Kind.ON_DEMAND)).isTrue();
    ProviderError refused =
        session.error(
            session.compute().create(session.context(), request("m7i.xlarge", Market.ON_DEMAND)));
    assertThat(refused.category()).isEqualTo(Category.QUOTA);
    running("g4dn.xlarge", Market.ON_DEMAND);
  }

  @Test
  void aStoppedMachineTakesNothing() {
    Instance machine = running("m7i.xlarge", Market.ON_DEMAND);
    session.settled(
        REGION, session.compute().stop(session.context(), REGION, machine.reference(), false));
    assertThat(one(quotas(), REGION, STANDARD).used()).isZero();
  }

  @Test
  void aRegionThatCannotBeReadIsLeftOutAndNoneAtAllIsAnError() {
    simulator.during(
        "{\"name\":\"denied\",\"action\":\"ListServiceQuotas\",\"region\":\"us-east-1\"}",
        () -> assertThat(quotas()).extracting(Quota::region).containsOnly(REGION));
    simulator.during(
        "{\"name\":\"denied\",\"action\":\"ListServiceQuotas\","
            + "\"parameters\":{\"code\":\"UnauthorizedOperation\"}}",
        () -> {
          ProviderError error =
              session.error(session.provider().quotas().orElseThrow().list(session.context()));
          assertThat(error.category()).isEqualTo(Category.DENIED);
          assertThat(error.scope()).isEqualTo("account wire");
          assertThat(error.message()).contains("read quotas").contains("docs/providers/aws.md");
        });
    simulator.during(
        "{\"name\":\"throttle\",\"action\":\"ListServiceQuotas\"}",
        () ->
            assertThat(
                    session
                        .error(session.provider().quotas().orElseThrow().list(session.context()))
                        .category())
                .isEqualTo(Category.THROTTLED));
  }

  private List<Quota> quotas() {
    return session.answer(session.provider().quotas().orElseThrow().list(session.context()));
  }

  private static Quota one(List<Quota> quotas, String region, String name) {
    assertThat(quotas)
        .filteredOn(quota -> quota.region().equals(region) && quota.name().equals(name))
        .hasSize(1);
    return quotas.stream()
        .filter(quota -> quota.region().equals(region) && quota.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Instance running(String type, Market market) {
    return session.running(ContractSession.newToken(), request(type, market));
  }

  private static InstanceRequest request(String type, Market market) {
    String id = UUID.randomUUID().toString();
    return new InstanceRequest(
        "web",
        REGION,
        null,
        type,
        "ubuntu-24.04",
        List.of(),
        null,
        List.of(),
        market,
        Map.of(),
        new OwnerTag("plane", "default", "machine-" + id, "operation-" + id));
  }

  private String file(String name, String value) throws IOException {
    return "file:" + Files.writeString(directory.resolve(name), value);
  }
}
