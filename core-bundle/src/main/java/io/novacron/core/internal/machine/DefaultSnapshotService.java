package io.novacron.core.internal.machine;

import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.Snapshot;
import io.novacron.api.machine.SnapshotService;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Dependency;
import io.novacron.core.internal.access.Failures;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Snapshots for the faces: authorises, audits, and hands on to those who do it. */
public final class DefaultSnapshotService implements SnapshotService {
  private static final int LONGEST_TARGET = 80;

  private final Dependency<ControlPlane> controlPlane;
  private final AuditTrail audit;
  private final MachineReader reader;
  private final SnapshotActions actions;
  private final Executor executor;

  DefaultSnapshotService(
      Dependency<ControlPlane> controlPlane,
      AuditTrail audit,
      MachineReader reader,
      SnapshotActions actions,
      Executor executor) {
    this.controlPlane = controlPlane;
    this.audit = audit;
    this.reader = reader;
    this.actions = actions;
    this.executor = executor;
  }

  @Override
  public CompletionStage<Accepted> create(
      Caller caller, String machine, String name, @Nullable String idempotencyKey) {
    return change(
        new SnapshotActions.Request(caller, machine, OperationKind.SNAPSHOT, name, idempotencyKey));
  }

  @Override
  public CompletionStage<List<Snapshot>> list(Caller caller, String machine) {
    return read(caller, machine).thenApply(Machine::snapshots);
  }

  @Override
  public CompletionStage<Snapshot> get(Caller caller, String machine, String id) {
    return Failures.guarded(
        caller,
        executor,
        () -> read(caller, machine).thenApply(found -> SnapshotActions.find(found, id)));
  }

  @Override
  public CompletionStage<Accepted> restore(
      Caller caller, String machine, String id, @Nullable String idempotencyKey) {
    return change(
        new SnapshotActions.Request(
            caller, machine, OperationKind.RESTORE_SNAPSHOT, id, idempotencyKey));
  }

  @Override
  public CompletionStage<Accepted> delete(
      Caller caller, String machine, String id, @Nullable String idempotencyKey) {
    return change(
        new SnapshotActions.Request(
            caller, machine, OperationKind.DELETE_SNAPSHOT, id, idempotencyKey));
  }

  private CompletionStage<Machine> read(Caller caller, String machine) {
    return Failures.guarded(
        caller,
        executor,
        () -> reader.permitted(controlPlane.get().store(), caller, machine, Permission.VM_READ));
  }

  private CompletionStage<Accepted> change(SnapshotActions.Request request) {
    String machine = request.machine();
    return audit
        .record(
            request.caller(),
            Permission.VM_OPERATE,
            machine.length() > LONGEST_TARGET ? machine.substring(0, LONGEST_TARGET) : machine,
            () ->
                Failures.guarded(
                    request.caller(), executor, () -> actions.act(controlPlane.get(), request)),
            Changed::trace)
        .thenApply(Changed::accepted);
  }
}
