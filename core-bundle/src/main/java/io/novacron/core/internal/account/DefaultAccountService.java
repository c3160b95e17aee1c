package io.novacron.core.internal.account;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.provider.Account;
import io.novacron.api.provider.AccountService;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.security.Target;
import io.novacron.core.internal.access.Authorization;
import java.util.List;
import java.util.Map;

/** Accounts for the faces. */
public final class DefaultAccountService implements AccountService {
  private static final String KIND = "account";

  private final AccountRegistry registry;
  private final Authorization authorization;

  /**
   * Makes the service.
   *
   * @param registry knows the accounts
   * @param authorization lets callers pass
   */
  public DefaultAccountService(AccountRegistry registry, Authorization authorization) {
    this.registry = registry;
    this.authorization = authorization;
  }

  @Override
  public List<Account> list(Caller caller) {
    return authorization.visible(
        caller,
        Permission.ACCOUNT_READ,
        KIND,
        registry.accounts(caller.tenant()),
        account -> new Target(account.tenant(), KIND, account.name(), account.name(), Map.of()));
  }

  @Override
  public Account get(Caller caller, String name) {
    authorization.require(
        caller, Permission.ACCOUNT_READ, new Target(caller.tenant(), KIND, name, name, Map.of()));
    return registry.accounts(caller.tenant()).stream()
        .filter(account -> account.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.builder(
                        "account-not-found",
                        Category.NOT_FOUND,
                        "There is no account "
                            + (name.length() > 80 ? name.substring(0, 80) + "…" : name)
                            + ".")
                    .nextStep("List the accounts for their names.")
                    .toException());
  }
}
