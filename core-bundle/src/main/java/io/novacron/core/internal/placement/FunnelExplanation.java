package io.novacron.core.internal.placement;

import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.machine.Size;
import io.novacron.api.placement.FunnelStage;
import io.novacron.api.policy.PolicyRule;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts what the filters did into words: each filter that the request uses with its counts and, as
 * an example, the cheapest that it took out.
 */
final class FunnelExplanation {
  private final ResolvedRequest request;
  private final PlacementPolicy policy;
  private final RemovalReason reason;
  private final boolean anyRefused;

  FunnelExplanation(ResolvedRequest request, Candidates candidates, PlacementPolicy policy) {
    this.request = request;
    this.policy = policy;
    this.reason = new RemovalReason(request, candidates, policy);
    this.anyRefused = !candidates.refusals().isEmpty();
  }

  /** The stages in order; what one leaves comes to the next. */
  List<FunnelStage> stages(FunnelCounts counts) {
    List<FunnelStage> stages = new ArrayList<>();
    int before = counts.total();
    for (Filter filter : Filter.values()) {
      if (isUsed(filter)) {
        int removed = counts.removedBy(filter);
        String example =
            removed == 0
                ? null
                : reason.sentence(
                    filter, counts.exampleAccount(filter), counts.exampleOffer(filter));
        stages.add(new FunnelStage(filter.wireName(), before, before - removed, example));
        before -= removed;
      }
    }
    return stages;
  }

  private boolean isUsed(Filter filter) {
    PlacementConstraints constraints = request.constraints();
    Size size = request.request().size();
    return switch (filter) {
      case CLOUD, ACCOUNT_REGION, MARKET -> true;
      case ACCOUNT -> constraints.account() != null;
      case REGION -> constraints.region() != null;
      case INSTANCE_TYPE -> request.request().instanceType() != null;
      case VCPUS, MEMORY, GPUS, MARKS -> size != null;
      case GPU_MODEL -> size != null && size.gpuModel() != null;
      case ARCHITECTURE -> size != null && size.architecture() != null;
      case PRICE_AGE -> request.limitsPriceAge(policy);
      case PRICE_CEILING -> request.ceiling() != null;
      case NEAR -> constraints.near() != null;
      case CARBON -> constraints.maxCarbonGramsPerKwh() != null;
      case POLICY -> policy.rules().stream().anyMatch(PolicyRule::hard);
      case REFUSED -> anyRefused;
    };
  }
}
