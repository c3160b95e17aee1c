package io.novacron.provider.simulator.internal;

import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.CloudNetwork;
import io.novacron.api.provider.Completeness;
import io.novacron.api.provider.NetworkPage;
import io.novacron.api.provider.Networks;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.SecurityGroupPage;
import io.novacron.provider.simulator.internal.Ruling.Refused;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one network that a simulated account has in each region, and its security groups, of which
 * there are none: the simulator carries no traffic that they could hold back.
 */
final class SimulatedNetworks implements Networks {
  /** {@link MachineMaker} draws the addresses of all machines from it. */
  private static final String ADDRESSES = "10.0.0.0/8";

  private final String account;
  private final CloudStyle style;
  private final CallRunner runner;
  private final Admission admission;
  private final CloudErrors errors;
  private final Clock clock;

  SimulatedNetworks(
      String account,
      CloudStyle style,
      CallRunner runner,
      Admission admission,
      CloudErrors errors,
      Clock clock) {
    this.account = account;
    this.style = style;
    this.runner = runner;
    this.admission = admission;
    this.errors = errors;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Outcome<NetworkPage>> list(
      CallContext context, String region, @Nullable String pageToken) {
    return page(
        Action.LIST_NETWORKS,
        context,
        region,
        pageToken,
        () -> new NetworkPage(List.of(network(region)), null, new Completeness.Full()));
  }

  @Override
  public CompletionStage<Outcome<SecurityGroupPage>> listSecurityGroups(
      CallContext context, String region, @Nullable String pageToken) {
    return page(
        Action.LIST_SECURITY_GROUPS,
        context,
        region,
        pageToken,
        () -> new SecurityGroupPage(List.of(), null, new Completeness.Full()));
  }

  /** The only page; as it is the last, no token leads to another. */
  private <P> CompletionStage<Outcome<P>> page(
      Action action,
      CallContext context,
      String region,
      @Nullable String pageToken,
      Supplier<P> only) {
    CallSubject subject = CallSubject.inRegion(action, region, pageToken == null ? "" : pageToken);
    return runner.run(
        subject,
        context,
        exchange -> {
          Refused refused = admission.checkRegion(region);
          if (refused == null && pageToken != null) {
            refused =
                Refused.of(
                    Refusal.INVALID_PAGE_TOKEN,
                    "The page token is none that a list gave.",
                    subject.scope());
          }
          return Effect.of(
              refused == null
                  ? new Outcome.Done<>(only.get())
                  : new Outcome.Failed<>(errors.of(refused, exchange.requestId())));
        });
  }

  private CloudNetwork network(String region) {
    return new CloudNetwork(
        style.network(account, region),
        "default",
        region,
        null,
        null,
        List.of(ADDRESSES),
        null,
        true,
        Map.of(),
        clock.instant());
  }
}
