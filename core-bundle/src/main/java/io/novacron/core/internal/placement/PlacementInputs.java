package io.novacron.core.internal.placement;

import io.novacron.api.policy.PolicyRule;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a choice depends on but for the seed, to be changed in one thing or another.
 *
 * @param request what is asked
 * @param candidates among what
 * @param policy by what
 */
record PlacementInputs(ResolvedRequest request, Candidates candidates, PlacementPolicy policy) {
  /** All that a choice is bound by and might do without, in the order in which they are told. */
  List<Constraint> constraints() {
    List<Constraint> constraints = new ArrayList<>();
    for (Relaxation relaxation : Relaxation.values()) {
      if (relaxation.appliesTo(request, policy)) {
        constraints.add(new Constraint.OfRequest(relaxation));
      }
    }
    for (PolicyRule rule : policy.rules()) {
      if (rule.hard()) {
        constraints.add(new Constraint.OfPolicy(rule));
      }
    }
    if (candidates.refusals().stream().anyMatch(refusal -> refusal.quota() == null)) {
      constraints.add(new Constraint.OfRefusals());
    }
    if (candidates.refusals().stream()
        .anyMatch(refusal -> refusal.quota() != null && refusal.concerns(request))) {
      constraints.add(new Constraint.OfQuotas());
    }
    return constraints;
  }
}
