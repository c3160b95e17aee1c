package io.novacron.core.internal.machine;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.MachineStatus;
import io.novacron.api.machine.Snapshot;
import io.novacron.api.machine.SnapshotService;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.provider.Capability;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.store.Key;
import io.novacron.api.store.RevisionConflictException;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import io.novacron.core.internal.operation.Arguments;
import io.novacron.core.internal.operation.Call;
import io.novacron.core.internal.operation.MachineRecords;
import io.novacron.core.internal.operation.OperationRecord;
import io.novacron.core.internal.operation.OperationSettings;
import io.novacron.core.internal.operation.Place;
import io.novacron.core.internal.operation.ProviderDirectory;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Accepts what is to be done with snapshots: it is recorded with its machine, and begun. */
final class SnapshotActions {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final int MOST_TRIES = 5;

  private final MachineReader reader;
  private final IdempotencyKeys keys;
  private final RequestsUnderWay<Changed> underWay;
  private final Acceptance acceptance;
  private final IdentifierGenerator identifiers;
  private final Supplier<OperationSettings> settings;
  private final Clock clock;

  SnapshotActions(
      MachineReader reader,
      IdempotencyKeys keys,
      RequestsUnderWay<Changed> underWay,
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
    requireLegalName(request);
    return reader
        .permitted(controlPlane.store(), request.caller, request.machine, Permission.VM_OPERATE)
        .thenCompose(machine -> once(controlPlane, request));
  }

  /**
   * Sees the machine whose snapshot it would be, if that may and can be done; changes nothing.
   *
   * @return the machine; fails with the problem that the change would have
   */
  CompletionStage<Machine> foresee(ControlPlane controlPlane, Request request) {
    requireLegalName(request);
    return reader
        .permitted(controlPlane.store(), request.caller, request.machine, Permission.VM_OPERATE)
        .thenApply(
            machine -> {
              requireSnapshots(controlPlane.providers(), machine);
              return intent(machine, request, "op-plan").machine;
            });
  }

  private static void requireLegalName(Request request) {
    if (request.kind == OperationKind.SNAPSHOT && !NAME.matcher(request.subject).matches()) {
      throw Problem.builder(
              "invalid-snapshot", Category.INVALID, "The name of the snapshot is not legal.")
          .error("/name", "must be 1 to 63 lower-case letters, digits and hyphens")
          .nextStep("Choose another name.")
          .toException();
    }
  }

  private CompletionStage<Changed> once(ControlPlane controlPlane, Request request) {
    String key = request.idempotencyKey;
    if (key == null) {
      return begin(controlPlane, request, null, identifiers.next("op"), MOST_TRIES);
    }
    String digest =
        Digest.of("snapshot", request.machine, request.kind.wireName(), request.subject);
    Slot slot = new Slot(IdempotencyKeys.key(request.caller, key), digest);
    return underWay.once(
        slot.key, digest, () -> remembered(controlPlane, request, slot, MOST_TRIES));
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
    return reader
        .load(controlPlane.store(), request.caller.tenant(), request.machine)
        .thenCompose(
            machine -> {
              requireSnapshots(controlPlane.providers(), machine);
              Intent intent = intent(machine, request, operationId);
              return record(controlPlane, request, reserving, machine, intent);
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

  private CompletionStage<Changed> record(
      ControlPlane controlPlane,
      Request request,
      @Nullable Reserving reserving,
      Machine before,
      Intent intent) {
    if (request.kind() == OperationKind.SNAPSHOT) {
      controlPlane.disk().requireRoom();
    }
    OperationRecord operation = operation(controlPlane, request, before, intent);
    CompletionStage<Void> reserved =
        reserving == null
            ? CompletableFuture.completedFuture(null)
            : keys.reserve(
                controlPlane.store(),
                reserving.slot.key,
                reserving.found,
                reserving.slot.digest,
                MachineRecords.withRevision(intent.machine, before.revision() + 1),
                operation.operation().toBuilder().revision(1).build());
    return reserved
        .thenCompose(
            done -> acceptance.record(controlPlane, before, intent.machine, operation, null, null))
        .thenApply(
            accepted -> new Changed(accepted, Digest.of(MachineRecords.put(before).value())));
  }

  private static void requireSnapshots(ProviderDirectory providers, Machine machine) {
    String account = machine.status().account();
    Optional<String> absence =
        Optional.ofNullable(account)
            .flatMap(providers::find)
            .flatMap(served -> served.absence(Capability.SNAPSHOTS));
    if (absence.isPresent()) {
      throw Problem.builder("unsupported-action", Category.UNSUPPORTED, absence.get())
          .provider(machine.status().provider())
          .scope("account " + account)
          .nextStep("Ask for an action that the account's capabilities list.")
          .toException();
    }
  }

  private Intent intent(Machine machine, Request request, String operationId) {
    return switch (request.kind) {
      case SNAPSHOT -> creation(machine, request.subject, operationId);
      case RESTORE_SNAPSHOT -> {
        Snapshot snapshot = find(machine, request.subject);
        requireState(machine, List.of(MachineState.STOPPED), "restored from a snapshot");
        requireState(snapshot, List.of(Snapshot.State.AVAILABLE), "restored from");
        yield changed(machine, snapshot, Snapshot.State.RESTORING, Call.RESTORE, operationId);
      }
      case DELETE_SNAPSHOT -> {
        Snapshot snapshot = find(machine, request.subject);
        requireState(snapshot, List.of(Snapshot.State.AVAILABLE, Snapshot.State.FAILED), "deleted");
        yield changed(machine, snapshot, Snapshot.State.DELETING, Call.DELETE, operationId);
      }
      default -> throw new IllegalArgumentException(request.kind + " is not about snapshots");
    };
  }

  private Intent creation(Machine machine, String name, String operationId) {
    requireState(
        machine, List.of(MachineState.RUNNING, MachineState.STOPPED), "taken a snapshot of");
    if (machine.snapshots().stream().anyMatch(snapshot -> snapshot.name().equals(name))) {
      throw Problem.builder(
              "snapshot-name-taken",
              Category.CONFLICT,
              "Machine " + machine.id() + " has a snapshot " + name + " already.")
          .error("/name", "must be unique among the snapshots of the machine")
          .nextStep("Choose another name, or delete that snapshot first.")
          .toException();
    }
    if (machine.snapshots().size() >= SnapshotService.MOST) {
      throw Problem.builder(
              "too-many-snapshots",
              Category.QUOTA,
              "Machine "
                  + machine.id()
                  + " has "
                  + SnapshotService.MOST
                  + " snapshots, which is the limit.")
          .nextStep("Delete one that is no longer needed.")
          .toException();
    }
    Snapshot snapshot =
        new Snapshot(
            // From the operation's, so that a retry after a crash gets the same.
            "snap" + operationId.substring(operationId.indexOf('-')),
            name,
            Snapshot.State.CREATING,
            null,
            clock.instant(),
            null,
            operationId);
    List<Snapshot> all = new ArrayList<>(machine.snapshots());
    all.add(snapshot);
    return new Intent(machine.toBuilder().snapshots(all).build(), Call.CREATE, null, operationId);
  }

  private static Intent changed(
      Machine machine, Snapshot snapshot, Snapshot.State state, Call first, String operationId) {
    List<Snapshot> all =
        machine.snapshots().stream()
            .map(each -> each.id().equals(snapshot.id()) ? each.with(state, operationId) : each)
            .toList();
    return new Intent(
        machine.toBuilder().snapshots(all).build(),
        first,
        Objects.requireNonNull(snapshot.providerReference(), "providerReference"),
        operationId);
  }

  private OperationRecord operation(
      ControlPlane controlPlane, Request request, Machine machine, Intent intent) {
    Instant now = clock.instant();
    MachineStatus status = machine.status();
    Place place =
        new Place(
            Objects.requireNonNull(status.account(), "account"),
            Objects.requireNonNull(status.provider(), "provider"),
            Objects.requireNonNull(status.region(), "region"),
            status.zone(),
            Objects.requireNonNull(status.instanceType(), "instanceType"),
            null);
    return OperationRecord.queued(
            NewMachine.queued(
                request.caller,
                intent.operation,
                request.kind,
                machine.id(),
                request.idempotencyKey,
                now),
            identifiers.next("token"),
            new OwnerTag(controlPlane.id(), machine.tenant(), machine.id(), intent.operation),
            null,
            Arguments.NONE,
            place,
            intent.first,
            now.plus(settings.get().deadline(request.kind)),
            intent.reference,
            null)
        .withTraceparent(request.caller.traceparent());
  }

  /** A snapshot of a machine by its id. */
  static Snapshot find(Machine machine, String id) {
    return machine.snapshots().stream()
        .filter(snapshot -> snapshot.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.builder(
                        "snapshot-not-found",
                        Category.NOT_FOUND,
                        "Machine " + machine.id() + " has no snapshot of this id.")
                    .nextStep(
                        "GET /api/v1/vms/"
                            + machine.id()
                            + "/snapshots lists those that there are.")
                    .toException());
  }

  private static void requireState(Machine machine, List<MachineState> legal, String what) {
    MachineState state = machine.status().state();
    if (!legal.contains(state)) {
      throw illegal(
          "A machine that is " + state + " cannot be " + what + "; it must be " + legal + ".",
          machine.operation());
    }
  }

  private static void requireState(Snapshot snapshot, List<Snapshot.State> legal, String what) {
    if (!legal.contains(snapshot.state())) {
      throw illegal(
          "A snapshot that is "
              + snapshot.state()
              + " cannot be "
              + what
              + "; it must be "
              + legal
              + ".",
          snapshot.operation());
    }
  }

  private static ProblemException illegal(String detail, String operation) {
    return Problem.builder("illegal-state", Category.CONFLICT, detail)
        .operation(operation)
        .nextStep("Wait until operation " + operation + " is done, then look again.")
        .toException();
  }

  /**
   * What is asked for.
   *
   * @param caller who asks
   * @param machine id of the machine
   * @param kind what is to be done
   * @param subject name of a new snapshot, id of one that there is
   * @param idempotencyKey key of the request; absent for none
   */
  record Request(
      Caller caller,
      String machine,
      OperationKind kind,
      String subject,
      @Nullable String idempotencyKey) {}

  private record Intent(
      Machine machine, Call first, @Nullable String reference, String operation) {}

  private record Slot(Key key, String digest) {}

  private record Reserving(Slot slot, IdempotencyKeys.Found found) {}
}
