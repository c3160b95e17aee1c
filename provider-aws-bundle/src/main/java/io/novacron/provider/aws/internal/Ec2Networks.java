package io.novacron.provider.aws.internal;

import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.CloudNetwork;
import io.novacron.api.provider.Completeness;
import io.novacron.api.provider.NetworkPage;
import io.novacron.api.provider.Networks;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.SecurityGroupPage;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Subnets and security groups, those that others share with the account included. */
final class Ec2Networks implements Networks {
  private final CallRunner runner;
  private final AwsClients clients;
  private final int pageSize;
  private final Clock clock;

  Ec2Networks(CallRunner runner, AwsClients clients, int pageSize, Clock clock) {
    this.runner = runner;
    this.clients = clients;
    this.pageSize = pageSize;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Outcome<NetworkPage>> list(
      CallContext context, String region, @Nullable String pageToken) {
    DescribeSubnetsRequest request =
        DescribeSubnetsRequest.builder().maxResults(pageSize).nextToken(pageToken).build();
    return runner.read(
        about("list the subnets", region),
        context,
        call ->
            call.read(() -> clients.ec2(region).describeSubnets(request))
                .thenApply(Replies::check)
                .thenApply(
                    reply ->
                        new Outcome.Done<>(
                            new NetworkPage(
                                reply.subnets().stream().map(told -> show(told, region)).toList(),
                                Replies.next(reply.nextToken()),
                                new Completeness.Full()))));
  }

  @Override
  public CompletionStage<Outcome<SecurityGroupPage>> listSecurityGroups(
      CallContext context, String region, @Nullable String pageToken) {
    DescribeSecurityGroupsRequest request =
        DescribeSecurityGroupsRequest.builder().maxResults(pageSize).nextToken(pageToken).build();
    return runner.read(
        about("list the security groups", region),
        context,
        call ->
            call.read(() -> clients.ec2(region).describeSecurityGroups(request))
                .thenApply(Replies::check)
                .thenApply(
                    reply ->
                        new Outcome.Done<>(
                            new SecurityGroupPage(
                                reply.securityGroups().stream()
                                    .map(
                                        told -> SecurityGroupView.of(told, region, clock.instant()))
                                    .toList(),
                                Replies.next(reply.nextToken()),
                                new Completeness.Full()))));
  }

  private CloudNetwork show(Subnet told, String region) {
    if (told.subnetId() == null) {
      throw new MalformedReplyException("a subnet has no id");
    }
    Map<String, String> tags = Tags.map(told.tags());
    Integer free = told.availableIpAddressCount();
    return new CloudNetwork(
        told.subnetId(),
        tags.get("Name"),
        region,
        told.availabilityZone(),
        told.vpcId(),
        Stream.concat(
                Stream.ofNullable(told.cidrBlock()),
                told.ipv6CidrBlockAssociationSet().stream()
                    // A block on its way off the subnet gives no addresses any more.
                    .filter(
                        each ->
                            each.ipv6CidrBlockState() == null
                                || "associated".equals(each.ipv6CidrBlockState().stateAsString()))
                    .flatMap(each -> Stream.ofNullable(each.ipv6CidrBlock())))
            .toList(),
        free == null ? null : Long.valueOf(free),
        Boolean.TRUE.equals(told.defaultForAz()),
        tags,
        clock.instant());
  }

  private CallScope about(String action, String region) {
    return new CallScope(action, runner.account(), region, null, null, null);
  }
}
