package io.novacron.core.internal.machine;

import io.novacron.api.error.Category;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.placement.Choice;
import io.novacron.api.placement.Counterfactual;
import io.novacron.api.placement.Decision;
import io.novacron.core.internal.budget.BudgetControl;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import io.novacron.core.internal.operation.NextPlace;
import io.novacron.core.internal.operation.OperationSettings;
import io.novacron.core.internal.operation.Place;
import io.novacron.core.internal.operation.PlacesTried;
import io.novacron.core.internal.operation.Relocation;
import io.novacron.core.internal.placement.PlacementDecider;
import io.novacron.core.internal.placement.Refusal;
import io.novacron.core.internal.placement.RefusalMemory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds the next best place for a machine by deciding again without what was refused. What one
 * create was refused keeps others away too.
 */
public final class OtherPlaces implements NextPlace {
  /** No create comes back to a place, however long ago it was refused there. */
  private static final Duration DECISION = Duration.ofSeconds(1);

  private final PlacementDecider decider;
  private final RefusalMemory refusals;
  private final BudgetControl budgets;
  private final IdentifierGenerator identifiers;
  private final Supplier<OperationSettings> settings;
  private final Clock clock;

  /**
   * Makes it.
   *
   * @param decider decides without what is in the memory
   * @param refusals the memory
   * @param budgets what a machine may cost at another place
   * @param identifiers makes ids and tokens
   * @param settings limits
   * @param clock the time
   */
  public OtherPlaces(
      PlacementDecider decider,
      RefusalMemory refusals,
      BudgetControl budgets,
      IdentifierGenerator identifiers,
      Supplier<OperationSettings> settings,
      Clock clock) {
    this.decider = decider;
    this.refusals = refusals;
    this.budgets = budgets;
    this.identifiers = identifiers;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Answer find(Machine machine, PlacesTried tried) {
    // All of them, since a restart has forgotten the earlier ones.
    tried.refused().forEach(this::remember);
    int most = settings.get().mostPlaces();
    if (tried.refused().size() >= most) {
      return new Answer.None(
          "No other place was tried after " + places(tried) + ", as at most " + most + " are.",
          "Ask again later, or raise mostPlaces in etc/io.novacron.operations.cfg.");
    }
    try {
      Decision decision =
          decider.decide(
              machine.tenant(),
              identifiers.next("dec"),
              SpecValidator.placementRequest(machine.spec()));
      Choice chosen = decision.chosen();
      if (chosen == null) {
        return nothingElse(machine, tried, decision);
      }
      hold(machine, decision, chosen);
      return new Answer.Found(decision, identifiers.next("token"));
    } catch (ProblemException e) {
      return new Answer.None(
          "No other place could be sought: " + e.problem().detail(),
          e.problem().nextStep() == null ? "Ask again later." : e.problem().nextStep());
    }
  }

  /**
   * Another place may be dearer. While budgets have not been read, the machine goes on within what
   * was allowed for its first place: giving it up for the moment's ignorance would lose it.
   */
  private void hold(Machine machine, Decision decision, Choice chosen) {
    try {
      budgets.hold(new Relocation(decision, chosen).applyTo(machine), machine.operation());
    } catch (ProblemException e) {
      if (e.problem().category() != Category.UNAVAILABLE) {
        throw e;
      }
    }
  }

  private void remember(PlacesTried.Refused refused) {
    Instant until = refused.at().plus(settings.get().refusalsKept());
    Instant thisDecision = clock.instant().plus(DECISION);
    Place place = refused.place();
    boolean wholeRegion = refused.problem().category() == Category.UNAVAILABLE;
    refusals.remember(
        new Refusal(
            place.account(),
            place.region(),
            place.zone(),
            wholeRegion ? null : place.instanceType(),
            wholeRegion ? null : place.market(),
            refused.problem().category(),
            refused.problem().detail(),
            refused.at(),
            until.isBefore(thisDecision) ? thisDecision : until));
  }

  private static Answer nothingElse(Machine machine, PlacesTried tried, Decision decision) {
    List<String> given = given(machine);
    String why =
        tried.refused().size() == 1
            ? "There was nothing else to try"
            : "There was nothing else to try after " + places(tried);
    return new Answer.None(
        why + (given.isEmpty() ? "." : ", as the request fixes " + String.join(", ", given) + "."),
        decision.counterfactuals().stream()
            .findFirst()
            .map(Counterfactual::change)
            .map(change -> "Ask again later, or: there would be a place " + change + ".")
            .orElse(
                given.isEmpty()
                    ? "Ask again later."
                    : "Ask again later, or leave out " + String.join(" or ", given) + "."));
  }

  private static String places(PlacesTried tried) {
    return tried.refused().stream()
        .map(refused -> refused.place() + ", type " + refused.place().instanceType())
        .collect(Collectors.joining("; "));
  }

  /** What the request fixes, in the words of the interfaces. */
  private static List<String> given(Machine machine) {
    PlacementConstraints constraints = machine.spec().placement();
    List<String> given = new ArrayList<>();
    if (constraints.account() != null) {
      given.add("placement.account");
    }
    if (constraints.region() != null) {
      given.add("placement.region");
    }
    if (constraints.zone() != null) {
      given.add("placement.zone");
    }
    if (machine.spec().instanceType() != null) {
      given.add("instanceType");
    }
    if (constraints.near() != null) {
      given.add("placement.near");
    }
    if (constraints.maxPricePerHour() != null) {
      given.add("placement.maxPricePerHour");
    }
    if (constraints.maxCarbonGramsPerKwh() != null) {
      given.add("placement.maxCarbonGramsPerKwh");
    }
    if (constraints.policy() != null) {
      given.add("placement.policy");
    }
    return given;
  }
}
