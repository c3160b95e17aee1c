package io.novacron.api.machine;

import io.novacron.api.security.Caller;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots of machines, for the faces. What holds for {@link MachineService} holds here. Each
 * change is an operation on the machine; the answer's machine holds the snapshot that the operation
 * works on. A machine with snapshots cannot be deleted.
 */
public interface SnapshotService {
  /** Most snapshots of one machine. */
  int MOST = 50;

  /**
   * Takes a snapshot of a machine that is running or stopped. One request makes one snapshot, or a
   * clear failure with none.
   *
   * @param machine id of the machine
   * @param name name of the snapshot; CONFLICT (code {@code snapshot-name-taken}) when the machine
   *     has one of the name
   * @param idempotencyKey as for a machine
   */
  CompletionStage<Accepted> create(
      Caller caller, String machine, String name, @Nullable String idempotencyKey);

  /** The snapshots of a machine, oldest first. */
  CompletionStage<List<Snapshot>> list(Caller caller, String machine);

  /**
   * One snapshot; NOT_FOUND (code {@code snapshot-not-found}) when the machine has none of the id.
   */
  CompletionStage<Snapshot> get(Caller caller, String machine, String id);

  /** Puts the disks of a machine that is stopped back to a snapshot that is available. */
  CompletionStage<Accepted> restore(
      Caller caller, String machine, String id, @Nullable String idempotencyKey);

  /** Deletes a snapshot; it is there until the cloud has shown that it is gone. */
  CompletionStage<Accepted> delete(
      Caller caller, String machine, String id, @Nullable String idempotencyKey);
}
