package io.novacron.provider.aws.internal;

import io.novacron.api.error.Category;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.ProviderFactory;
import io.novacron.provider.tck.ProviderContract;
import io.novacron.provider.tck.Troubles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * Runs the contract of the AWS provider on the simulated cloud as a process of its own, by the real
 * SDK. It has no gap.
 */
class WireContractTest extends ProviderContract implements Troubles {
  private static @TempDir Path directory = Path.of("");

  @SuppressWarnings("NullAway.Init") // by start
  private static SimulatorProcess simulator;

  private static int port;
  private static int started;

  private final ProviderFactory factory = new AwsFactory("0.0.0");

  @BeforeAll
  static void start() {
    simulator =
        SimulatorProcess.start(
            port,
            directory.resolve("data-" + started++),
            "--latency",
            "4",
            "--visibility-delay",
            "150",
            "--provisioning",
            "40");
    port = simulator.endpoint().getPort();
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  /** Only lists show what other tests have made. */
  @BeforeEach
  void empty(TestInfo test) {
    if (test.getTestMethod()
        .filter(method -> method.getName().startsWith("aListGivesEveryMachine"))
        .isPresent()) {
      stop();
      start();
    }
  }

  @Override
  protected String backEnd() {
    return "aws on the simulator";
  }

  @Override
  protected AccountConfiguration account() {
    Map<String, String> settings = new HashMap<>();
    settings.put("endpoint", simulator.endpoint().toString());
    settings.put("credentials", "reference");
    settings.put("accessKeyId", file("id", "AKIATESTTESTTESTTEST"));
    settings.put("secretAccessKey", file("secret", "canary-5f1e-secret-access-key"));
    settings.put("regions", "eu-central-1,us-east-1");
    settings.put("pollMillis", "20");
    settings.put("pageSize", "20");
    return new AccountConfiguration("wire", "default", "aws", settings);
  }

  @Override
  public int moreThanAPage() {
    return 25;
  }

  @Override
  public String freeVolume(InstanceRequest request) {
    ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    try (AwsClients clients = new AwsClients("wire", AwsSettings.of(account()), timer, timer)) {
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
    return ApartFactory.class;
  }

  @Override
  public Troubles troubles() {
    return this;
  }

  @Override
  public void refuseCreates(Category category, Runnable attempt) {
    String name =
        switch (category) {
          case CAPACITY -> "capacity";
          case QUOTA -> "quota";
          case THROTTLED -> "throttle";
          case DENIED -> "denied";
          default -> throw new IllegalArgumentException("no trouble of category " + category);
        };
    simulator.during("{\"name\":\"" + name + "\",\"action\":\"RunInstances\"}", attempt);
  }

  @Override
  public void reportState(String word, Runnable attempt) {
    simulator.during(
        "{\"name\":\"unknown-state\",\"parameters\":{\"word\":\"" + word + "\"}}", attempt);
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

  /** Makes factories of classes that are loaded apart. */
  public static final class ApartFactory implements Supplier<ProviderFactory> {
    @Override
    public ProviderFactory get() {
      return new AwsFactory("0.0.0");
    }
  }
}
