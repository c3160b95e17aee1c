package io.novacron.provider.simulator.internal;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.Quota;
import io.novacron.api.provider.Quotas;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** The limits on vCPUs that a simulated account has in each of its regions. */
final class SimulatedQuotas implements Quotas {
  private final String account;
  private final SimulatedCloud cloud;
  private final CallRunner runner;
  private final Admission admission;
  private final long limit;
  private final List<VcpuLimit> limits;

  SimulatedQuotas(
      String account, SimulatedCloud cloud, CallRunner runner, Admission admission, long limit) {
    this.account = account;
    this.cloud = cloud;
    this.runner = runner;
    this.admission = admission;
    this.limit = limit;
    this.limits = VcpuLimit.of(admission.cloud());
  }

  @Override
  public CompletionStage<Outcome<List<Quota>>> list(CallContext context) {
    return runner.run(
        new CallSubject(Action.QUOTAS, null, "account " + account, ""),
        context,
        exchange -> {
          // Once for all regions: the catalog has thousands of types.
          Map<VcpuLimit, List<String>> typePrefixes =
              limits.stream().collect(toMap(identity(), admission::typePrefixes));
          return cloud.look(
              fleet ->
                  new Outcome.Done<>(
                      admission.regions().stream()
                          .flatMap(
                              region ->
                                  limits.stream()
                                      .map(each -> quota(region, each, typePrefixes, fleet)))
                          .toList()));
        });
  }

  private Quota quota(
      String region, VcpuLimit each, Map<VcpuLimit, List<String>> typePrefixes, Fleet fleet) {
    return new Quota(
        region,
        each.name(),
        Objects.requireNonNull(typePrefixes.get(each)),
        each.market(),
        limit,
        fleet.vcpus(region, each));
  }
}
