package io.novacron.provider.aws.internal;

import io.novacron.api.error.Category;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.ProviderFactory;
import io.novacron.provider.tck.ProviderContract;
import io.novacron.provider.tck.Troubles;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Runs the contract on moto. */
class MotoContractTest extends ProviderContract implements Troubles {
  private final ProviderFactory factory = new AwsFactory("0.0.0");

  private static final String NO_TOKENS = "moto honours no client token";

  @SuppressWarnings("NullAway.Init") // by start
  private static FaultProxy proxy;

  @BeforeAll
  static void start() {
    proxy = new FaultProxy(MotoServer.uri());
  }

  @AfterAll
  static void stop() {
    proxy.close();
  }

  @BeforeEach
  void empty() {
    MotoServer.reset();
  }

  @Override
  protected String backEnd() {
    return "aws on moto";
  }

  @Override
  protected AccountConfiguration account() {
    Map<String, String> settings = new HashMap<>(Credentials.settings(proxy.uri().toString()));
    settings.put("regions", "eu-central-1,us-east-1");
    settings.put("pageSize", "20");
    return new AccountConfiguration("moto", "default", "aws", settings);
  }

  @Override
  protected Map<String, String> gaps() {
    return Map.ofEntries(
        Map.entry("createTwiceWithOneTokenReturnsTheSameMachine", "T01: " + NO_TOKENS),
        Map.entry("manyCreatesWithOneTokenAtTheSameTimeMakeOneMachine", "T01: " + NO_TOKENS),
        Map.entry("aTokenIsKnownAfterTheProviderWasOpenedAgain", "T01: " + NO_TOKENS),
        Map.entry("oneTokenWithTwoRequestsIsAConflictAndMakesNothing", "T02: " + NO_TOKENS),
        Map.entry("theTokenOfADeletedMachineGetsADefinedAnswer", "T03: " + NO_TOKENS),
        Map.entry("notThereJustAfterACreateIsNotGone", "T21: " + NO_TOKENS),
        Map.entry("aDeletedMachineCannotBeStarted", "moto starts terminated instances"),
        Map.entry("aTypeThatDoesNotExistIsInvalid", "moto takes any instance type for a resize"),
        Map.entry("aPageTokenThatNoListGaveIsInvalid", "moto answers 500 to a wrong page token"),
        Map.entry("aListOfManyVolumesComesByPages", "moto gives all volumes in one page"),
        Map.entry("aListOfManySnapshotsComesByPages", "moto gives all snapshots in one page"),
        Map.entry("aPageTokenThatNoListOfVolumesGaveIsInvalid", "moto overlooks page tokens here"),
        Map.entry(
            "aPageTokenThatNoListOfSnapshotsGaveIsInvalid", "moto overlooks page tokens here"),
        Map.entry("aPageTokenThatNoListOfNetworksGaveIsInvalid", "moto overlooks page tokens here"),
        Map.entry(
            "aPageTokenThatNoListOfSecurityGroupsGaveIsInvalid", "moto overlooks page tokens here"),
        Map.entry("aMachineTakesFromTheQuotaThatCoversIt", "moto does not list the quotas of EC2"),
        Map.entry(
            "measurementsAreWhatWasAskedFor",
            "moto does not speak the protocol of today's CloudWatch clients"));
  }

  @Override
  protected String image() {
    return "amazon-linux-2023";
  }

  @Override
  public int moreThanAPage() {
    return 25;
  }

  @Override
  public String freeVolume(InstanceRequest request) {
    ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    try (AwsClients clients = new AwsClients("moto", AwsSettings.of(account()), timer, timer)) {
      return clients
          .ec2(request.region())
          .createVolume(
              volume ->
                  volume
                      .availabilityZone(request.region() + "a")
                      .size(2)
                      .tagSpecifications(
                          TagSpecification.builder()
                              .resourceType(ResourceType.VOLUME)
                              .tags(Tags.list(request.owner().toTags()))
                              .build()))
          .join()
          .volumeId();
    } finally {
      timer.shutdownNow();
    }
  }

  @Override
  public ProviderFactory factory() {
    return factory;
  }

  @Override
  public Class<? extends Supplier<ProviderFactory>> factorySupplier() {
    return AwsFactorySupplier.class;
  }

  @Override
  public Troubles troubles() {
    return this;
  }

  @Override
  public void refuseCreates(Category category, Runnable attempt) {
    FaultProxy.Fault refusal =
        switch (category) {
          case CAPACITY -> refuse(500, "InsufficientInstanceCapacity");
          case QUOTA -> refuse(400, "VcpuLimitExceeded");
          case THROTTLED -> refuse(503, "RequestLimitExceeded");
          case DENIED -> refuse(403, "UnauthorizedOperation");
          default -> throw new IllegalArgumentException("no trouble of category " + category);
        };
    proxy.during(refusal, attempt);
  }

  @Override
  public void reportState(String word, Runnable attempt) {
    proxy.during(FaultProxy.Fault.state(word), attempt);
  }

  private static FaultProxy.Fault refuse(int status, String code) {
    return FaultProxy.Fault.refuse("RunInstances", status, code);
  }
}
