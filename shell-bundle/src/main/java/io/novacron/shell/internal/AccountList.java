package io.novacron.shell.internal;

import io.novacron.api.provider.Account;
import io.novacron.api.provider.AccountService;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists the accounts at the clouds. */
@Service
@Command(
    scope = "novacron",
    name = "account-list",
    description = "Lists the accounts at the clouds, and how they are",
    detailedDescription = "classpath:account-list.txt")
public final class AccountList extends ControlPlaneCommand {
  @Override
  boolean run(Caller caller, List<String> arguments, Output out) {
    List<Account> accounts = services.require(AccountService.class).list(caller);
    Json json = new Json();
    out.list(
        table(accounts),
        () -> json.page(new Page<>(accounts, null), json::account),
        "There are no accounts. A file etc/io.novacron.account-<name>.cfg makes one.");
    return true;
  }

  private static Table table(List<Account> accounts) {
    Table table =
        new Table()
            .column("NAME")
            .column("STATE")
            .column("CLOUD", 2)
            .column("PROVIDER", 4)
            .column("VERSION", 8)
            .column("REGIONS", 5)
            .column("SUCCESS", 6)
            .column("P95", 7)
            .column("REASON", 1)
            .column("LAST ERROR", 9);
    for (Account account : accounts) {
      table.row(
          account.name(),
          account.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
          Text.of(account.cloud()),
          account.provider(),
          Text.of(account.providerVersion()),
          account.regions().isEmpty() ? "" : Integer.toString(account.regions().size()),
          Text.percent(account.health().successRate()),
          millis(account.health().latencyP95Millis()),
          Text.of(account.reason()),
          Text.of(account.health().lastError()));
    }
    return table;
  }

  private static String millis(@Nullable Double value) {
    return value == null ? "" : Math.round(value) + " ms";
  }
}
