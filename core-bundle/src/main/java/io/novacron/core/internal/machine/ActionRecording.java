package io.novacron.core.internal.machine;

import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.MachineStatus;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.placement.Decision;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoreUnavailableException;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.budget.BudgetControl;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import io.novacron.core.internal.operation.Arguments;
import io.novacron.core.internal.operation.Call;
import io.novacron.core.internal.operation.Former;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.operation.MachineRecords;
import io.novacron.core.internal.operation.OperationRecord;
import io.novacron.core.internal.operation.OperationSettings;
import io.novacron.core.internal.operation.Origin;
import io.novacron.core.internal.operation.Place;
import io.novacron.core.internal.operation.Resize;
import io.novacron.core.internal.operation.Transitions;
import io.novacron.core.internal.placement.DecisionRecords;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records an action: the machine on its way with what is wanted of it now, the new operation, and
 * the end of the operation that it takes over from, in one write.
 */
final class ActionRecording {
  private final Acceptance acceptance;
  private final Placing placing;
  private final BudgetControl budgets;
  private final IdentifierGenerator identifiers;
  private final Supplier<OperationSettings> settings;
  private final Clock clock;

  ActionRecording(
      Acceptance acceptance,
      Placing placing,
      BudgetControl budgets,
      IdentifierGenerator identifiers,
      Supplier<OperationSettings> settings,
      Clock clock) {
    this.acceptance = acceptance;
    this.placing = placing;
    this.budgets = budgets;
    this.identifiers = identifiers;
    this.settings = settings;
    this.clock = clock;
  }

  /** What is remembered of a request before anything else is recorded of it. */
  interface Reservation {
    /** Remembers the answer that the request will have. */
    CompletionStage<Void> reserve(Machine machine, Operation operation);

    /** Remembers nothing. */
    static Reservation none() {
      return (machine, operation) -> CompletableFuture.completedFuture(null);
    }
  }

  /**
   * Records and begins. Fails with a {@link io.novacron.api.store.RevisionConflictException} when
   * the machine, or the operation that it takes over from, has moved on since it was read.
   *
   * @param machine the machine as it was read
   * @param operationId id that the operation gets
   * @param parent the operation that it is a part of; absent for none
   */
  CompletionStage<Changed> record(
      ControlPlane controlPlane,
      Caller caller,
      Machine machine,
      Intent intent,
      String operationId,
      @Nullable String idempotencyKey,
      @Nullable String parent,
      Reservation reservation) {
    StateStore store = controlPlane.store();
    return underWay(store, machine)
        .thenCombine(create(store, machine, intent.action()), History::new)
        .thenCompose(
            history -> {
              Instant now = clock.instant();
              Machine moving = moving(machine, intent, operationId);
              OperationRecord operation =
                  operation(
                      controlPlane,
                      caller,
                      machine,
                      intent,
                      operationId,
                      idempotencyKey,
                      parent,
                      history,
                      now);
              hold(moving, intent, operationId);
              OperationRecord former = history.former.orElse(null);
              Decision decision = intent.decision();
              CompletionStage<Void> kept =
                  decision == null
                      ? CompletableFuture.completedFuture(null)
                      : placing.kept(decision);
              return kept.thenCompose(
                      done ->
                          reservation.reserve(
                              MachineRecords.withRevision(moving, machine.revision() + 1),
                              operation.operation().toBuilder().revision(1).build()))
                  .thenCompose(
                      done ->
                          acceptance.record(
                              controlPlane,
                              machine,
                              moving,
                              operation,
                              decision == null ? null : DecisionRecords.put(decision, machine.id()),
                              former == null
                                  ? null
                                  : new Acceptance.Superseded(
                                      former, Transitions.superseded(former, operationId, now))));
            })
        .whenComplete(
            (accepted, failure) -> {
              if (failure != null
                  && !(Failures.unwrapped(failure) instanceof StoreUnavailableException)) {
                budgets.release(machine.tenant(), machine.id(), operationId);
              }
            })
        .thenApply(
            accepted -> new Changed(accepted, Digest.of(MachineRecords.put(machine).value())));
  }

  /** What a resize will cost counts from before it is recorded. */
  private void hold(Machine moving, Intent intent, String operationId) {
    Resize resize = intent.resize();
    if (resize != null) {
      budgets.hold(resize.priced(moving), operationId);
    }
  }

  /** The operation that is moving the machine; empty when none is. */
  private static CompletionStage<Optional<OperationRecord>> underWay(
      StateStore store, Machine machine) {
    if (!machine.status().state().moving()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return store
        .get(Journal.key(machine.tenant(), machine.id(), machine.operation()))
        .thenApply(found -> found.map(Journal::read).filter(record -> !record.done()));
  }

  /**
   * The create to look for, when a machine is deleted of which the cloud has not told a reference,
   * or whose create is under way and may make another.
   */
  private static CompletionStage<Optional<OperationRecord>> create(
      StateStore store, Machine machine, MachineAction action) {
    boolean known = machine.status().providerReference() != null && !beingMade(machine);
    if (action != MachineAction.DELETE || known) {
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

  private static boolean beingMade(Machine machine) {
    MachineState state = machine.status().state();
    return state == MachineState.CREATING || state == MachineState.PROVISIONING;
  }

  private static Machine moving(Machine machine, Intent intent, String operationId) {
    DesiredState desired = intent.desired(machine.desiredState());
    boolean changed = desired != machine.desiredState() || !intent.spec().equals(machine.spec());
    return machine.toBuilder()
        .spec(intent.spec())
        .desiredState(desired)
        .generation(machine.generation() + (changed ? 1 : 0))
        .status(machine.status().toBuilder().state(intent.action().during()).build())
        .operation(operationId)
        .build();
  }

  private OperationRecord operation(
      ControlPlane controlPlane,
      Caller caller,
      Machine machine,
      Intent intent,
      String id,
      @Nullable String idempotencyKey,
      @Nullable String parent,
      History history,
      Instant now) {
    MachineStatus status = machine.status();
    OperationRecord create = history.create.orElse(null);
    OperationRecord former = history.former.orElse(null);
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
    return OperationRecord.queued(
            NewMachine.queued(caller, id, intent.kind(), machine.id(), idempotencyKey, parent, now),
            identifiers.next("token"),
            owner,
            create == null ? null : origin(create, now),
            new Arguments(intent.force(), former == null ? null : former.id(), intent.resize()),
            place,
            create == null ? intent.call() : Call.FIND_BY_TOKEN,
            now.plus(settings.get().deadline(intent.kind())),
            status.providerReference(),
            Former.of(machine))
        .withTraceparent(caller.traceparent());
  }

  /** A create that is being called now may reach the cloud as late as its call may last. */
  private Origin origin(OperationRecord create, Instant now) {
    return new Origin(
        create.token(),
        create.begun() ? now.plus(settings.get().callTimeout()) : create.sentAt(),
        create.sends() > 1);
  }

  private record History(Optional<OperationRecord> former, Optional<OperationRecord> create) {}
}
