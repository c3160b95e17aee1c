package io.novacron.core.internal.machine;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.Snapshot;
import java.util.stream.Collectors;

/** What the snapshots of a machine forbid to do with the machine. */
final class SnapshotGuard {
  private SnapshotGuard() {}

  /**
   * Lets an action pass.
   *
   * @throws io.novacron.api.error.ProblemException with CONFLICT
   */
  static void check(Machine machine, MachineAction action) {
    if (action == MachineAction.DELETE && !machine.snapshots().isEmpty()) {
      // Without its machine nobody would look for them, and they go on costing money.
      throw Problem.builder(
              "snapshots-exist",
              Category.CONFLICT,
              "Machine "
                  + machine.id()
                  + " has the snapshots "
                  + machine.snapshots().stream()
                      .map(Snapshot::name)
                      .collect(Collectors.joining(", "))
                  + ".")
          .retryable(false)
          .nextStep("Delete its snapshots first, then the machine.")
          .toException();
    }
    for (Snapshot snapshot : machine.snapshots()) {
      if (snapshot.state() == Snapshot.State.RESTORING) {
        throw Problem.builder(
                "illegal-state",
                Category.CONFLICT,
                "Machine "
                    + machine.id()
                    + " is being restored from snapshot "
                    + snapshot.name()
                    + ".")
            .retryable(true)
            .operation(snapshot.operation())
            .nextStep("Wait until operation " + snapshot.operation() + " is done, then ask again.")
            .toException();
      }
    }
  }
}
