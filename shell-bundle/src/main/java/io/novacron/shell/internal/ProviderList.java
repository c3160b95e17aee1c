package io.novacron.shell.internal;

import io.novacron.api.provider.ProviderService;
import io.novacron.api.provider.ProviderVersion;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists the versions of providers. */
@Service
@Command(
    scope = "novacron",
    name = "provider-list",
    description = "Lists the versions of providers, and which of them serve",
    detailedDescription = "classpath:provider-list.txt")
public final class ProviderList extends ControlPlaneCommand {
  @Override
  boolean run(Caller caller, List<String> arguments, Output out) {
    List<ProviderVersion> versions = services.require(ProviderService.class).list(caller);
    Json json = new Json();
    out.list(
        table(versions),
        () -> json.page(new Page<>(versions, null), json::providerVersion),
        "There are no providers. Put the bundle of one into deploy/.");
    return true;
  }

  private static Table table(List<ProviderVersion> versions) {
    Table table =
        new Table()
            .column("TYPE")
            .column("VERSION")
            .column("STATE")
            .column("WANTED", 4)
            .column("ACCOUNTS", 2)
            .column("BUNDLE", 3)
            .column("REASON", 1);
    for (ProviderVersion version : versions) {
      table.row(
          Text.of(version.type()),
          Text.of(version.version()),
          version.state().name().toLowerCase(Locale.ROOT),
          version.wanted() ? "yes" : "",
          String.join(", ", version.accounts()),
          version.bundle(),
          Text.of(version.reason()));
    }
    return table;
  }
}
