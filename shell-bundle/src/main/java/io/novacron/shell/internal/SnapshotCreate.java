package io.novacron.shell.internal;

import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.SnapshotService;
import io.novacron.api.plan.PlanRequest;
import io.novacron.api.security.Caller;
import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Takes a snapshot of a machine's disks. */
@Service
@Command(
    scope = "novacron",
    name = "snapshot-create",
    description = "Takes a snapshot of a machine's disks",
    detailedDescription = "classpath:snapshot-create.txt")
public final class SnapshotCreate extends SnapshotCommand {
  @Override
  CompletionStage<Accepted> begin(
      SnapshotService snapshots, Caller caller, Machine machine, String snapshot) {
    return snapshots.create(caller, machine.id(), snapshot, idempotencyKey);
  }

  @Override
  PlanRequest.SnapshotAction action() {
    return PlanRequest.SnapshotAction.CREATE;
  }
}
