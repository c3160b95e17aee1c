package io.novacron.shell.internal;

import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.SnapshotService;
import io.novacron.api.plan.PlanRequest;
import io.novacron.api.security.Caller;
import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Deletes a snapshot of a machine. */
@Service
@Command(
    scope = "novacron",
    name = "snapshot-delete",
    description = "Deletes a snapshot of a machine",
    detailedDescription = "classpath:snapshot-delete.txt")
public final class SnapshotDelete extends SnapshotCommand {
  @Override
  CompletionStage<Accepted> begin(
      SnapshotService snapshots, Caller caller, Machine machine, String snapshot) {
    return snapshots.delete(caller, machine.id(), id(machine, snapshot), idempotencyKey);
  }

  @Override
  PlanRequest.SnapshotAction action() {
    return PlanRequest.SnapshotAction.DELETE;
  }
}
