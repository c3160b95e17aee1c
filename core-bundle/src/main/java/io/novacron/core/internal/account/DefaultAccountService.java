package io.novacron.core.internal.account;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.provider.Account;
import io.novacron.api.provider.AccountService;
import io.novacron.api.provider.Throttle;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.security.Target;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.traffic.Traffic;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Accounts for the faces. */
public final class DefaultAccountService implements AccountService {
  private static final String KIND = "account";

  private final AccountRegistry registry;
  private final Traffic traffic;
  private final Authorization authorization;

  /**
   * Makes the service.
   *
   * @param registry knows the accounts
   * @param traffic knows what calls to them are made
   * @param authorization lets callers pass
   */
  public DefaultAccountService(
      AccountRegistry registry, Traffic traffic, Authorization authorization) {
    this.registry = registry;
    this.traffic = traffic;
    this.authorization = authorization;
  }

  @Override
  public List<Account> list(Caller caller) {
    return authorization.visible(
        caller,
        Permission.ACCOUNT_READ,
        KIND,
        accounts(caller),
        account -> new Target(account.tenant(), KIND, account.name(), account.name(), Map.of()));
  }

  @Override
  public Account get(Caller caller, String name) {
    authorization.require(
        caller, Permission.ACCOUNT_READ, new Target(caller.tenant(), KIND, name, name, Map.of()));
    return accounts(caller).stream()
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

  @Override
  public List<Throttle> throttles(Caller caller, @Nullable String account) {
    List<Account> visible = account == null ? list(caller) : List.of(get(caller, account));
    return visible.stream().flatMap(each -> traffic.throttles(each.name()).stream()).toList();
  }

  private List<Account> accounts(Caller caller) {
    return registry.accounts(caller.tenant()).stream()
        .map(account -> account.withBreaker(traffic.breaker(account.name())))
        .toList();
  }
}
