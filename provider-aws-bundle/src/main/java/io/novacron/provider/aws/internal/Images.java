package io.novacron.provider.aws.internal;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.error.Category;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.ProviderEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;

/**
 * Finds the image that a logical name means for an instance type: the newest of its owner, name
 * pattern and architecture. What was found is kept for {@link #KEPT}, so that a batch does not ask
 * for each of its machines. Safe for use by many threads.
 */
final class Images {
  /** How long a newer image may be overlooked. */
  static final Duration KEPT = Duration.ofMinutes(10);

  private final Map<String, ImageQuery> known;
  private final AwsClients clients;
  private final ProviderEnvironment environment;
  private final Map<String, Found> found = new ConcurrentHashMap<>();

  /**
   * Knows the built-in images and more.
   *
   * @param more by name and architecture
   */
  Images(Map<String, ImageQuery> more, AwsClients clients, ProviderEnvironment environment) {
    Map<String, ImageQuery> all = new HashMap<>(ImageQuery.builtIn());
    all.putAll(more);
    this.known = Map.copyOf(all);
    this.clients = clients;
    this.environment = environment;
  }

  /** The native id of the image of a request. */
  CompletableFuture<String> idFor(Exchange<?> call, InstanceRequest request) {
    String image = request.image();
    if (image.startsWith("ami-")) {
      return CompletableFuture.completedFuture(image);
    }
    if (known.keySet().stream().noneMatch(each -> each.startsWith(image + "/"))) {
      throw unknown(call, image);
    }
    return architecture(call, request)
        .thenCompose(architecture -> newest(call, request, image, architecture));
  }

  private CompletableFuture<String> newest(
      Exchange<?> call, InstanceRequest request, String image, String architecture) {
    ImageQuery query = known.get(image + "/" + architecture);
    if (query == null) {
      throw new Refusal(
          Failures.own(
              Category.INVALID,
              "There is no image "
                  + image
                  + " for the architecture "
                  + architecture
                  + " of "
                  + request.instanceType()
                  + ". Choose another image or type, or add it to images of the account.",
              call.scope()));
    }
    String key = request.region() + "/" + image + "/" + architecture;
    Instant now = environment.clock().instant();
    Found before = found.get(key);
    if (before != null && Duration.between(before.at(), now).abs().compareTo(KEPT) < 0) {
      return CompletableFuture.completedFuture(before.id());
    }
    DescribeImagesRequest asked =
        DescribeImagesRequest.builder()
            .owners(query.owner())
            .filters(
                filter("name", query.pattern()),
                filter("architecture", architecture.equals("arm64") ? "arm64" : "x86_64"),
                filter("state", "available"))
            .build();
    return call.read(() -> clients.ec2(request.region()).describeImages(asked))
        .thenApply(
            reply -> {
              Replies.check(reply);
              String id = latest(reply.images());
              if (id == null) {
                throw new Refusal(
                    Failures.own(
                        Category.INVALID,
                        "AWS shows no image of owner "
                            + query.owner()
                            + " named "
                            + query.pattern()
                            + " for "
                            + image
                            + ". Choose another image, or set images of the account.",
                        call.scope()));
              }
              found.put(key, new Found(id, now));
              return id;
            });
  }

  private CompletableFuture<String> architecture(Exchange<?> call, InstanceRequest request) {
    Catalog catalog = environment.catalog().current();
    OptionalInt offer = catalog.find(AwsProvider.CLOUD, request.region(), request.instanceType());
    if (offer.isPresent()) {
      return CompletableFuture.completedFuture(
          catalog.offer(offer.getAsInt()).type().architecture());
    }
    DescribeInstanceTypesRequest asked =
        DescribeInstanceTypesRequest.builder()
            .instanceTypesWithStrings(request.instanceType())
            .build();
    return call.read(() -> clients.ec2(request.region()).describeInstanceTypes(asked))
        .thenApply(
            reply -> {
              Replies.check(reply);
              return reply.instanceTypes().stream()
                      .filter(type -> request.instanceType().equals(type.instanceTypeAsString()))
                      .anyMatch(
                          type ->
                              type.processorInfo() != null
                                  && type.processorInfo()
                                      .supportedArchitecturesAsStrings()
                                      .contains("arm64"))
                  ? "arm64"
                  : "amd64";
            });
  }

  private Refusal unknown(Exchange<?> call, String image) {
    TreeSet<String> names = new TreeSet<>();
    known.keySet().forEach(each -> names.add(each.substring(0, each.lastIndexOf('/'))));
    return new Refusal(
        Failures.own(
            Category.INVALID,
            "There is no image "
                + image
                + ". Known are "
                + String.join(", ", names)
                + " and every ami- id.",
            call.scope()));
  }

  private static @Nullable String latest(List<Image> images) {
    return images.stream()
        .filter(image -> image.imageId() != null)
        .max(
            Comparator.comparing((Image image) -> text(image.creationDate()))
                .thenComparing(image -> text(image.name()))
                .thenComparing(Image::imageId))
        .map(Image::imageId)
        .orElse(null);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  private record Found(String id, Instant at) {}
}
