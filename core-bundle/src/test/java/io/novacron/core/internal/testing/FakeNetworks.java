package io.novacron.core.internal.testing;

import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.CloudNetwork;
import io.novacron.api.provider.CloudSecurityGroup;
import io.novacron.api.provider.Completeness;
import io.novacron.api.provider.NetworkPage;
import io.novacron.api.provider.Networks;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.SecurityGroupPage;
import io.novacron.api.provider.SecurityRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The networks and security groups of the fake cloud, which are planted. */
public final class FakeNetworks implements Networks {
  private static final String PARENT = "vpc-1";

  private final FakeCloud cloud;
  private final List<CloudNetwork> networks = new ArrayList<>();
  private final List<CloudSecurityGroup> groups = new ArrayList<>();
  private Completeness completeness = new Completeness.Full();
  private int pageSize = 1000;

  FakeNetworks(FakeCloud cloud) {
    this.cloud = cloud;
  }

  /** Puts a network into a region; returns its reference. */
  public String plantNetwork(String region) {
    String reference = "subnet-" + (networks.size() + 1);
    networks.add(
        new CloudNetwork(
            reference,
            null,
            region,
            region + "a",
            PARENT,
            List.of("10.0." + networks.size() + ".0/24"),
            250L,
            networks.isEmpty(),
            Map.of(),
            cloud.now()));
    return reference;
  }

  /** Puts a security group that lets HTTPS in into a region; returns its reference. */
  public String plantGroup(String region) {
    String reference = "sg-" + (groups.size() + 1);
    groups.add(
        new CloudSecurityGroup(
            reference,
            "web",
            null,
            region,
            PARENT,
            List.of(
                new SecurityRule(
                    SecurityRule.Direction.INGRESS,
                    "tcp",
                    new SecurityRule.PortRange(443, 443),
                    null,
                    List.of("0.0.0.0/0"),
                    null)),
            Map.of(),
            cloud.now()));
    return reference;
  }

  /** Lists have pages of this many. */
  public void pages(int size) {
    pageSize = size;
  }

  /** Lists say that they lack something. */
  public void partial(String reason) {
    completeness = new Completeness.Partial(reason);
  }

  @Override
  public CompletionStage<Outcome<NetworkPage>> list(
      CallContext context, String region, @Nullable String pageToken) {
    return cloud.act(
        "listNetworks",
        () -> {
          List<CloudNetwork> there =
              networks.stream().filter(each -> each.region().equals(region)).toList();
          int from = from(there, pageToken);
          int to = Math.min(there.size(), from + pageSize);
          return new Outcome.Done<>(
              new NetworkPage(there.subList(from, to), next(there, to), completeness));
        });
  }

  @Override
  public CompletionStage<Outcome<SecurityGroupPage>> listSecurityGroups(
      CallContext context, String region, @Nullable String pageToken) {
    return cloud.act(
        "listSecurityGroups",
        () -> {
          List<CloudSecurityGroup> there =
              groups.stream().filter(each -> each.region().equals(region)).toList();
          int from = from(there, pageToken);
          int to = Math.min(there.size(), from + pageSize);
          return new Outcome.Done<>(
              new SecurityGroupPage(there.subList(from, to), next(there, to), completeness));
        });
  }

  private static int from(List<?> there, @Nullable String pageToken) {
    return pageToken == null ? 0 : Math.min(there.size(), Integer.parseInt(pageToken));
  }

  private static @Nullable String next(List<?> there, int to) {
    return to == there.size() ? null : Integer.toString(to);
  }
}
