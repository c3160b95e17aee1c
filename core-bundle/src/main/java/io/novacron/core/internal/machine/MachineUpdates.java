package io.novacron.core.internal.machine;

import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachinePatch;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.MachineStatus;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationState;
import io.novacron.api.operation.Step;
import io.novacron.api.security.Caller;
import io.novacron.api.store.RevisionConflictException;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.budget.BudgetControl;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import io.novacron.core.internal.operation.MachineRecords;
import io.novacron.core.internal.operation.Resize;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Accepts changes of what is wanted of a machine. What needs nothing of the cloud is an operation
 * that is done in the write that records it; the rest becomes the action that leads there.
 */
final class MachineUpdates {
  private static final int MOST_TRIES = 5;

  private final MachineReader reader;
  private final Resizing resizing;
  private final BudgetControl budgets;
  private final ActionRecording recording;
  private final Acceptance acceptance;
  private final IdentifierGenerator identifiers;
  private final Clock clock;

  MachineUpdates(
      MachineReader reader,
      Resizing resizing,
      BudgetControl budgets,
      ActionRecording recording,
      Acceptance acceptance,
      IdentifierGenerator identifiers,
      Clock clock) {
    this.reader = reader;
    this.resizing = resizing;
    this.budgets = budgets;
    this.recording = recording;
    this.acceptance = acceptance;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  CompletionStage<Changed> update(ControlPlane controlPlane, Request request) {
    return reader
        .permitted(
            controlPlane.store(), request.caller, request.id, MachinePermissions.of(request.patch))
        .thenCompose(machine -> tried(controlPlane, request, MOST_TRIES));
  }

  /**
   * Does an update under an id that is fixed beforehand, once however often it is asked.
   *
   * @param operationId id that the operation gets
   */
  CompletionStage<Changed> part(ControlPlane controlPlane, Request request, String operationId) {
    return MachineActions.recorded(
            controlPlane.store(), request.caller.tenant(), request.id, operationId)
        .thenCompose(
            found ->
                found.isPresent()
                    ? CompletableFuture.completedFuture(found.get())
                    : update(controlPlane, request.withOperation(operationId)));
  }

  private CompletionStage<Changed> tried(ControlPlane controlPlane, Request request, int tries) {
    return reader
        .settled(controlPlane, request.caller.tenant(), request.id)
        .thenCompose(machine -> change(controlPlane, request, machine))
        .exceptionallyCompose(
            failure -> {
              Throwable cause = Failures.unwrapped(failure);
              return cause instanceof RevisionConflictException && tries > 1
                  ? tried(controlPlane, request, tries - 1)
                  : CompletableFuture.failedFuture(cause);
            });
  }

  /**
   * Sees what an update would do, if it may and can be done; changes nothing.
   *
   * @return fails with the problem that the update would have
   */
  CompletionStage<MachineForesight.Foreseen> foresee(ControlPlane controlPlane, Request request) {
    return reader
        .permitted(
            controlPlane.store(), request.caller, request.id, MachinePermissions.of(request.patch))
        .thenApply(
            machine -> {
              Wanted wanted = wanted(request, machine);
              if (wanted.action == null
                  || MachineActions.deletedAlready(machine, wanted.action.action())) {
                return new MachineForesight.Foreseen(machine, null, null);
              }
              return foreseen(controlPlane, machine, wanted.action);
            });
  }

  /** Sees what an action would do to a machine, if it can be done; changes nothing. */
  MachineForesight.Foreseen foreseen(
      ControlPlane controlPlane, Machine machine, ActionRequest action) {
    ActionCheck.legal(machine, action, controlPlane.providers());
    Resize resize =
        action.action() == MachineAction.RESIZE ? resizing.choose(machine, action).resize() : null;
    if (resize != null) {
      budgets.check(resize.priced(machine));
    }
    return new MachineForesight.Foreseen(machine, action.action(), resize);
  }

  private Wanted wanted(Request request, Machine machine) {
    ActionCheck.revision(machine, request.expectedRevision);
    MachineSpec spec =
        machine.spec().toBuilder().labels(PatchReading.labels(machine, request.patch)).build();
    List<FieldError> wrong = SpecValidator.validateLabels(spec.labels());
    if (!wrong.isEmpty()) {
      throw SpecValidator.invalid(wrong);
    }
    boolean relabelled = !spec.labels().equals(machine.spec().labels());
    if (relabelled) {
      // Who may change a machine may depend on its labels, so it must hold for the new ones too.
      reader.require(
          request.caller,
          machine.toBuilder().spec(spec).build(),
          MachinePermissions.of(request.patch));
      requireLabelsFree(machine);
    }
    return new Wanted(spec, PatchReading.action(machine, request.patch));
  }

  private CompletionStage<Changed> change(
      ControlPlane controlPlane, Request request, Machine machine) {
    Wanted wanted = wanted(request, machine);
    MachineSpec spec = wanted.spec;
    ActionRequest action = wanted.action;
    if (action == null) {
      return recordOnly(controlPlane, request, machine, spec);
    }
    if (MachineActions.deletedAlready(machine, action.action())) {
      return MachineActions.latest(controlPlane.store(), machine);
    }
    ActionCheck.legal(machine, action, controlPlane.providers());
    Intent intent =
        action.action() == MachineAction.RESIZE
            ? resizing.choose(machine, action)
            : Intent.of(action, machine);
    return recording.record(
        controlPlane,
        request.caller,
        machine,
        intent.withSpec(intent.spec().toBuilder().labels(spec.labels()).build()),
        operationId(request),
        null,
        null,
        ActionRecording.Reservation.none());
  }

  /**
   * While a create may be sent again, the labels are a part of what its token stands for, since the
   * cloud gets them as tags.
   */
  private static void requireLabelsFree(Machine machine) {
    MachineState state = machine.status().state();
    boolean free =
        switch (state) {
          case CREATING, PROVISIONING, DELETING, DELETED -> false;
          case RUNNING,
              PAUSING,
              PAUSED,
              RESUMING,
              STOPPING,
              STOPPED,
              STARTING,
              RESTARTING,
              RESIZING,
              FAILED,
              UNKNOWN ->
              true;
        };
    if (!free) {
      throw Problem.builder(
              "illegal-state",
              Category.CONFLICT,
              "The labels of a machine that is " + state + " cannot be changed.")
          .retryable(state == MachineState.CREATING || state == MachineState.PROVISIONING)
          .operation(machine.operation())
          .nextStep(
              state == MachineState.DELETED
                  ? "Create another machine with the labels wanted."
                  : "Wait until operation " + machine.operation() + " is done, then ask again.")
          .toException();
    }
  }

  private CompletionStage<Changed> recordOnly(
      ControlPlane controlPlane, Request request, Machine machine, MachineSpec spec) {
    Instant now = clock.instant();
    DesiredState desired =
        request.patch.desiredState() == null
            ? machine.desiredState()
            : request.patch.desiredState();
    boolean changed = desired != machine.desiredState() || !spec.equals(machine.spec());
    Operation operation =
        done(request.caller, operationId(request), machine, changes(machine, spec, desired), now);
    MachineStatus status = machine.status();
    boolean achieved = status.observedGeneration() == machine.generation();
    long generation = machine.generation() + (changed ? 1 : 0);
    Machine updated =
        machine.toBuilder()
            .spec(spec)
            .desiredState(desired)
            .generation(generation)
            .status(achieved ? status.toBuilder().observedGeneration(generation).build() : status)
            // While an operation moves the machine, that is the one to wait for.
            .operation(status.state().moving() ? machine.operation() : operation.id())
            .build();
    return acceptance
        .recordDone(controlPlane, machine, updated, operation)
        .thenApply(
            accepted -> new Changed(accepted, Digest.of(MachineRecords.put(machine).value())));
  }

  private String operationId(Request request) {
    return request.operation == null ? identifiers.next("op") : request.operation;
  }

  private static Operation done(
      Caller caller, String id, Machine machine, String detail, Instant now) {
    return NewMachine.queued(caller, id, OperationKind.UPDATE, machine.id(), null, now).toBuilder()
        .state(OperationState.SUCCEEDED)
        .progress(1)
        .steps(List.of(new Step("record", Step.State.SUCCEEDED, 1, now, now, detail)))
        .result(machine.id())
        .endedAt(now)
        .build();
  }

  private static String changes(Machine machine, MachineSpec spec, DesiredState desired) {
    List<String> changes = new ArrayList<>();
    Map<String, String> before = machine.spec().labels();
    Map<String, String> after = spec.labels();
    TreeSet<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    for (String key : keys) {
      if (!after.containsKey(key)) {
        changes.add("removed label " + key);
      } else if (!Objects.equals(before.get(key), after.get(key))) {
        changes.add("label " + key + " is " + after.get(key));
      }
    }
    if (desired != machine.desiredState()) {
      changes.add("desired state is " + desired);
    }
    return changes.isEmpty() ? "nothing changed" : String.join("; ", changes);
  }

  /**
   * What is asked for.
   *
   * @param caller who asks
   * @param id id of the machine
   * @param patch what changes
   * @param expectedRevision revision that the machine must have; absent for any
   */
  record Request(
      Caller caller,
      String id,
      MachinePatch patch,
      @Nullable Long expectedRevision,
      @Nullable String operation) {
    Request(Caller caller, String id, MachinePatch patch, @Nullable Long expectedRevision) {
      this(caller, id, patch, expectedRevision, null);
    }

    Request withOperation(String operationId) {
      return new Request(caller, id, patch, expectedRevision, operationId);
    }
  }

  private record Wanted(MachineSpec spec, @Nullable ActionRequest action) {}
}
