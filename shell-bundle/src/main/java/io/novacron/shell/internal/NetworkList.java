package io.novacron.shell.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.novacron.api.inventory.NetworkService;
import io.novacron.api.provider.CloudNetwork;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists the networks of an account in a region. */
@Service
@Command(
    scope = "novacron",
    name = "network-list",
    description = "Lists the networks of an account in a region",
    detailedDescription = "classpath:network-list.txt")
public final class NetworkList extends PlacedListCommand<CloudNetwork> {
  @Override
  CompletionStage<Part<CloudNetwork>> list(
      NetworkService networks,
      Caller caller,
      String account,
      String region,
      int size,
      @Nullable String token) {
    return networks
        .networks(caller, account, region, size, token)
        .thenApply(
            page ->
                new Part<>(new Page<>(page.networks(), page.nextPageToken()), page.completeness()));
  }

  @Override
  Table table(List<CloudNetwork> networks) {
    Table table =
        new Table()
            .column("REFERENCE")
            .column("NAME", 2)
            .column("ZONE", 1)
            .column("ADDRESSES")
            .column("FREE", 2)
            .column("DEFAULT", 1)
            .column("PART OF", 3);
    for (CloudNetwork network : networks) {
      table.row(
          network.reference(),
          Text.of(network.name()),
          Text.of(network.zone()),
          String.join(", ", network.addressRanges()),
          Text.of(network.freeAddresses()),
          network.usedByDefault() ? "yes" : "",
          Text.of(network.parent()));
    }
    return table;
  }

  @Override
  ObjectNode shape(String account, CloudNetwork network) {
    return NetworkText.shape(account, network);
  }

  @Override
  String none(String account, String region) {
    return "Account " + account + " has no networks in " + region + ".";
  }
}
