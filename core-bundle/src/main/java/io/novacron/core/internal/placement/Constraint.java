package io.novacron.core.internal.placement;

import io.novacron.api.policy.PolicyRule;
import java.util.List;

/** One thing that a choice is bound by and might do without. */
sealed interface Constraint {
  /** The inputs without it. */
  PlacementInputs without(PlacementInputs inputs);

  /** The change as a sentence that begins with "if". */
  String sentence(PlacementInputs inputs);

  /**
   * A constraint of the request.
   *
   * @param relaxation which
   */
  record OfRequest(Relaxation relaxation) implements Constraint {
    @Override
    public PlacementInputs without(PlacementInputs inputs) {
      return new PlacementInputs(
          relaxation.apply(inputs.request()), inputs.candidates(), inputs.policy());
    }

    @Override
    public String sentence(PlacementInputs inputs) {
      return relaxation.sentence(inputs.request());
    }
  }

  /**
   * A hard rule of the policy.
   *
   * @param rule which
   */
  record OfPolicy(PolicyRule rule) implements Constraint {
    @Override
    public PlacementInputs without(PlacementInputs inputs) {
      return new PlacementInputs(
          inputs.request(), inputs.candidates(), inputs.policy().without(List.of(rule)));
    }

    @Override
    public String sentence(PlacementInputs inputs) {
      return "if policy " + inputs.policy().name() + " had no rule " + rule.name();
    }
  }

  /** What clouds refused of late. */
  record OfRefusals() implements Constraint {
    @Override
    public PlacementInputs without(PlacementInputs inputs) {
      return new PlacementInputs(
          inputs.request(), inputs.candidates().with(List.of()), inputs.policy());
    }

    @Override
    public String sentence(PlacementInputs inputs) {
      return "if clouds had refused nothing of late";
    }
  }
}
