package io.novacron.shell.internal;

import io.novacron.api.provider.AccountService;
import io.novacron.api.provider.Lane;
import io.novacron.api.provider.Throttle;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists what is known of how many calls the clouds take. */
@Service
@Command(
    scope = "novacron",
    name = "throttle-list",
    description = "Lists how many calls the clouds take, as far as is known, and what waits",
    detailedDescription = "classpath:throttle-list.txt")
public final class ThrottleList extends ControlPlaneCommand {
  @Option(name = "--account", description = "Only this account")
  @Completion(AccountCompleter.class)
  @Nullable String account;

  @Override
  boolean run(Caller caller, List<String> arguments, Output out) {
    List<Throttle> throttles =
        services.require(AccountService.class).throttles(caller, account).stream()
            .sorted(
                Comparator.comparing(Throttle::account)
                    .thenComparing(Throttle::region)
                    .thenComparing(Throttle::callClass))
            .toList();
    Json json = new Json();
    out.list(
        table(throttles),
        () -> json.page(new Page<>(throttles, null), json::throttle),
        "No call was made to a cloud since this process began.");
    return true;
  }

  private static Table table(List<Throttle> throttles) {
    Table table =
        new Table()
            .column("ACCOUNT")
            .column("REGION")
            .column("CALLS")
            .column("RATE", 1)
            .column("LIMIT", 2)
            .column("IN FLIGHT", 5)
            .column("INTERRUPT", 9)
            .column("DELETE", 8)
            .column("INTERACTIVE", 6)
            .column("BACKGROUND", 10)
            .column("THROTTLED", 3)
            .column("LAST THROTTLED", 7)
            .column("PAUSED UNTIL", 4);
    for (Throttle throttle : throttles) {
      table.row(
          throttle.account(),
          throttle.region(),
          throttle.callClass().wireName(),
          perSecond(throttle.ratePerSecond()),
          perSecond(throttle.limitPerSecond()),
          Integer.toString(throttle.inFlight()),
          Integer.toString(throttle.waiting(Lane.INTERRUPT)),
          Integer.toString(throttle.waiting(Lane.DELETE)),
          Integer.toString(throttle.waiting(Lane.INTERACTIVE)),
          Integer.toString(throttle.waiting(Lane.BACKGROUND)),
          Long.toString(throttle.throttled()),
          Text.time(throttle.throttledAt()),
          Text.time(throttle.pausedUntil()));
    }
    return table;
  }

  /** No figure where the cloud has never throttled. */
  private static String perSecond(@Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.1f/s", value);
  }
}
