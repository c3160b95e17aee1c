package io.novacron.core.internal.machine;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.MachineStatus;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Key;
import io.novacron.api.store.Query;
import io.novacron.api.store.RevisionConflictException;
import io.novacron.api.store.StateStore;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import io.novacron.core.internal.operation.Call;
import io.novacron.core.internal.operation.Former;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.operation.MachineRecords;
import io.novacron.core.internal.operation.OperationRecord;
import io.novacron.core.internal.operation.OperationSettings;
import io.novacron.core.internal.operation.Origin;
import io.novacron.core.internal.operation.Place;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Accepts starts, stops and deletes of machines that exist. */
final class MachineActions {
  private static final int MOST_TRIES = 5;

  private final MachineReader reader;
  private final IdempotencyKeys keys;
  private final RequestsUnderWay underWay;
  private final Acceptance acceptance;
  private final IdentifierGenerator identifiers;
  private final Supplier<OperationSettings> settings;
  private final Clock clock;

  MachineActions(
      MachineReader reader,
      IdempotencyKeys keys,
      RequestsUnderWay underWay,
      Acceptance acceptance,
      IdentifierGenerator identifiers,
      Supplier<OperationSettings> settings,
      Clock clock) {
    this.reader = reader;
    this.keys = keys;
    this.underWay = underWay;
    this.acceptance = acceptance;
    this.identifiers = identifiers;
    this.settings = settings;
    this.clock = clock;
  }

  CompletionStage<Changed> act(ControlPlane controlPlane, Request request) {
    IdempotencyKeys.check(request.idempotencyKey);
    // Whoever may not act on the machine must not learn from a remembered answer either.
    return reader
        .permitted(
            controlPlane.store(), request.caller, request.id, MachinePermissions.of(request.action))
        .thenCompose(machine -> actOnce(controlPlane, request));
  }

  private CompletionStage<Changed> actOnce(ControlPlane controlPlane, Request request) {
    if (request.idempotencyKey == null) {
      return begin(controlPlane, request, null, identifiers.next("op"), MOST_TRIES);
    }
    String digest = Digest.of("act", request.id, request.action.verb());
    Key key = IdempotencyKeys.key(request.caller, request.idempotencyKey);
    return underWay.once(
        key, digest, () -> remembered(controlPlane, request, new Slot(key, digest), MOST_TRIES));
  }

  private CompletionStage<Changed> remembered(
      ControlPlane controlPlane, Request request, Slot slot, int tries) {
    return keys.find(controlPlane.store(), slot.key, slot.digest)
        .thenCompose(
            found -> {
              Accepted answer = found.answer();
              if (answer != null) {
                return CompletableFuture.completedFuture(new Changed(answer, null));
              }
              Accepted begun = found.begun();
              String id = begun == null ? identifiers.next("op") : begun.operation().id();
              return begin(controlPlane, request, new Reserving(slot, found), id, tries);
            });
  }

  private CompletionStage<Changed> begin(
      ControlPlane controlPlane,
      Request request,
      @Nullable Reserving reserving,
      String operationId,
      int tries) {
    StateStore store = controlPlane.store();
    return settled(controlPlane, request)
        .thenCompose(
            machine -> {
              if (request.action == MachineAction.DELETE
                  && (machine.status().state() == MachineState.DELETED
                      || machine.status().state() == MachineState.DELETING)) {
                return latest(store, machine);
              }
              check(machine, request);
              return origin(store, machine, request.action)
                  .thenCompose(
                      origin ->
                          record(controlPlane, request, reserving, operationId, machine, origin));
            })
        .exceptionallyCompose(
            failure -> {
              Throwable cause = Failures.unwrapped(failure);
              if (!(cause instanceof RevisionConflictException) || tries <= 1) {
                return CompletableFuture.failedFuture(cause);
              }
              return reserving == null
                  ? begin(controlPlane, request, null, operationId, tries - 1)
                  : remembered(controlPlane, request, reserving.slot, tries - 1);
            });
  }

  /** The machine, once what its former operation did to it was told of. */
  private CompletionStage<Machine> settled(ControlPlane controlPlane, Request request) {
    StateStore store = controlPlane.store();
    return reader
        .load(store, request.caller.tenant(), request.id)
        .thenCompose(
            machine ->
                machine.status().state().moving()
                        || !controlPlane.engine().works(machine.operation())
                    ? CompletableFuture.completedFuture(machine)
                    : controlPlane
                        .engine()
                        .left(machine.operation())
                        .thenCompose(
                            left -> reader.load(store, request.caller.tenant(), request.id)));
  }

  private static void check(Machine machine, Request request) {
    Long expected = request.expectedRevision;
    if (expected != null && expected != machine.revision()) {
      throw Problem.builder(
              "revision-mismatch",
              Category.CONFLICT,
              "Machine "
                  + machine.id()
                  + " has revision "
                  + machine.revision()
                  + ", not "
                  + expected
                  + ".")
          .nextStep("Read the machine again and repeat the request with its revision.")
          .toException();
    }
    MachineState state = machine.status().state();
    if (!state.legalActions().contains(request.action)) {
      throw illegal(machine, request.action);
    }
  }

  private static ProblemException illegal(Machine machine, MachineAction action) {
    MachineState state = machine.status().state();
    String legal =
        state.legalActions().stream().map(MachineAction::verb).collect(Collectors.joining(", "));
    return Problem.builder(
            "illegal-state",
            Category.CONFLICT,
            "A machine that is "
                + state
                + " cannot be asked to "
                + action.verb()
                + "; legal now: "
                + (legal.isEmpty() ? "nothing" : legal)
                + ".")
        .retryable(state.moving())
        .operation(machine.operation())
        .nextStep(
            state.moving()
                ? "Wait until operation " + machine.operation() + " is done, then ask again."
                : "Ask for one of the legal actions.")
        .toException();
  }

  private static CompletionStage<Changed> latest(StateStore store, Machine machine) {
    return store
        .get(Journal.key(machine.tenant(), machine.id(), machine.operation()))
        .thenApply(
            found ->
                found
                    .map(
                        stored ->
                            new Changed(
                                new Accepted(machine, Journal.operation(stored), false), null))
                    .orElseThrow(
                        () ->
                            new IllegalStateException(
                                "machine " + machine.id() + " names no operation that exists")));
  }

  /**
   * The create to look for, when a machine is deleted of which the cloud never told a reference.
   */
  private static CompletionStage<Optional<OperationRecord>> origin(
      StateStore store, Machine machine, MachineAction action) {
    if (action != MachineAction.DELETE || machine.status().providerReference() != null) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    Query create =
        Query.of(machine.tenant(), Journal.KIND)
            .withAttributes(Map.of("target", machine.id(), "kind", OperationKind.CREATE.wireName()))
            .withLimit(1);
    return store
        .query(create)
        .thenApply(page -> page.items().stream().findFirst().map(Journal::read));
  }

  private CompletionStage<Changed> record(
      ControlPlane controlPlane,
      Request request,
      @Nullable Reserving reserving,
      String operationId,
      Machine machine,
      Optional<OperationRecord> create) {
    Machine moving = moving(machine, request.action, operationId);
    OperationRecord operation =
        operation(controlPlane, request, operationId, machine, create.orElse(null));
    NewMachine made = new NewMachine(moving, operation);
    CompletionStage<Void> reserved =
        reserving == null
            ? CompletableFuture.completedFuture(null)
            : keys.reserve(
                controlPlane.store(),
                reserving.slot.key,
                reserving.found,
                reserving.slot.digest,
                MachineRecords.withRevision(moving, machine.revision() + 1),
                made.answer().operation());
    return reserved
        .thenCompose(done -> acceptance.record(controlPlane, machine, moving, operation, null))
        .thenApply(
            accepted -> new Changed(accepted, Digest.of(MachineRecords.put(machine).value())))
        .exceptionallyCompose(
            failure -> notRecorded(controlPlane, reserving, operationId, failure));
  }

  /** What was refused for certain frees its key, so that another node can take the request. */
  private CompletionStage<Changed> notRecorded(
      ControlPlane controlPlane,
      @Nullable Reserving reserving,
      String operationId,
      Throwable failure) {
    Throwable cause = Failures.unwrapped(failure);
    if (reserving == null || !(cause instanceof ProblemException)) {
      return CompletableFuture.failedFuture(cause);
    }
    return keys.forget(controlPlane.store(), reserving.slot.key, operationId)
        .handle((done, lost) -> cause)
        .thenCompose(CompletableFuture::failedFuture);
  }

  private static Machine moving(Machine machine, MachineAction action, String operationId) {
    DesiredState desired =
        switch (action) {
          case START -> DesiredState.RUNNING;
          case STOP -> DesiredState.STOPPED;
          case DELETE -> DesiredState.DELETED;
        };
    MachineState state =
        switch (action) {
          case START -> MachineState.STARTING;
          case STOP -> MachineState.STOPPING;
          case DELETE -> MachineState.DELETING;
        };
    return machine.toBuilder()
        .desiredState(desired)
        .generation(
            desired == machine.desiredState() ? machine.generation() : machine.generation() + 1)
        .status(machine.status().toBuilder().state(state).build())
        .operation(operationId)
        .build();
  }

  private OperationRecord operation(
      ControlPlane controlPlane,
      Request request,
      String id,
      Machine machine,
      @Nullable OperationRecord create) {
    Instant now = clock.instant();
    OperationKind kind =
        switch (request.action) {
          case START -> OperationKind.START;
          case STOP -> OperationKind.STOP;
          case DELETE -> OperationKind.DELETE;
        };
    Call first =
        switch (request.action) {
          case START -> Call.START;
          case STOP -> Call.STOP;
          case DELETE ->
              machine.status().providerReference() == null ? Call.FIND_BY_TOKEN : Call.DELETE;
        };
    MachineStatus status = machine.status();
    Place place =
        new Place(
            Objects.requireNonNull(status.account(), "account"),
            Objects.requireNonNull(status.provider(), "provider"),
            Objects.requireNonNull(status.region(), "region"),
            status.zone(),
            Objects.requireNonNull(status.instanceType(), "instanceType"),
            null);
    OwnerTag owner =
        create == null
            ? new OwnerTag(controlPlane.id(), machine.tenant(), machine.id(), id)
            : create.owner();
    Origin origin = create == null ? null : new Origin(create.token(), create.sentAt());
    Duration deadline = settings.get().deadline(kind);
    return OperationRecord.queued(
        NewMachine.queued(request.caller, id, kind, machine.id(), request.idempotencyKey, now),
        identifiers.next("token"),
        owner,
        origin,
        place,
        first,
        now.plus(deadline),
        status.providerReference(),
        Former.of(machine));
  }

  /**
   * What is asked for.
   *
   * @param caller who asks
   * @param id id of the machine
   * @param action what to do
   * @param expectedRevision revision that the machine must have; absent for any
   * @param idempotencyKey key of the request; absent for none
   */
  record Request(
      Caller caller,
      String id,
      MachineAction action,
      @Nullable Long expectedRevision,
      @Nullable String idempotencyKey) {}

  private record Slot(Key key, String digest) {}

  private record Reserving(Slot slot, IdempotencyKeys.Found found) {}
}
