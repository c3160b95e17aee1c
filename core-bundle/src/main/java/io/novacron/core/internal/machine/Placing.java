package io.novacron.core.internal.machine;

import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.placement.Choice;
import io.novacron.api.placement.Counterfactual;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.FunnelStage;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.api.provider.Account;
import io.novacron.core.internal.placement.PlacementDecider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks a spec and finds a place for it. */
final class Placing {
  private final PlacementDecider decider;
  private final Function<String, List<Account>> accounts;

  /**
   * Makes it.
   *
   * @param decider decides
   * @param accounts all accounts of a tenant, whatever their state
   */
  Placing(PlacementDecider decider, Function<String, List<Account>> accounts) {
    this.decider = decider;
    this.accounts = accounts;
  }

  /**
   * Decides where a machine goes.
   *
   * @return a decision that has a choice
   * @throws ProblemException INVALID with all wrong fields, or with code {@code no-placement};
   *     UNAVAILABLE when no account can take a machine now
   */
  Placed place(String tenant, String decisionId, MachineSpec spec) {
    List<FieldError> errors = SpecValidator.validate(spec);
    List<Account> known = accounts.apply(tenant);
    if (errors.isEmpty()) {
      requireUsable(known, spec.placement().account());
    }
    Decision decision = decide(tenant, decisionId, spec, errors);
    Choice chosen = decision.chosen();
    if (chosen == null) {
      throw nothingFits(decision);
    }
    return new Placed(decision, chosen);
  }

  /**
   * Decides again for a machine that is there.
   *
   * @param account its account, which must be usable now
   * @throws ProblemException as for {@link #place}
   */
  Placed placeAgain(String tenant, String decisionId, PlacementRequest request, String account) {
    requireUsable(accounts.apply(tenant), account);
    Decision decision = decider.decide(tenant, decisionId, request);
    Choice chosen = decision.chosen();
    if (chosen == null) {
      throw nothingFits(decision);
    }
    return new Placed(decision, chosen);
  }

  /** Completes when all is kept that a decision was made from. */
  CompletionStage<Void> kept(Decision decision) {
    return decider.kept(decision);
  }

  private Decision decide(
      String tenant, String decisionId, MachineSpec spec, List<FieldError> errors) {
    try {
      Decision decision = decider.decide(tenant, decisionId, SpecValidator.placementRequest(spec));
      if (errors.isEmpty()) {
        return decision;
      }
    } catch (ProblemException e) {
      if (e.problem().category() != Category.INVALID || e.problem().errors().isEmpty()) {
        throw errors.isEmpty() ? e : SpecValidator.invalid(errors);
      }
      throw SpecValidator.invalid(joined(errors, e.problem().errors()));
    }
    throw SpecValidator.invalid(errors);
  }

  private static List<FieldError> joined(List<FieldError> ours, List<FieldError> theirs) {
    List<FieldError> all = new ArrayList<>(ours);
    theirs.stream()
        .filter(error -> ours.stream().noneMatch(own -> own.pointer().equals(error.pointer())))
        .forEach(all::add);
    return all;
  }

  private static void requireUsable(List<Account> known, @Nullable String named) {
    List<Account> considered =
        named == null
            ? known
            : known.stream().filter(account -> account.name().equals(named)).toList();
    boolean usable = considered.stream().anyMatch(account -> account.state().takesWork());
    if (usable || (named != null && considered.isEmpty())) {
      // A name that no account has is told by the placement, with the names that there are.
      return;
    }
    String states =
        considered.stream()
            .map(
                account ->
                    account.name()
                        + " is "
                        + account.state()
                        + (account.reason() == null ? "" : " (" + account.reason() + ")"))
            .collect(Collectors.joining("; "));
    throw Problem.builder(
            "no-usable-account",
            Category.UNAVAILABLE,
            considered.isEmpty()
                ? "There is no account to place a machine in."
                : "No account can take a machine now: " + states + ".")
        .retryAfter(Duration.ofSeconds(5))
        .nextStep(
            considered.isEmpty()
                ? "Put etc/io.novacron.account-<name>.cfg with provider=<type>, or start with"
                    + " NOVACRON_SIMULATOR=on."
                : "Mend the account as its reason says, or ask again later.")
        .toException();
  }

  private static ProblemException nothingFits(Decision decision) {
    int candidates = decision.funnel().isEmpty() ? 0 : decision.funnel().get(0).before();
    List<String> removed = new ArrayList<>();
    for (FunnelStage stage : decision.funnel()) {
      if (stage.after() < stage.before()) {
        String example = stage.example() == null ? "" : " (" + stage.example() + ")";
        removed.add(stage.filter() + " removed " + (stage.before() - stage.after()) + example);
      }
    }
    String change =
        decision.counterfactuals().stream()
            .findFirst()
            .map(Counterfactual::change)
            .map(text -> "There would be a place " + text + ".")
            .orElse("Ask for less, or lift the limit that removed the last candidates.");
    return Problem.builder(
            "no-placement",
            Category.INVALID,
            "Of " + candidates + " offers none fits: " + String.join("; ", removed) + ".")
        .nextStep(change)
        .toException();
  }

  /**
   * A decision with its choice.
   *
   * @param decision the decision
   * @param choice its choice
   */
  record Placed(Decision decision, Choice choice) {}
}
