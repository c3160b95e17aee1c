package io.novacron.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.novacron.core.internal.catalog.CatalogComponent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** A simulator in this process and the real SDK's clients of it. */
final class WireFixture implements AutoCloseable {
  static final String REGION = "eu-central-1";
  static final String OTHER_REGION = "us-east-1";
  static final String KEY = "AKIATESTTESTTESTTEST";

  private static final CatalogComponent CATALOG = new CatalogComponent();

  private final ObjectMapper mapper = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<SdkAutoCloseable> clients = new ArrayList<>();
  private final Runnable stop;
  private final URI endpoint;

  private WireFixture(Runnable stop, URI endpoint) {
    this.stop = stop;
    this.endpoint = endpoint;
  }

  /** Starts one whose calls take no time and whose changes show at once, unless options say so. */
  static WireFixture start(Path data, String... options) {
    return start(data, Clock.systemUTC(), options);
  }

  /** The same with another clock. */
  static WireFixture start(Path data, Clock clock, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--port", "0",
                "--data", data.toString(),
                "--latency", "0",
                "--visibility-delay", "0",
                "--provisioning", "0"));
    arguments.addAll(Arrays.asList(options));
    try {
      WireSimulator simulator =
          WireSimulator.start(SimulatorOptions.parse(arguments, Path.of("")), CATALOG, clock);
      return new WireFixture(simulator::close, simulator.endpoint());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Clients of one that runs elsewhere. */
  static WireFixture of(URI endpoint) {
    return new WireFixture(() -> {}, endpoint);
  }

  URI endpoint() {
    return endpoint;
  }

  /** A client that tries once. */
  Ec2Client ec2() {
    return ec2(REGION, KEY, 1);
  }

  Ec2Client ec2(String region, String accessKey, int attempts) {
    Ec2Client client =
        Ec2Client.builder()
            .endpointOverride(endpoint)
            .region(Region.of(region))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "secret")))
            .httpClientBuilder(Apache5HttpClient.builder().socketTimeout(Duration.ofSeconds(5)))
            .overrideConfiguration(
                configuration ->
                    configuration
                        // Without it the SDK reads an endless body until the heap is full.
                        .apiCallAttemptTimeout(Duration.ofSeconds(4))
                        .retryStrategy(
                            DefaultRetryStrategy.standardStrategyBuilder()
                                .maxAttempts(attempts)
                                .build()))
            .build();
    clients.add(client);
    return client;
  }

  CloudWatchClient cloudWatch() {
    CloudWatchClient client =
        CloudWatchClient.builder()
            .endpointOverride(endpoint)
            .region(Region.of(REGION))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, "secret")))
            .httpClientBuilder(Apache5HttpClient.builder())
            .build();
    clients.add(client);
    return client;
  }

  /** The id of the image of Debian 12 for the usual architecture. */
  static String image(Ec2Client client) {
    return client
        .describeImages(
            DescribeImagesRequest.builder()
                .owners("136693071363")
                .filters(
                    Filter.builder().name("name").values("debian-12-amd64-*").build(),
                    Filter.builder().name("architecture").values("x86_64").build())
                .build())
        .images()
        .get(0)
        .imageId();
  }

  static RunInstancesRequest request(Ec2Client client, String token) {
    return RunInstancesRequest.builder()
        .clientToken(token)
        .imageId(image(client))
        .instanceType(InstanceType.T3_MICRO)
        .minCount(1)
        .maxCount(1)
        .tagSpecifications(
            tags(ResourceType.INSTANCE, token),
            tags(ResourceType.VOLUME, token),
            tags(ResourceType.NETWORK_INTERFACE, token))
        .build();
  }

  static TagSpecification tags(ResourceType type, String value) {
    return TagSpecification.builder()
        .resourceType(type)
        .tags(Tag.builder().key("owner").value(value).build())
        .build();
  }

  static Instance run(Ec2Client client, String token) {
    return run(client, token, request -> request);
  }

  static Instance run(
      Ec2Client client, String token, UnaryOperator<RunInstancesRequest.Builder> how) {
    return client
        .runInstances(how.apply(request(client, token).toBuilder()).build())
        .instances()
        .get(0);
  }

  JsonNode control(String method, String path, String body) {
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(endpoint.resolve("/_simulator" + path))
                  .method(method, HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      JsonNode json = mapper.readTree(response.body());
      if (response.statusCode() >= 300) {
        throw new IllegalArgumentException(json.path("error").asText());
      }
      return json;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Puts a fault in force that hits one call of an action. */
  void once(String fault, String action) {
    control(
        "POST",
        "/faults",
        "{\"name\":\"" + fault + "\",\"action\":\"" + action + "\",\"times\":1}");
  }

  /** How many calls of an action arrived. */
  long calls(String action) {
    return control("GET", "/calls", "").path("byAction").path(action).asLong();
  }

  /** All instances that there ever were. */
  List<JsonNode> truth() {
    List<JsonNode> all = new ArrayList<>();
    control("GET", "/instances", "").path("items").forEach(all::add);
    return all;
  }

  @Override
  public void close() {
    clients.forEach(SdkAutoCloseable::close);
    stop.run();
  }
}
