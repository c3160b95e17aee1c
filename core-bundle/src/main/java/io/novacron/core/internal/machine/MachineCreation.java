package io.novacron.core.internal.machine;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.store.Key;
import io.novacron.api.store.RevisionConflictException;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoreUnavailableException;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.budget.BudgetControl;
import io.novacron.core.internal.codec.JsonCodec;
import io.novacron.core.internal.group.GroupIndex;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.operation.MachineRecords;
import io.novacron.core.internal.operation.OperationSettings;
import io.novacron.core.internal.placement.DecisionRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts a create: decides, reserves key and name, then records machine, operation and decision at
 * once. What is reserved points to ids that are fixed beforehand, so that a retry after a crash in
 * between goes on with the same machine.
 */
final class MachineCreation {
  private static final Logger LOG = LoggerFactory.getLogger(MachineCreation.class);
  private static final JsonCodec<MachineSpec> CANONICAL = JsonCodec.of(MachineSpec.class);

  private final SpecPreparation preparation;
  private final Authorization authorization;
  private final Placing placing;
  private final BudgetControl budgets;
  private final GroupIndex groups;
  private final NameReservations names;
  private final IdempotencyKeys keys;
  private final RequestsUnderWay<Changed> underWay;
  private final Acceptance acceptance;
  private final IdentifierGenerator identifiers;
  private final Supplier<OperationSettings> settings;
  private final Clock clock;
  private final Executor executor;

  /**
   * Makes the part that accepts creates.
   *
   * @param executor for finding a place, which takes processor time; its queue is bounded
   */
  MachineCreation(
      SpecPreparation preparation,
      Authorization authorization,
      Placing placing,
      BudgetControl budgets,
      GroupIndex groups,
      NameReservations names,
      IdempotencyKeys keys,
      RequestsUnderWay<Changed> underWay,
      Acceptance acceptance,
      IdentifierGenerator identifiers,
      Supplier<OperationSettings> settings,
      Clock clock,
      Executor executor) {
    this.preparation = preparation;
    this.authorization = authorization;
    this.placing = placing;
    this.budgets = budgets;
    this.groups = groups;
    this.names = names;
    this.keys = keys;
    this.underWay = underWay;
    this.acceptance = acceptance;
    this.identifiers = identifiers;
    this.settings = settings;
    this.clock = clock;
    this.executor = executor;
  }

  CompletionStage<Changed> create(
      ControlPlane controlPlane, Caller caller, MachineSpec spec, @Nullable String idempotencyKey) {
    IdempotencyKeys.check(idempotencyKey);
    if (idempotencyKey == null) {
      return accept(controlPlane, caller, spec, null, null, NewMachine.Ids.fresh(identifiers));
    }
    String digest = Digest.of("create", CANONICAL.encode(preparation.withoutSecrets(spec)));
    Key key = IdempotencyKeys.key(caller, idempotencyKey);
    return underWay.once(
        key,
        digest,
        () ->
            keys.find(controlPlane.store(), key, digest)
                .thenComposeAsync(
                    found -> {
                      Accepted answer = found.answer();
                      if (answer != null) {
                        return CompletableFuture.completedFuture(new Changed(answer, null));
                      }
                      Accepted begun = found.begun();
                      return accept(
                          controlPlane,
                          caller,
                          spec,
                          new Reserving(idempotencyKey, key, digest, found),
                          null,
                          begun == null
                              ? NewMachine.Ids.fresh(identifiers)
                              : NewMachine.Ids.of(begun));
                    },
                    executor));
  }

  /**
   * Creates the machine that is a part of another operation, once however often it is asked.
   *
   * @param parent the operation that it is a part of
   * @param ids the ids that the machine and its records get
   */
  CompletionStage<Changed> part(
      ControlPlane controlPlane,
      Caller caller,
      MachineSpec spec,
      String parent,
      NewMachine.Ids ids) {
    return recorded(controlPlane.store(), caller, ids)
        .thenComposeAsync(
            found ->
                found.isPresent()
                    ? CompletableFuture.completedFuture(found.get())
                    : accept(controlPlane, caller, spec, null, parent, ids),
            executor);
  }

  private CompletionStage<Changed> accept(
      ControlPlane controlPlane,
      Caller caller,
      MachineSpec asked,
      @Nullable Reserving reserving,
      @Nullable String parent,
      NewMachine.Ids ids) {
    controlPlane.disk().requireRoom();
    requireRoom(controlPlane);
    return preparation
        .prepare(controlPlane.store(), caller, asked, ids.operation())
        .thenCompose(
            prepared -> {
              // A template may say more about account and labels than the request did.
              authorization.require(
                  caller, Permission.VM_CREATE, MachinePermissions.target(caller, prepared.spec()));
              return acceptPrepared(controlPlane, caller, prepared, reserving, parent, ids);
            });
  }

  private CompletionStage<Changed> acceptPrepared(
      ControlPlane controlPlane,
      Caller caller,
      SpecPreparation.Prepared prepared,
      @Nullable Reserving reserving,
      @Nullable String parent,
      NewMachine.Ids ids) {
    MachineSpec spec = prepared.spec();
    Placing.Placed placed = placing.place(caller.tenant(), ids.decision(), spec);
    Instant now = clock.instant();
    NewMachine made =
        NewMachine.of(
            caller,
            spec,
            ids,
            placed.choice(),
            controlPlane.id(),
            identifiers.next("token"),
            reserving == null ? null : reserving.idempotencyKey,
            parent,
            now,
            settings.get().createDeadline());
    budgets.hold(made.machine(), ids.operation());
    groups.hold(made.machine());
    StateStore store = controlPlane.store();
    CompletionStage<Void> keyReserved =
        reserving == null
            ? CompletableFuture.completedFuture(null)
            : keys.reserve(
                store,
                reserving.key,
                reserving.found,
                reserving.digest,
                made.answer().machine(),
                made.answer().operation());
    return keyReserved
        .thenCompose(done -> names.reserve(store, caller.tenant(), spec.name(), ids.machine()))
        .thenCompose(
            held ->
                placing
                    .kept(placed.decision())
                    .thenCompose(done -> record(controlPlane, made, prepared, placed, now))
                    .exceptionallyCompose(failure -> nameGivenBack(store, held, failure)))
        .thenApply(accepted -> new Changed(accepted, null))
        .exceptionallyCompose(
            failure -> {
              Throwable cause = Failures.unwrapped(failure);
              if (!mayBeRecorded(cause)) {
                budgets.release(caller.tenant(), ids.machine(), ids.operation());
                groups.release(caller.tenant(), ids.machine());
              }
              return notAccepted(store, caller, reserving, ids, cause);
            });
  }

  private CompletionStage<Accepted> record(
      ControlPlane controlPlane,
      NewMachine made,
      SpecPreparation.Prepared prepared,
      Placing.Placed placed,
      Instant begunAt) {
    if (clock.instant().isAfter(begunAt.plus(NameReservations.GOOD_FOR))) {
      return CompletableFuture.failedFuture(tooSlow());
    }
    return acceptance.record(
        controlPlane,
        null,
        made.machine(),
        made.operation().withUserData(prepared.userData()),
        DecisionRecords.put(placed.decision(), made.machine().id()),
        null);
  }

  private CompletionStage<Accepted> nameGivenBack(
      StateStore store, NameReservations.Held held, Throwable failure) {
    Throwable cause = Failures.unwrapped(failure);
    if (mayBeRecorded(cause)) {
      return CompletableFuture.failedFuture(cause);
    }
    return names
        .giveBack(store, held)
        .handle(
            (done, lost) -> {
              if (lost != null) {
                LOG.debug("name kept until its reservation is stale error={}", lost.toString());
              }
              return cause;
            })
        .thenCompose(CompletableFuture::failedFuture);
  }

  /**
   * Whether the machine may be recorded all the same: the transaction may yet turn out to be
   * applied, or another node has taken the same request over.
   */
  private static boolean mayBeRecorded(Throwable cause) {
    return cause instanceof StoreUnavailableException || cause instanceof RevisionConflictException;
  }

  private CompletionStage<Changed> notAccepted(
      StateStore store,
      Caller caller,
      @Nullable Reserving reserving,
      NewMachine.Ids ids,
      Throwable cause) {
    if (cause instanceof RevisionConflictException) {
      return acceptedElsewhere(store, caller, ids, cause);
    }
    if (reserving == null || mayBeRecorded(cause)) {
      return CompletableFuture.failedFuture(cause);
    }
    return keys.forget(store, reserving.key, reserving.found, ids.operation())
        .handle(
            (done, lost) -> {
              if (lost != null) {
                LOG.debug("idempotency key kept op={} error={}", ids.operation(), lost.toString());
              }
              return cause;
            })
        .thenCompose(CompletableFuture::failedFuture);
  }

  /** Another node has taken the same request over and recorded it under the same ids. */
  private static CompletionStage<Changed> acceptedElsewhere(
      StateStore store, Caller caller, NewMachine.Ids ids, Throwable cause) {
    return recorded(store, caller, ids)
        .thenApply(
            found ->
                found.orElseThrow(
                    () ->
                        cause instanceof RuntimeException known
                            ? known
                            : new IllegalStateException(cause)));
  }

  private static CompletionStage<Optional<Changed>> recorded(
      StateStore store, Caller caller, NewMachine.Ids ids) {
    return store
        .get(Journal.key(caller.tenant(), ids.machine(), ids.operation()))
        .thenCombine(
            store.get(MachineRecords.key(caller.tenant(), ids.machine())),
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

  private void requireRoom(ControlPlane controlPlane) {
    int most = settings.get().liveOperations();
    if (controlPlane.engine().size() >= most) {
      throw Problem.builder(
              "too-many-operations",
              Category.THROTTLED,
              "There are " + most + " operations that are not done, which is the limit.")
          .retryAfter(Duration.ofSeconds(5))
          .nextStep("Wait for some to end; deletes are still accepted.")
          .toException();
    }
  }

  private static RuntimeException tooSlow() {
    return Problem.builder(
            "too-slow",
            Category.UNAVAILABLE,
            "The state store took too long, so the machine was not recorded.")
        .nextStep("Ask again.")
        .toException();
  }

  private record Reserving(
      String idempotencyKey, Key key, String digest, IdempotencyKeys.Found found) {}
}
