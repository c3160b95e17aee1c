package io.novacron.shell.internal;

import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.SnapshotService;
import io.novacron.api.plan.PlanRequest;
import io.novacron.api.security.Caller;
import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Puts a stopped machine back to a snapshot. */
@Service
@Command(
    scope = "novacron",
    name = "snapshot-restore",
    description = "Puts a stopped machine back to a snapshot",
    detailedDescription = "classpath:snapshot-restore.txt")
public final class SnapshotRestore extends SnapshotCommand {
  @Override
  CompletionStage<Accepted> begin(
      SnapshotService snapshots, Caller caller, Machine machine, String snapshot) {
    return snapshots.restore(caller, machine.id(), id(machine, snapshot), idempotencyKey);
  }

  @Override
  PlanRequest.SnapshotAction action() {
    return PlanRequest.SnapshotAction.RESTORE;
  }
}
