package io.novacron.core.internal.operation;

import io.novacron.api.machine.Machine;
import io.novacron.api.placement.Choice;
import io.novacron.api.placement.Decision;
import io.novacron.api.store.Mutation;
import io.novacron.core.internal.placement.DecisionRecords;
import java.util.Objects;

/**
 * Another place for a machine that is not made yet, written with the operation before it is sent
 * there.
 *
 * @param decision the decision
 * @param choice its choice
 */
public record Relocation(Decision decision, Choice choice) {
  public Relocation {
    Objects.requireNonNull(decision, "decision");
    Objects.requireNonNull(choice, "choice");
  }

  static Relocation to(Decision decision) {
    return new Relocation(decision, Objects.requireNonNull(decision.chosen(), "chosen"));
  }

  Place place() {
    return new Place(
        choice.account(),
        choice.provider(),
        choice.region(),
        choice.zone(),
        choice.instanceType(),
        choice.market());
  }

  /** The machine at its new place. */
  public Machine applyTo(Machine machine) {
    return machine.toBuilder()
        .decision(decision.id())
        .status(
            machine.status().toBuilder()
                .account(choice.account())
                .cloud(choice.cloud())
                .provider(choice.provider())
                .providerReference(null)
                .region(choice.region())
                .zone(choice.zone())
                .instanceType(choice.instanceType())
                .pricePerHour(choice.pricePerHour())
                .build())
        .build();
  }

  /** The write that keeps the decision with its machine. */
  Mutation put(Machine machine) {
    return DecisionRecords.put(decision, machine.id());
  }
}
