package io.novacron.rest.internal;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.provider.Account;
import io.novacron.api.provider.AccountService;
import io.novacron.api.provider.CallClass;
import io.novacron.api.provider.Lane;
import io.novacron.api.provider.Throttle;
import io.novacron.api.security.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Accounts in memory. */
final class FakeAccounts implements AccountService {
  private final List<Account> accounts = new ArrayList<>();
  private final List<Throttle> throttles =
      List.of(
          new Throttle(
              "sim-gcp",
              "europe-west1",
              CallClass.READ,
              null,
              null,
              null,
              1,
              Map.of(),
              0,
              null,
              null),
          new Throttle(
              "sim-aws",
              "eu-central-1",
              CallClass.READ,
              18.2,
              20.0,
              0.5,
              3,
              Map.of(Lane.INTERACTIVE, 40, Lane.DELETE, 2),
              7,
              Samples.NOON,
              Samples.NOON.plusSeconds(5)),
          new Throttle(
              "sim-aws",
              "eu-central-1",
              CallClass.CREATE,
              null,
              null,
              null,
              12,
              Map.of(),
              0,
              null,
              null));

  FakeAccounts() {
    accounts.add(account("sim-gcp", "gcp", Account.State.CONNECTING, 0));
    accounts.add(account("sim-aws", "aws", Account.State.READY, 3));
    accounts.add(account("sim-azure", "azure", Account.State.READY, 0));
  }

  static Account account(String name, String cloud, Account.State state, long throttled) {
    return new Account(
        name,
        "default",
        cloud,
        "simulator",
        "0.1.0",
        state,
        null,
        true,
        new Account.Health(0.99, 41.5, throttled, null, Samples.NOON),
        Set.of("spot_instances", "gpu_compute"),
        List.of("eu-central-1"));
  }

  synchronized void remove(String name) {
    accounts.removeIf(each -> each.name().equals(name));
  }

  synchronized void replace(Account account) {
    accounts.removeIf(other -> other.name().equals(account.name()));
    accounts.add(account);
  }

  @Override
  public synchronized List<Account> list(Caller caller) {
    return List.copyOf(accounts);
  }

  @Override
  public synchronized Account get(Caller caller, String name) {
    return accounts.stream()
        .filter(account -> account.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.builder("account-not-found", Category.NOT_FOUND, "No such account.")
                    .toException());
  }

  @Override
  public synchronized List<Throttle> throttles(Caller caller, @Nullable String account) {
    if (account != null) {
      Account known = get(caller, account);
      return throttles.stream().filter(each -> each.account().equals(known.name())).toList();
    }
    return List.copyOf(throttles);
  }
}
