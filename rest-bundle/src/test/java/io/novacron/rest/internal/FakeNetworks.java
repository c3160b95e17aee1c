package io.novacron.rest.internal;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.inventory.NetworkService;
import io.novacron.api.provider.CloudNetwork;
import io.novacron.api.provider.CloudSecurityGroup;
import io.novacron.api.provider.Completeness;
import io.novacron.api.provider.NetworkPage;
import io.novacron.api.provider.SecurityGroupPage;
import io.novacron.api.provider.SecurityRule;
import io.novacron.api.security.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Two networks and one security group of each account; the account {@code bare} has no facet. */
final class FakeNetworks implements NetworkService {
  final List<String> asked = new ArrayList<>();
  Completeness completeness = new Completeness.Full();

  @Override
  public CompletionStage<NetworkPage> networks(
      Caller caller, String account, String region, int pageSize, @Nullable String pageToken) {
    asked.add(account + " " + region + " " + pageSize + " " + pageToken);
    if (account.equals("bare")) {
      return CompletableFuture.failedFuture(
          Problem.builder(
                  "unsupported-action",
                  Category.UNSUPPORTED,
                  "Provider old does not have networks.")
              .toException());
    }
    List<CloudNetwork> all =
        List.of(
            new CloudNetwork(
                "subnet-1",
                "front",
                region,
                region + "a",
                "vpc-1",
                List.of("10.0.0.0/24", "2600:1f14::/64"),
                250L,
                true,
                Map.of("team", "a"),
                Samples.NOON),
            new CloudNetwork(
                "subnet-2",
                null,
                region,
                null,
                null,
                List.of(),
                null,
                false,
                Map.of(),
                Samples.NOON));
    int from = pageToken == null ? 0 : Integer.parseInt(pageToken);
    int to = Math.min(all.size(), from + pageSize);
    return CompletableFuture.completedFuture(
        new NetworkPage(
            all.subList(from, to), to == all.size() ? null : Integer.toString(to), completeness));
  }

  @Override
  public CompletionStage<SecurityGroupPage> securityGroups(
      Caller caller, String account, String region, int pageSize, @Nullable String pageToken) {
    return CompletableFuture.completedFuture(
        new SecurityGroupPage(
            List.of(
                new CloudSecurityGroup(
                    "sg-1",
                    "web",
                    "Lets the web in",
                    region,
                    "vpc-1",
                    List.of(
                        new SecurityRule(
                            SecurityRule.Direction.INGRESS,
                            "tcp",
                            new SecurityRule.PortRange(443, 444),
                            null,
                            List.of("0.0.0.0/0", "sg-2"),
                            "TLS"),
                        new SecurityRule(
                            SecurityRule.Direction.EGRESS,
                            "icmp",
                            null,
                            new SecurityRule.IcmpMessage(8, null),
                            List.of("10.0.0.0/8"),
                            null)),
                    Map.of(),
                    Samples.NOON)),
            null,
            completeness));
  }
}
