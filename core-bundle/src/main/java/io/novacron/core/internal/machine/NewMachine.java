package io.novacron.core.internal.machine;

import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.MachineStatus;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.placement.Choice;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.security.Caller;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import io.novacron.core.internal.operation.Arguments;
import io.novacron.core.internal.operation.Call;
import io.novacron.core.internal.operation.MachineRecords;
import io.novacron.core.internal.operation.OperationRecord;
import io.novacron.core.internal.operation.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A machine that is about to be recorded, with its operation.
 *
 * @param machine the machine, not recorded yet
 * @param operation the create, not recorded yet
 */
record NewMachine(Machine machine, OperationRecord operation) {
  /** The answer that the caller will get once it is recorded. */
  Accepted answer() {
    return new Accepted(
        MachineRecords.withRevision(machine, 1),
        operation.operation().toBuilder().revision(1).build(),
        false);
  }

  /** The ids that a new machine gets. */
  record Ids(String machine, String operation, String decision) {
    static Ids fresh(IdentifierGenerator identifiers) {
      return new Ids(identifiers.next("vm"), identifiers.next("op"), identifiers.next("dec"));
    }

    /** The ids that an earlier attempt at the same request had. */
    static Ids of(Accepted begun) {
      return new Ids(
          begun.machine().id(),
          begun.operation().id(),
          Objects.requireNonNull(begun.machine().decision(), "decision"));
    }
  }

  static NewMachine of(
      Caller caller,
      MachineSpec spec,
      Ids ids,
      Choice choice,
      String controlPlane,
      String token,
      @Nullable String idempotencyKey,
      @Nullable String parent,
      Instant now,
      Duration deadline) {
    Machine machine = machine(caller, spec, ids, choice, now);
    Place place =
        new Place(
            choice.account(),
            choice.provider(),
            choice.region(),
            choice.zone(),
            choice.instanceType(),
            choice.market());
    Operation operation =
        queued(
            caller,
            ids.operation(),
            OperationKind.CREATE,
            ids.machine(),
            idempotencyKey,
            parent,
            now);
    OwnerTag owner = new OwnerTag(controlPlane, caller.tenant(), ids.machine(), ids.operation());
    return new NewMachine(
        machine,
        OperationRecord.queued(
                operation,
                token,
                owner,
                null,
                Arguments.NONE,
                place,
                Call.CREATE,
                now.plus(deadline),
                null,
                null)
            .withTraceparent(caller.traceparent()));
  }

  /** The machine alone, as it would be recorded. */
  static Machine machine(Caller caller, MachineSpec spec, Ids ids, Choice choice, Instant now) {
    MachineStatus status =
        new MachineStatus(
            0,
            MachineState.CREATING,
            choice.account(),
            choice.cloud(),
            choice.provider(),
            null,
            choice.region(),
            choice.zone(),
            choice.instanceType(),
            List.of(),
            choice.pricePerHour(),
            List.of(),
            null,
            null);
    return new Machine(
        ids.machine(),
        caller.tenant(),
        spec,
        DesiredState.RUNNING,
        1,
        0,
        now,
        status,
        ids.decision(),
        ids.operation(),
        List.of(),
        spec.labels());
  }

  /** An operation that stands alone. */
  static Operation queued(
      Caller caller,
      String id,
      OperationKind kind,
      String machine,
      @Nullable String idempotencyKey,
      Instant now) {
    return queued(caller, id, kind, machine, idempotencyKey, null, now);
  }

  static Operation queued(
      Caller caller,
      String id,
      OperationKind kind,
      String machine,
      @Nullable String idempotencyKey,
      @Nullable String parent,
      Instant now) {
    return Operation.queued(id, caller.tenant(), kind, machine, caller.principal(), now).toBuilder()
        .idempotencyKey(idempotencyKey)
        .parent(parent)
        .build();
  }
}
