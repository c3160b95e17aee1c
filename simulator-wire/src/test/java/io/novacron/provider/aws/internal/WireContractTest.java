package io.novacron.provider.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.ProviderFactory;
import io.novacron.provider.tck.ProviderContract;
import io.novacron.provider.tck.Troubles;
import io.novacron.simulator.wire.Simulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the contract of the AWS provider on the simulated cloud as a process of its own, by the real
 * SDK. It has no gap.
 */
class WireContractTest extends ProviderContract implements Troubles {
  private static final Pattern READY = Pattern.compile("simulator ready at (\\S+),.*");

  private static @TempDir Path directory = Path.of("");

  @SuppressWarnings("NullAway.Init") // by start
  private static Process process;

  private static URI endpoint = URI.create("http://127.0.0.1:0");
  private static int started;

  private final ProviderFactory factory = new AwsFactory("0.0.0");

  @BeforeAll
  static void start() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    process =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Simulator.class.getName(),
                "--port",
                Integer.toString(endpoint.getPort()),
                "--data",
                directory.resolve("data-" + started++).toString(),
                "--latency",
                "4",
                "--visibility-delay",
                "150",
                "--provisioning",
                "40")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    Matcher ready = READY.matcher(String.valueOf(line));
    assertThat(ready.matches()).as("it says where it is: " + line).isTrue();
    endpoint = URI.create(ready.group(1));
  }

  @AfterAll
  static void stop() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  /** Only lists show what other tests have made. */
  @BeforeEach
  void empty(TestInfo test) throws IOException, InterruptedException {
    if (test.getTestMethod()
        .filter(method -> method.getName().startsWith("aListGivesEveryMachine"))
        .isPresent()) {
      stop();
      start();
    }
  }

  @Override
  protected AccountConfiguration account() {
    Map<String, String> settings = new HashMap<>();
    settings.put("endpoint", endpoint.toString());
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
    during("{\"name\":\"" + name + "\",\"action\":\"RunInstances\"}", attempt);
  }

  @Override
  public void reportState(String word, Runnable attempt) {
    during("{\"name\":\"unknown-state\",\"parameters\":{\"word\":\"" + word + "\"}}", attempt);
  }

  private static void during(String fault, Runnable attempt) {
    control("POST", fault);
    try {
      attempt.run();
    } finally {
      control("DELETE", "");
    }
  }

  private static void control(String method, String body) {
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(endpoint.resolve("/_simulator/faults"))
                      .method(method, HttpRequest.BodyPublishers.ofString(body))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
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
