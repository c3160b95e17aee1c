package io.novacron.shell.internal;

import io.novacron.api.inventory.NetworkService;
import io.novacron.api.provider.CloudNetwork;
import io.novacron.api.provider.CloudSecurityGroup;
import io.novacron.api.provider.Completeness;
import io.novacron.api.provider.NetworkPage;
import io.novacron.api.provider.SecurityGroupPage;
import io.novacron.api.provider.SecurityRule;
import io.novacron.api.provider.SecurityRule.Direction;
import io.novacron.api.provider.SecurityRule.IcmpMessage;
import io.novacron.api.provider.SecurityRule.PortRange;
import io.novacron.api.security.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** As many networks as are wanted, on pages of two, and a security group; some may be missing. */
final class FakeNetworks implements NetworkService {
  private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
  private static final int PAGE = 2;

  int networks = 1;
  boolean hasGroups = true;
  Completeness completeness = new Completeness.Full();

  @Override
  public CompletionStage<NetworkPage> networks(
      Caller caller, String account, String region, int pageSize, @Nullable String pageToken) {
    int from = pageToken == null ? 0 : Integer.parseInt(pageToken);
    int to = Math.min(networks, from + Math.min(pageSize, PAGE));
    return CompletableFuture.completedStage(
        new NetworkPage(
            IntStream.range(from, to).mapToObj(number -> network(number, region)).toList(),
            to == networks ? null : Integer.toString(to),
            completeness));
  }

  private static CloudNetwork network(int number, String region) {
    return new CloudNetwork(
        "subnet-" + number,
        "front",
        region,
        region + "a",
        "vpc-1",
        List.of("10.0." + number + ".0/24"),
        250L,
        number == 0,
        Map.of("team", "a"),
        NOW);
  }

  @Override
  public CompletionStage<SecurityGroupPage> securityGroups(
      Caller caller, String account, String region, int pageSize, @Nullable String pageToken) {
    CloudSecurityGroup group =
        new CloudSecurityGroup(
            "sg-1",
            "web",
            "Lets the web in",
            region,
            "vpc-1",
            List.of(
                new SecurityRule(
                    Direction.INGRESS,
                    "tcp",
                    new PortRange(80, 443),
                    null,
                    List.of("0.0.0.0/0", "sg-2"),
                    "web"),
                new SecurityRule(
                    Direction.INGRESS,
                    "icmp",
                    null,
                    new IcmpMessage(8, 0),
                    List.of("10.0.0.0/8"),
                    null)),
            Map.of(),
            NOW);
    return CompletableFuture.completedStage(
        new SecurityGroupPage(hasGroups ? List.of(group) : List.of(), null, completeness));
  }
}
