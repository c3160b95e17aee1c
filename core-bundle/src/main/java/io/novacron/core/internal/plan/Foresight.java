package io.novacron.core.internal.plan;

import io.novacron.api.batch.BatchItem;
import io.novacron.api.catalog.Price;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.MachineStatus;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.placement.Choice;
import io.novacron.api.placement.Decision;
import io.novacron.api.plan.PlannedAction;
import io.novacron.api.security.Caller;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.machine.MachineParts;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Sees what one change would do, without doing anything. */
final class Foresight {
  private static final String CURRENCY = "USD";

  private final MachineParts parts;

  Foresight(MachineParts parts) {
    this.parts = parts;
  }

  /** What a change would do now, and the change bound to that. */
  record Foreseen(PlannedAction action, BatchItem bound) {}

  CompletionStage<Foreseen> of(
      ControlPlane controlPlane,
      Caller caller,
      int index,
      BatchItem item,
      @Nullable Long expectedRevision) {
    if (item instanceof BatchItem.Create create) {
      return parts
          .foreseeCreate(controlPlane, caller, create.spec())
          .thenApply(decision -> created(index, create.spec(), decision));
    }
    BatchItem.Act act = (BatchItem.Act) item;
    return parts
        .foreseeAct(controlPlane, caller, act.machine(), act.request(), expectedRevision)
        .thenApply(machine -> new Foreseen(acted(index, act, machine), act));
  }

  private static Foreseen created(int index, MachineSpec spec, Decision decision) {
    Choice chosen = Objects.requireNonNull(decision.chosen(), "chosen");
    Price price = chosen.pricePerHour();
    PlannedAction action =
        new PlannedAction(
            index,
            "create",
            null,
            spec.name(),
            null,
            chosen.account(),
            chosen.region(),
            chosen.zone(),
            chosen.instanceType(),
            price,
            price.currency().equals(CURRENCY) ? price.amount() : null,
            why(decision));
    return new Foreseen(action, new BatchItem.Create(bound(spec, chosen)));
  }

  /** The spec with the place that was chosen, so that an apply makes what was shown. */
  private static MachineSpec bound(MachineSpec spec, Choice chosen) {
    PlacementConstraints asked = spec.placement();
    MachineSpec.Builder bound =
        spec.toBuilder()
            .placement(
                new PlacementConstraints(
                    chosen.account(),
                    chosen.region(),
                    chosen.zone(),
                    asked.near(),
                    asked.maxPricePerHour(),
                    asked.maxCarbonGramsPerKwh()));
    if (spec.template() == null) {
      // A template may give a size, beside which no type is legal.
      bound.size(null).instanceType(chosen.instanceType());
    }
    return bound.build();
  }

  private static String why(Decision decision) {
    int candidates = decision.funnel().isEmpty() ? 1 : decision.funnel().get(0).before();
    Choice second = decision.runnerUp();
    return "Best of "
        + candidates
        + " candidates by the policy "
        + decision.policy()
        + (second == null
            ? "."
            : "; second is "
                + second.instanceType()
                + " in "
                + second.region()
                + " at "
                + second.pricePerHour().amount().toPlainString()
                + " "
                + second.pricePerHour().currency()
                + " per hour.");
  }

  private static PlannedAction acted(int index, BatchItem.Act act, Machine machine) {
    MachineStatus status = machine.status();
    return new PlannedAction(
        index,
        act.request().action().verb(),
        machine.id(),
        machine.name(),
        machine.revision(),
        status.account(),
        status.region(),
        status.zone(),
        status.instanceType(),
        status.pricePerHour(),
        delta(act.request().action(), status.pricePerHour()),
        null);
  }

  private static @Nullable BigDecimal delta(MachineAction action, @Nullable Price price) {
    BigDecimal amount = price == null || !price.currency().equals(CURRENCY) ? null : price.amount();
    return switch (action) {
      case START -> amount;
      case STOP, DELETE -> amount == null ? null : amount.negate();
      case RESTART -> BigDecimal.ZERO;
      case PAUSE, RESUME, RESIZE -> null;
    };
  }
}
