package io.novacron.core.internal.account;

import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.NetworkPage;
import io.novacron.api.provider.Networks;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.SecurityGroupPage;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The networks of an account behind a guard. */
final class GuardedNetworks implements Networks {
  private final Networks networks;
  private final CallGuard guard;

  GuardedNetworks(Networks networks, CallGuard guard) {
    this.networks = networks;
    this.guard = guard;
  }

  @Override
  public CompletionStage<Outcome<NetworkPage>> list(
      CallContext context, String region, @Nullable String pageToken) {
    return guard.call("list_networks", context, () -> networks.list(context, region, pageToken));
  }

  @Override
  public CompletionStage<Outcome<SecurityGroupPage>> listSecurityGroups(
      CallContext context, String region, @Nullable String pageToken) {
    return guard.call(
        "list_security_groups",
        context,
        () -> networks.listSecurityGroups(context, region, pageToken));
  }
}
