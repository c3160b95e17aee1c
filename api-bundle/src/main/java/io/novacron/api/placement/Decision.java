package io.novacron.api.placement;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a machine goes and why. A pure function of the request, the inputs of the digests, and the
 * seed: the same of these give the same decision.
 *
 * @param id opaque id; later decisions have greater ids
 * @param tenant tenant that it belongs to
 * @param request what was asked
 * @param chosen the choice; absent when no candidate passed all filters
 * @param runnerUp the next best that is another instance type or in another region, not the same
 *     offer through another account; absent when there is none
 * @param margin how much dearer the runner-up is per hour, in US dollars: less than 0 when it is
 *     cheaper and lost by other factors; absent without one
 * @param funnel the filters that the request uses, in the order of their application, with counts
 * @param factors what the winner was scored by; empty without a choice
 * @param runnerUpFactors the same for the runner-up; empty without one
 * @param counterfactuals what would change the choice, or without one what would give one
 * @param policy name of the policy that was applied
 * @param policyVersion its version
 * @param seed decides between equals; 0 to 2^53 - 1, so that every JSON reader keeps it
 * @param inputsDigest hexadecimal SHA-256 over the digests of all inputs
 * @param inputs digest of each input, by name: {@code catalog}, {@code accounts}, {@code refusals},
 *     {@code request}, {@code policy}, {@code factors}
 * @param decidedAt when
 */
public record Decision(
    String id,
    String tenant,
    PlacementRequest request,
    @Nullable Choice chosen,
    @Nullable Choice runnerUp,
    @Nullable BigDecimal margin,
    List<FunnelStage> funnel,
    List<Factor> factors,
    List<Factor> runnerUpFactors,
    List<Counterfactual> counterfactuals,
    String policy,
    int policyVersion,
    long seed,
    String inputsDigest,
    Map<String, String> inputs,
    Instant decidedAt) {
  public Decision {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(request, "request");
    funnel = List.copyOf(funnel);
    factors = List.copyOf(factors);
    runnerUpFactors = List.copyOf(runnerUpFactors);
    counterfactuals = List.copyOf(counterfactuals);
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(inputsDigest, "inputsDigest");
    inputs = Map.copyOf(inputs);
    Objects.requireNonNull(decidedAt, "decidedAt");
  }
}
