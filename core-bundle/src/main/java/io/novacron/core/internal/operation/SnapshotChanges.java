package io.novacron.core.internal.operation;

import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.Snapshot;
import io.novacron.api.machine.Snapshot.State;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.provider.Instance;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operation on a snapshot does to the record of the machine: its snapshots change, the
 * machine itself does not.
 */
final class SnapshotChanges {
  private SnapshotChanges() {}

  /** Applies a change that the rules have written as if the snapshot were a machine. */
  static Machine apply(Machine machine, OperationRecord record, MachineChange change) {
    List<Snapshot> snapshots = new ArrayList<>();
    for (Snapshot snapshot : machine.snapshots()) {
      Snapshot after =
          snapshot.operation().equals(record.id())
              ? after(snapshot, record.operation().kind(), change)
              : snapshot;
      if (after != null) {
        snapshots.add(after);
      }
    }
    return machine.toBuilder().snapshots(snapshots).build();
  }

  /** The snapshot as it is then; absent when it is gone. */
  private static @Nullable Snapshot after(
      Snapshot snapshot, OperationKind kind, MachineChange change) {
    if (kind == OperationKind.RESTORE_SNAPSHOT) {
      return snapshot.seen(State.AVAILABLE, null, null);
    }
    if (change.state() == MachineState.DELETED) {
      return null;
    }
    if (kind == OperationKind.DELETE_SNAPSHOT) {
      // It failed or was cancelled, so as far as is known the snapshot is as it was.
      return change.state() == MachineState.DELETING
          ? snapshot
          : snapshot.seen(State.AVAILABLE, null, null);
    }
    Instance seen = change.seen();
    String reference = change.reference();
    return switch (change.state()) {
      case RUNNING ->
          snapshot.seen(State.AVAILABLE, reference, seen == null ? null : seen.observedAt());
      // A failure that left nothing at the cloud leaves nothing here; the operation says why.
      case FAILED, UNKNOWN ->
          reference == null ? null : snapshot.seen(State.FAILED, reference, null);
      case DELETING -> snapshot.seen(State.DELETING, reference, null);
      default -> snapshot.seen(State.CREATING, reference, null);
    };
  }
}
