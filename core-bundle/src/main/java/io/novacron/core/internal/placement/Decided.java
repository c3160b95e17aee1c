package io.novacron.core.internal.placement;

import io.novacron.api.placement.Decision;
import io.novacron.api.placement.PlacementRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A choice among inputs, and its explanation. */
final class Decided {
  private final PlacementInputs inputs;
  private final long seed;
  private final Outcome outcome;

  /** Chooses. */
  Decided(PlacementInputs inputs, long seed) {
    this.inputs = inputs;
    this.seed = seed;
    this.outcome = Placement.decide(inputs.request(), inputs.candidates(), inputs.policy(), seed);
  }

  /**
   * The decision with its explanation.
   *
   * @param counterfactuals whether to look for what would change the choice
   * @param at when it was decided
   */
  Decision decision(String tenant, String id, boolean counterfactuals, Instant at) {
    Explanation explanation = new Explanation(inputs);
    PlacementRequest request = inputs.request().request();
    PlacementPolicy policy = inputs.policy();
    Map<String, String> digests = InputDigests.of(request, inputs.candidates(), policy);
    return new Decision(
        id,
        tenant,
        request,
        explanation.choice(outcome.chosen()),
        explanation.choice(outcome.runnerUp()),
        explanation.margin(outcome),
        explanation.funnel(outcome),
        explanation.factors(outcome.chosen()),
        explanation.factors(outcome.runnerUp()),
        counterfactuals ? new Counterfactuals(inputs, seed).of(outcome) : List.of(),
        policy.name(),
        policy.version(),
        seed,
        InputDigests.total(digests),
        digests,
        at);
  }
}
