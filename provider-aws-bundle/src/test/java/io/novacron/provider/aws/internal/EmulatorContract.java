package io.novacron.provider.aws.internal;

import io.novacron.api.error.Category;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.ProviderFactory;
import io.novacron.provider.tck.ProviderContract;
import io.novacron.provider.tck.Troubles;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * Runs the contract on an emulator by others, with a proxy before it that answers in its place when
 * a clause needs a trouble.
 */
abstract class EmulatorContract extends ProviderContract implements Troubles {
  private final ProviderFactory factory = new AwsFactory("0.0.0");

  @SuppressWarnings("NullAway.Init") // by open
  private static FaultProxy proxy;

  static void open(URI emulator) {
    proxy = new FaultProxy(emulator);
  }

  @AfterAll
  static void stop() {
    proxy.close();
  }

  /** What people call the emulator. */
  abstract String emulator();

  /** The gaps that not all emulators have. */
  abstract Map<String, String> ownGaps();

  /** No emulator honours client tokens. */
  @Override
  protected final Map<String, String> gaps() {
    String reason = ": " + emulator() + " honours no client token";
    Map<String, String> gaps = new HashMap<>(ownGaps());
    gaps.put("createTwiceWithOneTokenReturnsTheSameMachine", "T01" + reason);
    gaps.put("manyCreatesWithOneTokenAtTheSameTimeMakeOneMachine", "T01" + reason);
    gaps.put("aTokenIsKnownAfterTheProviderWasOpenedAgain", "T01" + reason);
    gaps.put("oneTokenWithTwoRequestsIsAConflictAndMakesNothing", "T02" + reason);
    gaps.put("theTokenOfADeletedMachineGetsADefinedAnswer", "T03" + reason);
    gaps.put("notThereJustAfterACreateIsNotGone", "T21" + reason);
    return gaps;
  }

  @Override
  protected String backEnd() {
    return "aws on " + emulator();
  }

  @Override
  protected AccountConfiguration account() {
    Map<String, String> settings = new HashMap<>(Credentials.settings(proxy.uri().toString()));
    settings.put("regions", "eu-central-1,us-east-1");
    settings.put("pageSize", "20");
    return new AccountConfiguration("emulator", "default", "aws", settings);
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
    try (AwsClients clients = new AwsClients("emulator", AwsSettings.of(account()), timer, timer)) {
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
