package io.novacron.core.internal.machine;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.AdoptionService;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.Snapshot;
import java.util.stream.Collectors;

/** What the snapshots of a machine, or its adoption, forbid to do with it. */
final class MachineGuard {
  private MachineGuard() {}

  /**
   * Lets an action pass.
   *
   * @throws io.novacron.api.error.ProblemException with CONFLICT
   */
  static void check(Machine machine, MachineAction action) {
    boolean foreign =
        machine.status().conditions().stream()
            .anyMatch(
                condition ->
                    condition.type().equals(AdoptionService.ADOPTED) && !condition.status());
    if (foreign) {
      throw Problem.builder(
              "illegal-state",
              Category.CONFLICT,
              "Machine " + machine.id() + " is not ours before its adoption is done.")
          .retryable(true)
          .operation(machine.operation())
          .nextStep("Wait until operation " + machine.operation() + " is done, then ask again.")
          .toException();
    }
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
