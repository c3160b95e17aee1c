package io.novacron.core.internal.placement;

import io.novacron.api.catalog.InstanceType;
import io.novacron.api.policy.PolicyRule;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

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
          inputs.request(),
          inputs.candidates().without(refusal -> refusal.quota() == null),
          inputs.policy());
    }

    @Override
    public String sentence(PlacementInputs inputs) {
      return "if clouds had refused nothing of late";
    }
  }

  /** The quotas of accounts, as they were last read. */
  record OfQuotas() implements Constraint {
    @Override
    public PlacementInputs without(PlacementInputs inputs) {
      return new PlacementInputs(
          inputs.request(),
          inputs.candidates().without(refusal -> refusal.quota() != null),
          inputs.policy());
    }

    @Override
    public String sentence(PlacementInputs inputs) {
      return "if no quota of an account stood in the way";
    }
  }

  /**
   * Quotas that stand in the way of one offer.
   *
   * @param quotas the quotas
   * @param type the type of the offer
   */
  record OfSomeQuotas(List<Refusal> quotas, InstanceType type) implements Constraint {
    @Override
    public PlacementInputs without(PlacementInputs inputs) {
      List<Refusal> raised =
          inputs.candidates().refusals().stream()
              .map(refusal -> quotas.contains(refusal) ? refusal.with(raised(refusal)) : refusal)
              .toList();
      return new PlacementInputs(
          inputs.request(), inputs.candidates().with(raised), inputs.policy());
    }

    @Override
    public String sentence(PlacementInputs inputs) {
      return quotas.stream()
          .map(
              refusal ->
                  "quota "
                      + raised(refusal).name()
                      + " of account "
                      + refusal.account()
                      + " in "
                      + refusal.region()
                      + " were "
                      + raised(refusal).limit()
                      + " vCPUs instead of "
                      + Objects.requireNonNull(refusal.quota()).limit())
          .collect(Collectors.joining(" and ", "if ", ""));
    }

    private QuotaLeft raised(Refusal refusal) {
      return Objects.requireNonNull(refusal.quota()).raisedFor(type);
    }
  }
}
