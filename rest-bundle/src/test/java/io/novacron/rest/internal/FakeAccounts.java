package io.novacron.rest.internal;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.provider.Account;
import io.novacron.api.provider.AccountService;
import io.novacron.api.security.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Accounts in memory. */
final class FakeAccounts implements AccountService {
  private final List<Account> accounts = new ArrayList<>();

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
}
