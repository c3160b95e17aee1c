package io.novacron.provider.aws.internal;

import io.novacron.api.catalog.CatalogService;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.machine.Market.Kind;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.Quota;
import io.novacron.api.provider.Quotas;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CpuOptions;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.servicequotas.model.ListServiceQuotasRequest;
import software.amazon.awssdk.services.servicequotas.model.ServiceQuota;

/**
 * EC2's quotas on vCPUs. The limits are asked of Service Quotas. What is used of them is counted
 * from the instances themselves: CloudWatch's figures of usage are minutes late.
 */
final class Ec2Quotas implements Quotas {
  private static final String SERVICE = "ec2";
  private static final int QUOTAS_PER_PAGE = 100;
  private static final List<InstanceStateName> COUNTED =
      List.of(InstanceStateName.PENDING, InstanceStateName.RUNNING);

  private final CallRunner runner;
  private final AwsClients clients;
  private final CatalogService catalog;
  private final int pageSize;
  private final Function<Exchange<?>, CompletableFuture<List<String>>> regions;

  /**
   * Makes the facet.
   *
   * @param pageSize instances in a page
   * @param regions asks for the regions that the account uses
   */
  Ec2Quotas(
      CallRunner runner,
      AwsClients clients,
      CatalogService catalog,
      int pageSize,
      Function<Exchange<?>, CompletableFuture<List<String>>> regions) {
    this.runner = runner;
    this.clients = clients;
    this.catalog = catalog;
    this.pageSize = pageSize;
    this.regions = regions;
  }

  @Override
  public CompletionStage<Outcome<List<Quota>>> list(CallContext context) {
    CallScope scope = new CallScope("read quotas", runner.account(), null, null, null, null);
    return runner.read(
        scope,
        context,
        call ->
            regions.apply(call).thenCompose(all -> all(call, all)).thenApply(Outcome.Done::new));
  }

  /** A region that cannot be read is left out; when none can, the call fails as the first does. */
  private CompletableFuture<List<Quota>> all(Exchange<?> call, List<String> names) {
    List<CompletableFuture<List<Quota>>> reads =
        names.stream().map(region -> region(call, region)).toList();
    return CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new))
        .handle((unused, failure) -> failure)
        .thenCompose(
            failure -> {
              List<Quota> known = new ArrayList<>();
              reads.stream()
                  .filter(read -> !read.isCompletedExceptionally())
                  .forEach(read -> known.addAll(read.join()));
              boolean none = reads.stream().allMatch(CompletableFuture::isCompletedExceptionally);
              return none && failure != null
                  ? CompletableFuture.failedFuture(failure)
                  : CompletableFuture.completedFuture(List.copyOf(known));
            });
  }

  private CompletableFuture<List<Quota>> region(Exchange<?> call, String region) {
    Map<String, InstanceType> types =
        catalog.current().instanceTypes().stream()
            .filter(type -> type.cloud().equals(AwsProvider.CLOUD))
            .collect(Collectors.toMap(InstanceType::name, type -> type, (one, other) -> one));
    return limits(call, region, null, new HashMap<>())
        .thenCombine(
            used(call, region, null, types, new HashMap<>()),
            (limits, used) ->
                VcpuQuota.ALL.stream()
                    .filter(quota -> limits.containsKey(quota.code()))
                    .map(
                        quota ->
                            new Quota(
                                region,
                                quota.code(),
                                prefixes(quota, types),
                                quota.market(),
                                Objects.requireNonNull(limits.get(quota.code())),
                                used.getOrDefault(quota.code(), 0L)))
                    .filter(quota -> !quota.instanceTypePrefixes().isEmpty())
                    .toList());
  }

  /** The families of the catalog that count, since a first letter alone is that of others, too. */
  private static List<String> prefixes(VcpuQuota quota, Map<String, InstanceType> types) {
    return types.keySet().stream()
        .filter(type -> quota.covers(type, quota.market()))
        .map(type -> type.substring(0, type.indexOf('.') + 1))
        .distinct()
        .sorted()
        .toList();
  }

  private CompletableFuture<Map<String, Long>> limits(
      Exchange<?> call, String region, @Nullable String token, Map<String, Long> found) {
    ListServiceQuotasRequest request =
        ListServiceQuotasRequest.builder()
            .serviceCode(SERVICE)
            .maxResults(QUOTAS_PER_PAGE)
            .nextToken(token)
            .build();
    return call.read(() -> clients.serviceQuotas(region).listServiceQuotas(request))
        .thenCompose(
            reply -> {
              for (ServiceQuota quota : reply.quotas()) {
                if (quota.value() != null) {
                  found.put(quota.quotaCode(), Math.max(0, quota.value().longValue()));
                }
              }
              String next = Replies.next(reply.nextToken());
              return next == null
                  ? CompletableFuture.completedFuture(found)
                  : limits(call, region, next, found);
            });
  }

  private CompletableFuture<Map<String, Long>> used(
      Exchange<?> call,
      String region,
      @Nullable String token,
      Map<String, InstanceType> types,
      Map<String, Long> sums) {
    DescribeInstancesRequest request =
        DescribeInstancesRequest.builder()
            .filters(
                Filter.builder()
                    .name("instance-state-name")
                    .values(COUNTED.stream().map(InstanceStateName::toString).toList())
                    .build())
            .maxResults(pageSize)
            .nextToken(token)
            .build();
    return call.read(() -> clients.ec2(region).describeInstances(request))
        .thenCompose(
            reply -> {
              for (Instance instance : Ec2Reads.instances(reply)) {
                count(instance, types, sums);
              }
              String next = Replies.next(reply.nextToken());
              return next == null
                  ? CompletableFuture.completedFuture(sums)
                  : used(call, region, next, types, sums);
            });
  }

  private static void count(
      Instance instance, Map<String, InstanceType> types, Map<String, Long> sums) {
    String type = instance.instanceTypeAsString();
    if (type == null || instance.state() == null || !COUNTED.contains(instance.state().name())) {
      return;
    }
    Kind market =
        instance.instanceLifecycle() == InstanceLifecycleType.SPOT ? Kind.SPOT : Kind.ON_DEMAND;
    VcpuQuota.ALL.stream()
        .filter(quota -> quota.covers(type, market))
        .forEach(quota -> sums.merge(quota.code(), vcpus(instance, types.get(type)), Long::sum));
  }

  /** What AWS counts is what the type has by default, whatever is switched off of it. */
  private static long vcpus(Instance instance, @Nullable InstanceType type) {
    if (type != null) {
      return type.vcpus();
    }
    CpuOptions options = instance.cpuOptions();
    return options == null
        ? 0
        : (long) Optional.ofNullable(options.coreCount()).orElse(0)
            * Optional.ofNullable(options.threadsPerCore()).orElse(1);
  }
}
