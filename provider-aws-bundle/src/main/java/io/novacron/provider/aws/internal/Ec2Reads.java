package io.novacron.provider.aws.internal;

import io.novacron.api.error.Category;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.Volume;

/** The requests by which instances are read. */
final class Ec2Reads {
  private static final int FOUND_PER_PAGE = 100;

  private final AwsClients clients;
  private final InstanceView view;

  Ec2Reads(AwsClients clients, InstanceView view) {
    this.clients = clients;
    this.view = view;
  }

  InstanceView view() {
    return view;
  }

  /** One instance; empty when EC2 says that there is none. */
  CompletableFuture<Optional<Instance>> one(Exchange<?> call, String region, String reference) {
    DescribeInstancesRequest request =
        DescribeInstancesRequest.builder().instanceIds(reference).build();
    return call.read(() -> clients.ec2(region).describeInstances(request))
        .thenApply(reply -> instances(reply).stream().filter(has(reference)).findFirst())
        .exceptionally(
            failure -> {
              if (Failures.hasCode(
                  failure, "InvalidInstanceID.NotFound", "InvalidInstanceID.Malformed")) {
                return Optional.empty();
              }
              throw new CompletionException(Causes.unwrapped(failure));
            });
  }

  /** One instance; ends the call with NOT_FOUND when there is none. */
  CompletableFuture<Instance> existing(Exchange<?> call, String region, String reference) {
    return one(call, region, reference)
        .thenApply(
            found ->
                found.orElseThrow(
                    () ->
                        new Refusal(
                            Failures.own(
                                Category.NOT_FOUND,
                                "There is no instance "
                                    + reference
                                    + " in "
                                    + region
                                    + ". Check the id, the region and the account.",
                                call.scope()))));
  }

  /** All instances that filters let through and a condition accepts: filters are not believed. */
  CompletableFuture<List<Instance>> all(
      Exchange<?> call, String region, List<Filter> filters, Predicate<Instance> condition) {
    return more(call, region, filters, condition, null, new ArrayList<>());
  }

  /** A page of all instances of a region. */
  CompletableFuture<DescribeInstancesResponse> page(
      Exchange<?> call, String region, int size, @Nullable String token) {
    DescribeInstancesRequest request =
        DescribeInstancesRequest.builder().maxResults(size).nextToken(token).build();
    return call.read(() -> clients.ec2(region).describeInstances(request))
        .thenApply(Replies::check);
  }

  /**
   * The volumes that a filter lets through; filters are not believed, so the caller looks again.
   */
  CompletableFuture<List<Volume>> volumes(Exchange<?> call, String region, Filter filter) {
    return moreVolumes(call, region, filter, null, new ArrayList<>());
  }

  /** A page of all volumes of a region. */
  CompletableFuture<DescribeVolumesResponse> volumePage(
      Exchange<?> call, String region, int size, @Nullable String token) {
    DescribeVolumesRequest request =
        DescribeVolumesRequest.builder().maxResults(size).nextToken(token).build();
    return call.read(() -> clients.ec2(region).describeVolumes(request)).thenApply(Replies::check);
  }

  /** The instances of a reply. */
  static List<Instance> instances(DescribeInstancesResponse reply) {
    Replies.check(reply);
    return reply.reservations().stream().map(Reservation::instances).flatMap(List::stream).toList();
  }

  private CompletableFuture<List<Instance>> more(
      Exchange<?> call,
      String region,
      List<Filter> filters,
      Predicate<Instance> condition,
      @Nullable String token,
      List<Instance> found) {
    DescribeInstancesRequest request =
        DescribeInstancesRequest.builder()
            .filters(filters)
            .maxResults(FOUND_PER_PAGE)
            .nextToken(token)
            .build();
    return call.read(() -> clients.ec2(region).describeInstances(request))
        .thenCompose(
            reply -> {
              instances(reply).stream().filter(condition).forEach(found::add);
              String next = Replies.next(reply.nextToken());
              return next == null
                  ? CompletableFuture.completedFuture(List.copyOf(found))
                  : more(call, region, filters, condition, next, found);
            });
  }

  private CompletableFuture<List<Volume>> moreVolumes(
      Exchange<?> call, String region, Filter filter, @Nullable String token, List<Volume> found) {
    DescribeVolumesRequest request =
        DescribeVolumesRequest.builder().filters(filter).nextToken(token).build();
    return call.read(() -> clients.ec2(region).describeVolumes(request))
        .thenCompose(
            reply -> {
              Replies.check(reply);
              found.addAll(reply.volumes());
              String next = Replies.next(reply.nextToken());
              return next == null
                  ? CompletableFuture.completedFuture(List.copyOf(found))
                  : moreVolumes(call, region, filter, next, found);
            });
  }

  private static Predicate<Instance> has(String reference) {
    return instance -> reference.equals(instance.instanceId());
  }
}
