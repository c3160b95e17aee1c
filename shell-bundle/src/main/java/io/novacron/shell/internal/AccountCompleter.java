package io.novacron.shell.internal;

import io.novacron.api.provider.Account;
import io.novacron.api.provider.AccountService;
import io.novacron.api.security.Caller;
import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes names of accounts. */
@Service
public final class AccountCompleter extends MemoryCompleter {
  @Override
  Collection<String> words(Caller caller) {
    return services.require(AccountService.class).list(caller).stream().map(Account::name).toList();
  }
}
