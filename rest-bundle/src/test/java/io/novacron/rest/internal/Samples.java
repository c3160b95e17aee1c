package io.novacron.rest.internal;

import io.novacron.api.catalog.Price;
import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.MachineStatus;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationState;
import io.novacron.api.operation.Step;
import io.novacron.api.operation.WaitingFor;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values that several tests need. */
final class Samples {
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  static final String SMALL_MACHINE = "{\"name\":\"web-1\",\"size\":{\"vcpus\":2,\"memoryGib\":4}}";

  private Samples() {}

  static Price price(String amount) {
    return new Price(new BigDecimal(amount), "USD", LocalDate.of(2026, 10, 1), "test prices");
  }

  static Machine machine(String id, MachineSpec spec, String operation) {
    return new Machine(
        id,
        "default",
        spec,
        DesiredState.RUNNING,
        1,
        1,
        NOON,
        new MachineStatus(
            0,
            MachineState.CREATING,
            "sim-aws",
            "aws",
            "simulator",
            null,
            "eu-central-1",
            null,
            "m7g.xlarge",
            List.of(),
            price("0.1720"),
            List.of(),
            null,
            null),
        "dec-1",
        operation);
  }

  static Machine with(Machine machine, MachineState state, String operation) {
    MachineStatus seen = machine.status();
    return new Machine(
        machine.id(),
        machine.tenant(),
        machine.spec(),
        machine.desiredState(),
        machine.generation(),
        machine.revision() + 1,
        machine.createdAt(),
        new MachineStatus(
            machine.generation(),
            state,
            seen.account(),
            seen.cloud(),
            seen.provider(),
            seen.providerReference(),
            seen.region(),
            seen.zone(),
            seen.instanceType(),
            seen.addresses(),
            seen.pricePerHour(),
            seen.conditions(),
            NOON,
            "operation"),
        machine.decision(),
        operation);
  }

  static Operation operation(String id, OperationKind kind, String target, @Nullable String key) {
    return Operation.queued(id, "default", kind, target, "admin", NOON).toBuilder()
        .state(OperationState.RUNNING)
        .progress(0.5)
        .steps(List.of(new Step("call", Step.State.RUNNING, 1, NOON, null, "asks for the machine")))
        .waitingFor(new WaitingFor(WaitingFor.Kind.PROVIDER, NOON, null))
        .owner("node-1")
        .idempotencyKey(key)
        .revision(1)
        .build();
  }

  static Operation succeeded(Operation operation) {
    return operation.toBuilder()
        .state(OperationState.SUCCEEDED)
        .progress(1)
        .result(operation.target())
        .waitingFor(null)
        .revision(operation.revision() + 1)
        .endedAt(NOON)
        .build();
  }
}
