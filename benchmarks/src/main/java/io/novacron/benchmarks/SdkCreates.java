package io.novacron.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Creates of machines by the bare SDK, as a program would make them that keeps no journal. */
final class SdkCreates implements AutoCloseable {
  private static final String CANONICAL = "099720109477";
  private static final List<ResourceType> TAGGED =
      List.of(ResourceType.INSTANCE, ResourceType.VOLUME, ResourceType.NETWORK_INTERFACE);

  private final Ec2AsyncClient client;
  private final String type;
  private final String image;
  private final Executor afterPause;

  /**
   * Opens a client.
   *
   * @param connections connections at most
   * @param pause between the questions whether a machine runs
   */
  SdkCreates(URI endpoint, String region, String type, int connections, Duration pause) {
    this.type = type;
    this.afterPause = CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS);
    this.client =
        Ec2AsyncClient.builder()
            .endpointOverride(endpoint)
            .region(Region.of(region))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create("AKIASIMULATED0000000", "secret")))
            .httpClientBuilder(
                NettyNioAsyncHttpClient.builder()
                    .maxConcurrency(connections)
                    .maxPendingConnectionAcquires(10_000))
            .build();
    this.image =
        client
            .describeImages(
                DescribeImagesRequest.builder()
                    .owners(CANONICAL)
                    .filters(Filter.builder().name("architecture").values("x86_64").build())
                    .build())
            .join()
            .images()
            .get(0)
            .imageId();
  }

  /** Makes a machine and asks after it until it runs. */
  CompletionStage<?> create(String name) {
    List<Tag> tags = List.of(Tag.builder().key("Name").value(name).build());
    RunInstancesRequest request =
        RunInstancesRequest.builder()
            .clientToken(UUID.randomUUID().toString())
            .imageId(image)
            .instanceType(type)
            .minCount(1)
            .maxCount(1)
            .tagSpecifications(
                TAGGED.stream()
                    .map(kind -> TagSpecification.builder().resourceType(kind).tags(tags).build())
                    .toList())
            .build();
    return client
        .runInstances(request)
        .thenCompose(reply -> awaitRunning(reply.instances().get(0).instanceId()));
  }

  private CompletableFuture<DescribeInstancesResponse> awaitRunning(String id) {
    DescribeInstancesRequest request = DescribeInstancesRequest.builder().instanceIds(id).build();
    return CompletableFuture.supplyAsync(() -> client.describeInstances(request), afterPause)
        .thenCompose(reply -> reply)
        .thenCompose(
            reply ->
                reply.reservations().get(0).instances().get(0).state().name()
                        == InstanceStateName.RUNNING
                    ? CompletableFuture.completedFuture(reply)
                    : awaitRunning(id));
  }

  @Override
  public void close() {
    client.close();
  }
}
