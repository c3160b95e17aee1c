package io.novacron.core.internal.machine;

import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineState;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Key;
import io.novacron.api.store.RevisionConflictException;
import io.novacron.api.store.StateStore;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.operation.MachineRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Accepts actions on machines that exist. */
final class MachineActions {
  private static final int MOST_TRIES = 5;

  private final MachineReader reader;
  private final IdempotencyKeys keys;
  private final RequestsUnderWay<Changed> underWay;
  private final Resizing resizing;
  private final ActionRecording recording;
  private final IdentifierGenerator identifiers;

  MachineActions(
      MachineReader reader,
      IdempotencyKeys keys,
      RequestsUnderWay<Changed> underWay,
      Resizing resizing,
      ActionRecording recording,
      IdentifierGenerator identifiers) {
    this.reader = reader;
    this.keys = keys;
    this.underWay = underWay;
    this.resizing = resizing;
    this.recording = recording;
    this.identifiers = identifiers;
  }

  CompletionStage<Changed> act(ControlPlane controlPlane, Request request) {
    IdempotencyKeys.check(request.idempotencyKey);
    ActionCheck.request(request.action);
    // Whoever may not act on the machine must not learn from a remembered answer either.
    return reader
        .permitted(
            controlPlane.store(),
            request.caller,
            request.id,
            MachinePermissions.of(request.action.action()))
        .thenCompose(machine -> actOnce(controlPlane, request));
  }

  /**
   * Does the part of an operation that was authorised as a whole, once however often it is asked.
   *
   * @param operationId id that the part gets
   */
  CompletionStage<Changed> part(ControlPlane controlPlane, Request request, String operationId) {
    return recorded(controlPlane.store(), request.caller.tenant(), request.id, operationId)
        .thenCompose(
            found ->
                found.isPresent()
                    ? CompletableFuture.completedFuture(found.get())
                    : begin(controlPlane, request, null, operationId, MOST_TRIES)
                        .exceptionallyCompose(
                            failure ->
                                unlessRecorded(controlPlane, request, operationId, failure)));
  }

  /** A former try of the same part may have won meanwhile. */
  private CompletionStage<Changed> unlessRecorded(
      ControlPlane controlPlane, Request request, String operationId, Throwable failure) {
    return recorded(controlPlane.store(), request.caller.tenant(), request.id, operationId)
        .thenCompose(
            found ->
                found
                    .<CompletionStage<Changed>>map(CompletableFuture::completedFuture)
                    .orElseGet(() -> CompletableFuture.failedFuture(Failures.unwrapped(failure))));
  }

  /** What an operation with a known id has begun, if it is recorded. */
  static CompletionStage<Optional<Changed>> recorded(
      StateStore store, String tenant, String machineId, String operationId) {
    return store
        .get(Journal.key(tenant, machineId, operationId))
        .thenCombine(
            store.get(MachineRecords.key(tenant, machineId)),
            (operation, machine) ->
                operation.isEmpty() || machine.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                        new Changed(
                            new Accepted(
                                MachineRecords.read(machine.get()),
                                Journal.operation(operation.get()),
                                true),
                            null)));
  }

  private CompletionStage<Changed> actOnce(ControlPlane controlPlane, Request request) {
    if (request.idempotencyKey == null) {
      return begin(controlPlane, request, null, identifiers.next("op"), MOST_TRIES);
    }
    String digest = digest(request);
    Key key = IdempotencyKeys.key(request.caller, request.idempotencyKey);
    return underWay.once(
        key, digest, () -> remembered(controlPlane, request, new Slot(key, digest), MOST_TRIES));
  }

  /** What makes two requests the same. */
  private static String digest(Request request) {
    ActionRequest action = request.action;
    List<Object> parts = new ArrayList<>(List.of("act", request.id, action.action().verb()));
    if (action.force()) {
      parts.add("force");
    }
    if (action.size() != null) {
      parts.add(action.size());
    }
    if (action.instanceType() != null) {
      parts.add(action.instanceType());
    }
    return Digest.of(parts.toArray());
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
    return reader
        .settled(controlPlane, request.caller.tenant(), request.id)
        .thenCompose(
            machine -> {
              MachineAction action = request.action.action();
              if (deletedAlready(machine, action)) {
                return latest(store, machine);
              }
              ActionCheck.revision(machine, request.expectedRevision);
              ActionCheck.legal(machine, request.action, controlPlane.providers());
              Intent intent =
                  action == MachineAction.RESIZE
                      ? resizing.choose(machine, request.action)
                      : Intent.of(request.action, machine);
              return recording
                  .record(
                      controlPlane,
                      request.caller,
                      machine,
                      intent,
                      operationId,
                      request.idempotencyKey,
                      request.parent,
                      reservation(store, reserving))
                  .exceptionallyCompose(
                      failure -> notRecorded(store, reserving, operationId, failure));
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

  /** What was refused for certain frees its key, so that another node can take the request. */
  private CompletionStage<Changed> notRecorded(
      StateStore store, @Nullable Reserving reserving, String operationId, Throwable failure) {
    Throwable cause = Failures.unwrapped(failure);
    if (reserving == null || !(cause instanceof ProblemException)) {
      return CompletableFuture.failedFuture(cause);
    }
    return keys.forget(store, reserving.slot.key, reserving.found, operationId)
        .handle((done, lost) -> cause)
        .thenCompose(CompletableFuture::failedFuture);
  }

  private ActionRecording.Reservation reservation(StateStore store, @Nullable Reserving reserving) {
    if (reserving == null) {
      return ActionRecording.Reservation.none();
    }
    return (machine, operation) ->
        keys.reserve(
            store, reserving.slot.key, reserving.found, reserving.slot.digest, machine, operation);
  }

  /** Whether a delete has nothing to do, as another is at it or has done it. */
  static boolean deletedAlready(Machine machine, MachineAction action) {
    MachineState state = machine.status().state();
    return action == MachineAction.DELETE
        && (state == MachineState.DELETED || state == MachineState.DELETING);
  }

  /** The machine with its latest operation. */
  static CompletionStage<Changed> latest(StateStore store, Machine machine) {
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
   * What is asked for.
   *
   * @param caller who asks
   * @param id id of the machine
   * @param action what to do
   * @param expectedRevision revision that the machine must have; absent for any
   * @param idempotencyKey key of the request; absent for none
   * @param parent the operation that it is a part of; absent for none
   */
  record Request(
      Caller caller,
      String id,
      ActionRequest action,
      @Nullable Long expectedRevision,
      @Nullable String idempotencyKey,
      @Nullable String parent) {}

  private record Slot(Key key, String digest) {}

  private record Reserving(Slot slot, IdempotencyKeys.Found found) {}
}
