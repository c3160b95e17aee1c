package io.novacron.shell.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.novacron.api.inventory.NetworkService;
import io.novacron.api.provider.CloudSecurityGroup;
import io.novacron.api.provider.SecurityRule;
import io.novacron.api.provider.SecurityRule.Direction;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists the security groups of an account in a region. */
@Service
@Command(
    scope = "novacron",
    name = "security-group-list",
    description = "Lists the security groups of an account in a region",
    detailedDescription = "classpath:security-group-list.txt")
public final class SecurityGroupList extends PlacedListCommand<CloudSecurityGroup> {
  @Override
  CompletionStage<Part<CloudSecurityGroup>> list(
      NetworkService networks,
      Caller caller,
      String account,
      String region,
      int size,
      @Nullable String token) {
    return networks
        .securityGroups(caller, account, region, size, token)
        .thenApply(
            page ->
                new Part<>(
                    new Page<>(page.securityGroups(), page.nextPageToken()), page.completeness()));
  }

  @Override
  Table table(List<CloudSecurityGroup> groups) {
    Table table =
        new Table()
            .column("REFERENCE")
            .column("NAME")
            .column("NETWORK", 2)
            .column("LETS IN", 1)
            .column("LETS OUT", 3)
            .column("DESCRIPTION", 4);
    for (CloudSecurityGroup group : groups) {
      table.row(
          group.reference(),
          group.name(),
          Text.of(group.network()),
          rules(group, Direction.INGRESS),
          rules(group, Direction.EGRESS),
          Text.of(group.description()));
    }
    return table;
  }

  private static String rules(CloudSecurityGroup group, Direction direction) {
    List<SecurityRule> rules =
        group.rules().stream().filter(rule -> rule.direction() == direction).toList();
    return rules.isEmpty()
        ? "nothing"
        : rules.stream().map(NetworkText::line).collect(Collectors.joining("; "));
  }

  @Override
  ObjectNode shape(String account, CloudSecurityGroup group) {
    return NetworkText.shape(account, group);
  }

  @Override
  String none(String account, String region) {
    return "Account " + account + " has no security groups in " + region + ".";
  }
}
