package io.novacron.core.internal.machine;

import io.novacron.api.error.FieldError;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachinePatch;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.MachineState;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Authorization;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes of machines as parts of an operation on many of them: checked before, and begun under ids
 * that are fixed beforehand, so that a part is begun once however often that is tried. Safe for use
 * by many threads.
 */
public final class MachineParts {
  private final Authorization authorization;
  private final AuditTrail audit;
  private final SpecPreparation preparation;
  private final Placing placing;
  private final NameReservations names;
  private final MachineReader reader;
  private final MachineCreation creation;
  private final MachineActions actions;
  private final MachineUpdates updates;
  private final Executor executor;

  MachineParts(
      Authorization authorization,
      AuditTrail audit,
      SpecPreparation preparation,
      Placing placing,
      NameReservations names,
      MachineReader reader,
      MachineCreation creation,
      MachineActions actions,
      MachineUpdates updates,
      Executor executor) {
    this.authorization = authorization;
    this.audit = audit;
    this.preparation = preparation;
    this.placing = placing;
    this.names = names;
    this.reader = reader;
    this.creation = creation;
    this.actions = actions;
    this.updates = updates;
    this.executor = executor;
  }

  /** The spec with digests in place of whatever may be secret, so that requests can be compared. */
  public MachineSpec withoutSecrets(MachineSpec spec) {
    return preparation.withoutSecrets(spec);
  }

  /** Begins to look at what a caller wants, part by part; changes nothing. */
  public Survey survey(ControlPlane controlPlane, Caller caller) {
    return new Survey(controlPlane, caller);
  }

  /**
   * Creates a machine.
   *
   * @param parent the operation that this is a part of
   * @param machine id that the machine gets
   * @param operation id that its create gets
   * @param decision id that its placement decision gets
   * @return what is recorded, by this call or an earlier one with the same ids
   */
  public CompletionStage<Accepted> create(
      ControlPlane controlPlane,
      Caller caller,
      MachineSpec spec,
      String parent,
      String machine,
      String operation,
      String decision) {
    NewMachine.Ids ids = new NewMachine.Ids(machine, operation, decision);
    return audited(
        caller,
        Permission.VM_CREATE,
        spec.name(),
        () -> creation.part(controlPlane, caller, spec, parent, ids));
  }

  /**
   * Acts on a machine.
   *
   * @param parent the operation that this is a part of
   * @param machine id of the machine
   * @param operation id that the operation gets
   * @return what is recorded, by this call or an earlier one; deleting what is being deleted gives
   *     the operation that does it
   */
  public CompletionStage<Accepted> act(
      ControlPlane controlPlane,
      Caller caller,
      String machine,
      ActionRequest action,
      String parent,
      String operation) {
    MachineActions.Request request =
        new MachineActions.Request(caller, machine, action, null, null, parent);
    return audited(
        caller,
        MachinePermissions.of(action.action()),
        machine,
        () -> actions.part(controlPlane, request, operation));
  }

  /**
   * Changes what is wanted of a machine.
   *
   * @param machine id of the machine
   * @param expectedRevision revision that the machine must have; absent for any
   * @param operation id that the operation gets
   * @return what is recorded, by this call or an earlier one with the same ids
   */
  public CompletionStage<Accepted> update(
      ControlPlane controlPlane,
      Caller caller,
      String machine,
      MachinePatch patch,
      @Nullable Long expectedRevision,
      String operation) {
    MachineUpdates.Request request =
        new MachineUpdates.Request(caller, machine, patch, expectedRevision);
    return audited(
        caller,
        MachinePermissions.of(patch),
        machine,
        () -> updates.part(controlPlane, request, operation));
  }

  /** One machine; fails with NOT_FOUND. */
  public CompletionStage<Machine> machine(ControlPlane controlPlane, String tenant, String id) {
    return reader.load(controlPlane.store(), tenant, id);
  }

  /**
   * A machine as it is recorded, for a caller who may do something with it; fails with DENIED, or
   * else with NOT_FOUND.
   */
  public CompletionStage<Machine> permitted(
      ControlPlane controlPlane, Caller caller, String id, Permission permission) {
    return reader.permitted(controlPlane.store(), caller, id, permission);
  }

  private CompletionStage<Accepted> audited(
      Caller caller,
      Permission permission,
      String target,
      Supplier<CompletionStage<Changed>> attempt) {
    return audit
        .record(caller, permission, target, attempt, Changed::trace)
        .thenApply(Changed::accepted);
  }

  /**
   * Looks at parts before anything is recorded. Of many parts that ask for the same place, one is
   * placed.
   */
  public final class Survey {
    private final ControlPlane controlPlane;
    private final Caller caller;
    private final Set<PlacementRequest> placed = ConcurrentHashMap.newKeySet();

    private Survey(ControlPlane controlPlane, Caller caller) {
      this.controlPlane = controlPlane;
      this.caller = caller;
    }

    /**
     * Whether the caller may create a machine, its spec is valid and its name free.
     *
     * @param place whether to find a place for it too
     * @return fails with the problem that a create would have
     */
    public CompletionStage<Void> create(MachineSpec spec, boolean place) {
      authorization.require(caller, Permission.VM_CREATE, MachinePermissions.target(caller, spec));
      return preparation
          .prepare(controlPlane.store(), caller, spec, "survey")
          .thenComposeAsync(prepared -> prepared(prepared.spec(), place), executor);
    }

    private CompletionStage<Void> prepared(MachineSpec spec, boolean place) {
      // A template may say more about account and labels than the request did.
      authorization.require(caller, Permission.VM_CREATE, MachinePermissions.target(caller, spec));
      List<FieldError> errors = SpecValidator.validate(spec);
      if (place && !placed.contains(SpecValidator.placementRequest(spec))) {
        placing.place(caller.tenant(), "dec-none", spec);
        placed.add(SpecValidator.placementRequest(spec));
      } else if (!errors.isEmpty()) {
        throw SpecValidator.invalid(errors);
      }
      return names.requireFree(controlPlane.store(), caller.tenant(), spec.name());
    }

    /** Whether the caller may act on a machine and its state allows it. */
    public CompletionStage<Void> act(String machine, ActionRequest request) {
      ActionCheck.request(request);
      MachineAction action = request.action();
      return reader
          .permitted(controlPlane.store(), caller, machine, MachinePermissions.of(action))
          .thenCompose(
              found -> {
                MachineState state = found.status().state();
                boolean deleted = state == MachineState.DELETED || state == MachineState.DELETING;
                if (!(deleted && action == MachineAction.DELETE)) {
                  ActionCheck.legal(found, request, controlPlane.providers());
                }
                return CompletableFuture.completedFuture(null);
              });
    }
  }
}
