package io.novacron.core.internal.machine;

import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.AdoptionRequest;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachinePatch;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.placement.Decision;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.budget.BudgetControl;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import io.novacron.core.internal.operation.Resize;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Sees what changes of machines would do, without doing anything: by the checks that the changes
 * themselves make, so that a stage fails with the problem that the change would have. Safe for use
 * by many threads.
 */
public final class MachineForesight {
  private final Authorization authorization;
  private final SpecPreparation preparation;
  private final Placing placing;
  private final BudgetControl budgets;
  private final IdentifierGenerator identifiers;
  private final Clock clock;
  private final NameReservations names;
  private final MachineParts parts;
  private final MachineReader reader;
  private final MachineUpdates updates;
  private final SnapshotActions snapshots;
  private final Adoption adoption;
  private final Executor executor;

  /**
   * Makes it.
   *
   * @param executor for finding a place, which takes processor time; its queue is bounded
   */
  MachineForesight(
      Authorization authorization,
      SpecPreparation preparation,
      Placing placing,
      BudgetControl budgets,
      IdentifierGenerator identifiers,
      Clock clock,
      NameReservations names,
      MachineParts parts,
      MachineReader reader,
      MachineUpdates updates,
      SnapshotActions snapshots,
      Adoption adoption,
      Executor executor) {
    this.authorization = authorization;
    this.preparation = preparation;
    this.placing = placing;
    this.budgets = budgets;
    this.identifiers = identifiers;
    this.clock = clock;
    this.names = names;
    this.parts = parts;
    this.reader = reader;
    this.updates = updates;
    this.snapshots = snapshots;
    this.adoption = adoption;
    this.executor = executor;
  }

  /** Where a machine would go: a decision that has a choice. */
  public CompletionStage<Decision> create(
      ControlPlane controlPlane, Caller caller, MachineSpec spec) {
    return preparation
        .prepare(controlPlane.store(), caller, spec, "plan")
        .thenComposeAsync(
            prepared -> {
              authorization.require(
                  caller, Permission.VM_CREATE, MachinePermissions.target(caller, prepared.spec()));
              Placing.Placed placed = placing.place(caller.tenant(), "dec-none", prepared.spec());
              budgets.check(
                  NewMachine.machine(
                      caller,
                      prepared.spec(),
                      NewMachine.Ids.fresh(identifiers),
                      placed.choice(),
                      clock.instant()));
              Decision decision = placed.decision();
              return names
                  .requireFree(controlPlane.store(), caller.tenant(), spec.name())
                  .thenApply(free -> decision);
            },
            executor);
  }

  /**
   * What an action would do to a machine.
   *
   * @param expectedRevision revision that the machine must have; absent for any
   */
  public CompletionStage<Foreseen> act(
      ControlPlane controlPlane,
      Caller caller,
      String machine,
      ActionRequest request,
      @Nullable Long expectedRevision) {
    return parts
        .survey(controlPlane, caller)
        .act(machine, request)
        .thenCompose(legal -> reader.load(controlPlane.store(), caller.tenant(), machine))
        .thenApplyAsync(
            found -> {
              ActionCheck.revision(found, expectedRevision);
              return request.action() == MachineAction.RESIZE
                  ? updates.foreseen(controlPlane, found, request)
                  : new Foreseen(found, request.action(), null);
            },
            executor);
  }

  /**
   * What an update would do to a machine.
   *
   * @param expectedRevision revision that the machine must have; absent for any
   */
  public CompletionStage<Foreseen> update(
      ControlPlane controlPlane,
      Caller caller,
      String machine,
      MachinePatch patch,
      @Nullable Long expectedRevision) {
    return updates.foresee(
        controlPlane, new MachineUpdates.Request(caller, machine, patch, expectedRevision));
  }

  /**
   * The machine of a snapshot with which something would be done.
   *
   * @param kind what would be done
   * @param subject name of a new snapshot, id of one that there is
   */
  public CompletionStage<Machine> snapshot(
      ControlPlane controlPlane,
      Caller caller,
      String machine,
      OperationKind kind,
      String subject) {
    return snapshots.foresee(
        controlPlane, new SnapshotActions.Request(caller, machine, kind, subject, null));
  }

  /** The record that an adopted machine would get. Asks the cloud to describe it. */
  public CompletionStage<Machine> adopt(
      ControlPlane controlPlane, Caller caller, AdoptionRequest request) {
    authorization.require(caller, Permission.VM_CREATE, MachinePermissions.target(caller, request));
    return adoption.foresee(controlPlane, caller, request);
  }

  /**
   * What a change would do.
   *
   * @param machine the machine as it is
   * @param action what would be done at the cloud; absent for nothing
   * @param resize from which type to which it would go; for a resize
   */
  public record Foreseen(Machine machine, @Nullable MachineAction action, @Nullable Resize resize) {
    public Foreseen {
      Objects.requireNonNull(machine, "machine");
    }
  }
}
