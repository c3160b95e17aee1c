package io.novacron.core.internal.plan;

import io.novacron.api.batch.BatchItem;
import io.novacron.api.catalog.Price;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.MachineStatus;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.placement.Choice;
import io.novacron.api.placement.Decision;
import io.novacron.api.plan.PlanRequest;
import io.novacron.api.plan.PlannedAction;
import io.novacron.api.security.Caller;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.machine.MachineForesight;
import io.novacron.core.internal.operation.Resize;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Sees what one change would do, without doing anything. */
final class Foresight {
  private static final String CURRENCY = "USD";

  private final MachineForesight machines;

  Foresight(MachineForesight machines) {
    this.machines = machines;
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
      return machines
          .create(controlPlane, caller, create.spec())
          .thenApply(decision -> created(index, create.spec(), decision));
    }
    BatchItem.Act act = (BatchItem.Act) item;
    return machines
        .act(controlPlane, caller, act.machine(), act.request(), expectedRevision)
        .thenApply(seen -> new Foreseen(changed(index, act.request().action().verb(), seen), act));
  }

  CompletionStage<PlannedAction> of(
      ControlPlane controlPlane, Caller caller, PlanRequest.Update update) {
    return machines
        .update(controlPlane, caller, update.machine(), update.patch(), update.expectedRevision())
        .thenApply(
            seen -> {
              MachineAction action = seen.action();
              return changed(0, action == null ? "update" : action.verb(), seen);
            });
  }

  CompletionStage<PlannedAction> of(
      ControlPlane controlPlane, Caller caller, PlanRequest.OfSnapshot request) {
    OperationKind kind =
        switch (request.action()) {
          case CREATE -> OperationKind.SNAPSHOT;
          case RESTORE -> OperationKind.RESTORE_SNAPSHOT;
          case DELETE -> OperationKind.DELETE_SNAPSHOT;
        };
    String action =
        switch (request.action()) {
          case CREATE -> "snapshot";
          case RESTORE -> "restore-snapshot";
          case DELETE -> "delete-snapshot";
        };
    // What the cloud takes for a snapshot is in no catalog.
    BigDecimal delta = kind == OperationKind.RESTORE_SNAPSHOT ? BigDecimal.ZERO : null;
    return machines
        .snapshot(controlPlane, caller, request.machine(), kind, request.subject())
        .thenApply(machine -> of(0, action, machine, delta));
  }

  CompletionStage<PlannedAction> of(
      ControlPlane controlPlane, Caller caller, PlanRequest.Adopt adopt) {
    return machines
        .adopt(controlPlane, caller, adopt.request())
        .thenApply(
            machine ->
                // The machine costs what it costs, whoever knows of it.
                of(0, "adopt", machine, BigDecimal.ZERO));
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
                    asked.maxCarbonGramsPerKwh(),
                    asked.policy(),
                    asked.group()));
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

  private static PlannedAction changed(int index, String action, MachineForesight.Foreseen seen) {
    Machine machine = seen.machine();
    Resize resize = seen.resize();
    Price price = machine.status().pricePerHour();
    if (resize == null) {
      return of(index, action, machine, delta(seen.action(), price));
    }
    MachineStatus status = machine.status();
    return new PlannedAction(
        index,
        action,
        machine.id(),
        machine.name(),
        machine.revision(),
        status.account(),
        status.region(),
        status.zone(),
        resize.to(),
        resize.pricePerHour(),
        resize.state() == MachineState.RUNNING
            ? difference(price, resize.pricePerHour())
            : BigDecimal.ZERO,
        "From " + resize.from() + " to " + resize.to() + ", in the account and region it is in.");
  }

  private static PlannedAction of(
      int index, String action, Machine machine, @Nullable BigDecimal delta) {
    MachineStatus status = machine.status();
    boolean adopted = action.equals("adopt");
    return new PlannedAction(
        index,
        action,
        adopted ? null : machine.id(),
        machine.name(),
        adopted ? null : machine.revision(),
        status.account(),
        status.region(),
        status.zone(),
        status.instanceType(),
        status.pricePerHour(),
        delta,
        null);
  }

  private static @Nullable BigDecimal difference(@Nullable Price before, Price after) {
    return before == null
            || !before.currency().equals(CURRENCY)
            || !after.currency().equals(CURRENCY)
        ? null
        : after.amount().subtract(before.amount());
  }

  private static @Nullable BigDecimal delta(@Nullable MachineAction action, @Nullable Price price) {
    BigDecimal amount = price == null || !price.currency().equals(CURRENCY) ? null : price.amount();
    if (action == null) {
      return BigDecimal.ZERO;
    }
    return switch (action) {
      case START -> amount;
      case STOP, DELETE -> amount == null ? null : amount.negate();
      case RESTART -> BigDecimal.ZERO;
      case PAUSE, RESUME, RESIZE -> null;
    };
  }
}
